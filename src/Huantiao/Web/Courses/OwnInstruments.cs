using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Interop;
using Huantiao.Knowledge.Measures;
using Huantiao.Knowledge.Pathways;
using Huantiao.Records;
using Huantiao.Records.Measures;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Courses;

/// <summary>
/// <c>/clinic/measures</c>: what is measured here, and instruments that the clinic brings along under a licence of its own, as FHIR Questionnaires. A version is never
/// changed: loading again makes the next one.
/// </summary>
internal static class OwnInstruments
{
    /// <summary>In front of the name of every instrument of a clinic, so that none can pass for one of the pathway's.</summary>
    public const string Prefix = "X-";

    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/measures", Capability.ManageClinic, request => PageAsync(request, Form.Showing(), []));
        routes.Post("/clinic/measures", Capability.ManageClinic, LoadAsync);
        routes.Post("/clinic/measures/retire", Capability.ManageClinic, RetireAsync);
    }

    /// <summary>Every version, and whether it is still asked. What was answered stays readable when it no longer is.</summary>
    public static async Task<IReadOnlyList<(Instrument Instrument, bool IsAsked)>> AllAsync(HuantiaoDb db, CancellationToken cancel)
    {
        var rows = await db.ClinicInstruments.AsNoTracking().OrderBy(i => i.Instrument).ThenBy(i => i.InstrumentVersion).ToListAsync(cancel);
        return [.. rows.Select(r => (Instrument: Kept.TryRead(r.Content)?.Instrument(r), IsAsked: r.RetiredAt is null)).Where(i => i.Instrument is not null).Select(i => (i.Instrument!, i.IsAsked))];
    }

    private static async Task PageAsync(ClinicRequest request, Form form, ImmutableArray<ResourceProblem> problems)
    {
        var own = await request.Db.ClinicInstruments.AsNoTracking().OrderBy(i => i.Instrument).ThenByDescending(i => i.InstrumentVersion).ToListAsync(request.Cancel);
        var parameters = new (string, object?)[]
        {
            (nameof(MeasuresPage.Measures), request.Site.Treatment?.Measures ?? MeasureKnowledge.None), (nameof(MeasuresPage.Own), own), (nameof(MeasuresPage.Form), form),
            (nameof(MeasuresPage.Problems), problems),
        };
        await (form.IsGood ? request.PageAsync<MeasuresPage>(parameters) : request.AgainAsync<MeasuresPage>(parameters));
    }

    private static async Task LoadAsync(ClinicRequest request)
    {
        var form = request.Form;
        var key = form.Key();
        var name = form.Text("name", 40);
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            form.Refuse("name", "Measures.NotAName");
        var scoring = form.OneOf("scoring", ["none", "sum", "mean"]);
        var better = form.OneOf("better", ["lower", "higher"], required: scoring is not (null or "none"));
        var least = form.Whole("least", 1, 100, required: false);
        var licence = form.Text("licence", ClinicInstrument.LongestLicence, lines: true);
        var content = form.Text("questionnaire", 500_000, lines: true);
        if (!form.IsGood)
        {
            await PageAsync(request, form, []);
            return;
        }

        var id = Prefix + name;
        var kept = new Kept(scoring!, better, least, content);
        var (instrument, problems) = kept.Read(id, 1, licence);
        if (instrument is null)
        {
            form.Refuse("questionnaire", "Measures.Refused");
            await PageAsync(request, form, problems);
            return;
        }

        var versions = await request.Db.ClinicInstruments.Where(i => i.Instrument == id).ToListAsync(request.Cancel);
        if (versions.TrueForAll(v => v.Id != key))
        {
            foreach (var earlier in versions.Where(v => v.RetiredAt is null))
                earlier.RetiredAt = request.Now;
            var text = kept.Write();
            request.Db.ClinicInstruments.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, Instrument = id, InstrumentVersion = versions.Count + 1, Title = instrument.Name.In(request.Language.Tag), Content = text,
                Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Licence = licence, LoadedAt = request.Now, LoadedBy = request.Staff.AccountId,
            });
        }

        await request.SeeAsync("/clinic/measures", "saved");
    }

    private static async Task RetireAsync(ClinicRequest request)
    {
        var id = Guid.TryParse(request.Form.Typed("instrument"), out var named) ? named : Guid.Empty;
        if (await request.Db.ClinicInstruments.FirstOrDefaultAsync(i => i.Id == id, request.Cancel) is not { } row)
        {
            await request.NothingAsync();
            return;
        }

        row.RetiredAt ??= request.Now;
        await request.SeeAsync("/clinic/measures", "saved");
    }
}

/// <summary>A clinic's instrument as it is stored: the questionnaire, and how it is scored.</summary>
internal sealed record Kept(string Scoring, string? Better, int? Least, string Questionnaire)
{
    public static Kept? TryRead(string text)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<Kept>(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public string Write() => System.Text.Json.JsonSerializer.Serialize(this);

    public (Instrument? Instrument, ImmutableArray<ResourceProblem> Problems) Read(string id, int version, string licence) => QuestionnaireReader.Read(
        id, version, Questionnaire,
        new(
            Scoring switch { "sum" => Knowledge.Measures.Scoring.Sum, "mean" => Knowledge.Measures.Scoring.Mean, _ => Knowledge.Measures.Scoring.None }, Scoring == "none" ? 1 : Least,
            Better switch { "lower" => Direction.LowerIsBetter, "higher" => Direction.HigherIsBetter, _ => Direction.Unknown }),
        licence);

    public Instrument? Instrument(ClinicInstrument row) => Read(row.Instrument, row.InstrumentVersion, row.Licence).Instrument;
}
