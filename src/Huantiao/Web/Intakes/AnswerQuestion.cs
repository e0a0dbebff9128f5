using Huantiao.Care.Intake;
using Huantiao.Care.PainDrawings;
using Huantiao.Knowledge.Screening;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Intakes;

/// <summary>One question on the screen: <c>/intake/step</c> as a page with a form, <c>/intake/answers/{question}</c> for our script. Both save the same way.</summary>
internal static class AnswerQuestion
{
    public static void Map(PhoneRoutes routes)
    {
        routes.Get("/intake/step", ShowAsync);
        routes.Post("/intake/step", TakeAsync);
        routes.Put("/intake/answers/{question}", PutAsync);
    }

    private static async Task ShowAsync(PhoneRequest phone)
    {
        var view = phone.View();
        var wanted = phone.Request.Query("q");
        var question = wanted.Length > 0 ? view.Steps.FirstOrDefault(q => q.Id == wanted) : view.Next;
        if (question is null)
            phone.Request.Go("/intake/check");
        else
            await PageAsync(phone, question, Form.Showing());
    }

    private static async Task TakeAsync(PhoneRequest phone)
    {
        var form = phone.Request.Form;
        var step = phone.View().Pages.FirstOrDefault(p => p.Any(q => q.Id == form.Typed("question")), []);
        if (step.IsEmpty)
        {
            // It is not asked any more: an answer in another window has made it needless.
            phone.Request.Go("/intake/step");
            return;
        }

        // What was said of a group is saved even where something of it is still to be said.
        var typed = TypedStep.Read(phone, step, isNeeded: step.Length == 1);
        var outcomes = await Saving.SaveAsync(phone, typed);
        if (outcomes is null)
        {
            phone.Request.Go("/intake/done");
            return;
        }

        foreach (var one in typed.Where(t => outcomes[t.Question.Id] == SavingOutcome.Stale))
            form.Refuse(TypedAnswer.Field(one.Question), "Intake.Stale");
        var view = phone.View();
        foreach (var question in step.Where(q => q.Group is not null && !view.Draft.IsDealtWith(q.Id)))
            form.Refuse(TypedAnswer.Field(question), "Intake.AnswerOrUnsure");
        if (!form.IsGood)
        {
            await PageAsync(phone, step[0], form);
            return;
        }

        // The medicines are shown as they were understood before anything else is asked.
        var isReading = typed is [{ Question.Kind: QuestionKind.Medicines, Answer: IntakeAnswer.Text } read] && outcomes[read.Question.Id] == SavingOutcome.Changed;
        var next = form.Typed(TypedStep.LaterField).Length > 0
            ? view.Pages.FirstOrDefault(p => p.Any(q => !view.Draft.IsDealtWith(q.Id)), [])
            : view.Pages.SkipWhile(p => p.All(q => q.Id != step[0].Id)).ElementAtOrDefault(1);
        phone.Request.Go(
            isReading ? "/intake/step?q=" + step[0].Id
            : form.Typed("back") == "check" || next.IsDefaultOrEmpty ? "/intake/check"
            : "/intake/step?q=" + next[0].Id);
    }

    private static async Task PutAsync(PhoneRequest phone)
    {
        var id = phone.Request.Part("question");
        var question = Questionnaire.Possible(phone.Book.Knowledge).FirstOrDefault(q => q.Id == id && !q.IsOfTheSigning());
        if (question is null)
        {
            await phone.Request.NothingAsync();
            return;
        }

        var form = phone.Request.Form;
        var typed = TypedAnswer.Read(question, form, phone.Request.Site.Points.Atlas, isNeeded: true);
        if (typed is null)
        {
            var problem = form.Problems.Values.First();
            await phone.Request.JsonAsync(
                new PutAnswered("refused", null, phone.Request.Words.Format(problem.Key, [.. problem.Values]), [], [], null), PhoneJson.Default.PutAnswered, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var outcomes = await Saving.SaveAsync(phone, [typed]);
        if (outcomes is null)
        {
            await phone.Request.RefuseAsync(StatusCodes.Status409Conflict, Refusal.IntakeSent);
            return;
        }

        var (view, language) = (phone.View(), phone.Request.Language.Tag);
        var isStale = outcomes[question.Id] == SavingOutcome.Stale;
        var answer = new PutAnswered(
            isStale ? "stale" : "saved", view.Draft.SavingOf(question.Id)?.ToString("D"), isStale ? phone.Request.Words["Intake.Stale"] : null,
            [.. view.Asked.Select(q => q.Id)], [.. view.Emergency.Select(r => r.Message?.In(language)).OfType<string>().Distinct(StringComparer.Ordinal)],
            question.Kind == QuestionKind.Medicines && view.Draft.Answers[question.Id] is IntakeAnswer.Text text ? MedicineWords.Of(phone.Request.Words, phone.Book, text.Value) : null);
        await phone.Request.JsonAsync(answer, PhoneJson.Default.PutAnswered, isStale ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status200OK);
    }

    private static async Task PageAsync(PhoneRequest phone, IntakeQuestion question, Form form)
    {
        var parameters = new (string, object?)[]
        {
            (nameof(StepPage.Step), phone.View().Pages.First(p => p.Any(q => q.Id == question.Id))), (nameof(StepPage.Form), form), (nameof(StepPage.Drawing), await Drawings.OfAsync(phone, question)),
            (nameof(StepPage.IsBackToCheck), phone.Request.Query("back") == "check" || form.Typed("back") == "check"),
        };
        await (form.IsGood ? phone.PageAsync<StepPage>(parameters) : phone.AgainAsync<StepPage>(parameters));
    }
}

/// <summary>The drawing of an intake, to go on with.</summary>
internal static class Drawings
{
    public static async Task<PainDrawing> OfAsync(PhoneRequest phone, IntakeQuestion? question = null) =>
        question is { Kind: not QuestionKind.Drawing } ? PainDrawing.Empty : await OfAsync(phone.Request, phone.Intake.Id);

    public static async Task<PainDrawing> OfAsync(ClinicRequest request, Guid intake)
    {
        var content = await request.Db.PainDrawings.Where(d => d.IntakeId == intake).Select(d => d.Content).FirstOrDefaultAsync(request.Cancel);
        return content is not null && PainDrawingJson.Read(content, request.Site.Points.Atlas) is DrawingFile.Read read ? read.Drawing : PainDrawing.Empty;
    }
}
