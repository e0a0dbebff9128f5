using Huantiao.Care.AdverseEvents;
using Huantiao.Knowledge.Atlas;
using Huantiao.MetaAnalysis;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>How often a kind of event was recorded here.</summary>
/// <param name="Share">With its exact interval; null: there was no session.</param>
public sealed record AdverseRate(AdverseEventKind Kind, long SessionsWith, ExactProportion? Share);

/// <summary><c>/clinic/adverse/rates</c>: sessions of the last year with at least one event of each kind, beside what was published.</summary>
internal static class AdverseRates
{
    private const int Days = 365;

    public static void Map(ClinicRoutes routes) => routes.Get("/clinic/adverse/rates", Capability.ReadNotes, ShowAsync);

    private static async Task ShowAsync(ClinicRequest request)
    {
        var since = request.Now.AddDays(-Days);
        var kinds = request.Site.Points.Atlas.AdverseEvents;
        var sessions = await request.Db.NeedlingSessions.LongCountAsync(s => s.OpenedAt >= since, request.Cancel);
        var rows = await (
            from row in request.Db.AdverseEvents.AsNoTracking()
            join session in request.Db.NeedlingSessions on row.SessionId equals session.Id
            where session.OpenedAt >= since
            select row).ToListAsync(request.Cancel);
        var counted = EventRules.Count(rows.Select(r => AdverseEventRows.Of(kinds, r)).OfType<AdverseEvent>(), sessions).ToDictionary(c => c.Kind, c => c.SessionsWith, StringComparer.Ordinal);
        var nearMisses = await request.Db.AdverseEvents.CountAsync(e => e.NearMiss && e.NoticedAt >= since, request.Cancel);
        var asked = await request.Db.AfterQuestions.CountAsync(q => q.AskFrom >= since && q.AskFrom <= request.Now, request.Cancel);
        var answered = await request.Db.AfterQuestions.CountAsync(q => q.AskFrom >= since && q.AnsweredAt != null, request.Cancel);
        request.Db.Audit.Read("adverse_event", "rates");
        await request.PageAsync<AdverseRatesPage>(
            (nameof(AdverseRatesPage.Rates), kinds.Kinds.Select(k => Rate(k, counted.GetValueOrDefault(k.Key), sessions)).ToList()), (nameof(AdverseRatesPage.Sessions), sessions),
            (nameof(AdverseRatesPage.NearMisses), nearMisses), (nameof(AdverseRatesPage.Asked), asked), (nameof(AdverseRatesPage.Answered), answered),
            (nameof(AdverseRatesPage.From), DateOnly.FromDateTime(request.Clinic.Local(since).DateTime)));
    }

    private static AdverseRate Rate(AdverseEventKind kind, long with, long sessions) => new(kind, with, sessions == 0 ? null : ExactProportion.Of(with, sessions));
}
