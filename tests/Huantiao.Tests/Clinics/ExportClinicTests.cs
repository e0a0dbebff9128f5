using System.IO.Compression;
using System.Text;
using Huantiao.Records.Clinics;

namespace Huantiao.Tests.Clinics;

/// <summary>The whole clinic as a file, from the page of the administrator.</summary>
public sealed class ExportClinicTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    [Fact]
    public async Task Export_ByTheAdministrator_HoldsThisClinicAndNoOther_AndIsInTheTrail()
    {
        var ours = await clinic.PatientAsync(clinic.Ours, "Ours Person");
        await clinic.PatientAsync(clinic.Theirs, "Theirs Person");
        using var browser = await clinic.SignedInAsync(clinic.Ours, Role.Administrator);
        await browser.GetAsync("/en/clinic/export");

        var (name, bytes) = await browser.DownloadAsync("/en/clinic/export");

        Assert.Equal("clinic-2026-11-23.zip", name);
        await using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var patients = await TextAsync(zip, "patient.ndjson");
        Assert.Contains(ours.ToString(), patients, StringComparison.Ordinal);
        Assert.Contains("Ours Person", patients, StringComparison.Ordinal);
        foreach (var entry in zip.Entries)
            Assert.DoesNotContain("Theirs Person", await TextAsync(zip, entry.FullName), StringComparison.Ordinal);
        Assert.Contains("\"holds\": \"clinic\"", await TextAsync(zip, "manifest.json"), StringComparison.Ordinal);
        Assert.Contains(await clinic.TrailAsync(clinic.Ours), line => line.StartsWith($"Export clinic {clinic.Ours.Id}", StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(TestContext.Current.CancellationToken), Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
