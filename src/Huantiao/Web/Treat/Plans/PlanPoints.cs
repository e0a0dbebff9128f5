using Huantiao.Care.Planning;
using Huantiao.Knowledge.Atlas;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Points;
using Microsoft.Extensions.Primitives;

namespace Huantiao.Web.Treat.Plans;

/// <summary><c>/clinic/patients/{patient}/plan/points</c>: needles put into the plan, or taken out, by picking points on the body or in the list.</summary>
internal static class PlanPoints
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/patients/{patient:guid}/plan/points", Capability.WriteNotes, ShowAsync);
        routes.Post("/clinic/patients/{patient:guid}/plan/points", Capability.WriteNotes, PickAsync);
    }

    private static async Task ShowAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await PlanPages.OpenDraftAsync(request, file) is not { } kept)
            return;
        await PageAsync(request, file, kept, Asked(request, kept.Plan.Content.Needles.Select(n => $"{n.Point}:{Sides.Word(n.Side)}"), []), Form.Showing());
    }

    private static async Task PickAsync(ClinicRequest request)
    {
        if (await PatientFile.OpenAsync(request, "plan") is not { } file || await PlanPages.NamedAsync(request, file) is not { } kept)
            return;
        var form = request.Form;
        var asked = Asked(request, form.All("p"), ["add", "side", "view", "choose"]);
        if (form.Typed("do") != "save" || asked.Fault != PickFault.None)
        {
            await PageAsync(request, file, kept, asked, Form.Showing(("why", form.Typed("why"))));
            return;
        }

        var version = form.Whole("version", 1, int.MaxValue) ?? 0;
        var why = form.Text("why", 2000, required: false, lines: true);
        if (kept.IsClosed || kept.Plan is not TreatmentPlan.Draft draft || version != kept.Row.Version)
        {
            // The picks stay in the page; the plan beside them is the newer one.
            form.Refuse("why", kept.IsDraft ? "Plan.PointsStale" : "Plan.NotADraft");
            await PageAsync(request, file, kept, asked, form);
            return;
        }

        foreach (var change in Changes(draft.Content, asked))
        {
            switch (draft.Change(change, why, request.Staff.AccountId, request.Now, request.Site.Points.Atlas, file.Known))
            {
                case ChangeOutcome.Changed changed:
                    draft = changed.Plan;
                    break;
                case ChangeOutcome.Refused refused:
                    form.Refuse("why", "Plan.Refused", refused.Why.In(request.Language.Tag));
                    break;
            }
        }

        if (!form.IsGood)
        {
            await PageAsync(request, file, kept, asked, form);
            return;
        }

        PlanPages.Put(request, kept.Row, draft, version);
        await request.SeeAsync(PlanPages.Address(file.Patient.Id), "saved");
    }

    private static IEnumerable<PlanChange> Changes(PlanContent before, PickQuery asked)
    {
        foreach (var needle in before.Needles.Where(n => !asked.Picks.Any(p => p.Code == n.Point && p.Side == n.Side)))
            yield return new PlanChange.RemoveNeedle(needle.Point, needle.Side);
        foreach (var pick in asked.Picks.Where(p => before.Needle(p.Code, p.Side) is null))
            yield return new PlanChange.PutNeedle(new(pick.Code, pick.Side));
    }

    /// <summary>What the picker's own fields say, as its public page reads them from the address.</summary>
    private static PickQuery Asked(ClinicRequest request, IEnumerable<string> picks, string[] fields)
    {
        var values = fields.Where(f => request.Form.All(f).Length > 0).ToDictionary(f => f, f => new StringValues([.. request.Form.All(f)]), StringComparer.Ordinal);
        values["p"] = new([.. picks]);
        return PickQuery.Read(new QueryCollection(values), request.Site.Points);
    }

    private static Task PageAsync(ClinicRequest request, PatientFile file, KeptPlan kept, PickQuery asked, Form form)
    {
        request.Db.ChangeTracker.Clear();
        var parameters = new (string, object?)[]
        {
            (nameof(PlanPointsPage.File), file), (nameof(PlanPointsPage.Kept), kept), (nameof(PlanPointsPage.Asked), asked), (nameof(PlanPointsPage.Form), form),
        };
        return form.IsGood ? request.PageAsync<PlanPointsPage>(parameters) : request.AgainAsync<PlanPointsPage>(parameters);
    }
}
