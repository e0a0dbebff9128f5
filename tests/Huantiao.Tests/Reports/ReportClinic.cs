using Huantiao.Records;
using Huantiao.Records.Clinical;
using Huantiao.Tests.Clinics;
using Huantiao.Web;
using Huantiao.Web.Reports;

namespace Huantiao.Tests.Reports;

/// <summary>The clinic with the real pathway, on either database, and people whose courses are rows.</summary>
public class ReportClinic : RunningClinic
{
    internal override Site Serves { get; } = Site.Load(Path.Combine(Repository.Root, "pathways", "sciatica"));

    internal ReportQuestion Question => ReportQuestion.Of(Serves)!;

    /// <param name="postgreSql">On a database of its own on the server of the tests.</param>
    internal static async Task<ReportClinic> OpenAsync(bool postgreSql)
    {
        var clinic = new ReportClinic { Connection = postgreSql ? await PostgreSqlClinic.NewDatabaseAsync() : null };
        await clinic.InitializeAsync();
        return clinic;
    }

    internal async Task StoreAsync(InventedOutcomes people, Guid? clinic = null)
    {
        await using var db = Database.NewContext(clinic ?? Ours.Id, Actor.Program);
        db.AddRange(people.Rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A reading that comes in after its time.</summary>
    internal async Task GiveLateAsync(Guid request, Guid patient, double value)
    {
        await using var db = NewContext(Ours);
        var row = db.ReadingRequests.Single(r => r.Id == request);
        row.AnsweredAt = Clock.GetUtcNow();
        db.Measurements.Add(InventedOutcomes.Score(Ours.Id, patient, Clock.GetUtcNow(), value, request, MeasurementSource.Import));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
