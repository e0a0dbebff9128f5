using System.Net;
using AngleSharp.Html.Dom;
using Huantiao.Records.Clinics;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Tests.Clinics;

/// <summary>A patient with a link, as tests of the intake need one.</summary>
internal sealed record Sent(Patient Patient, string Secret, string Code);

/// <summary>What staff and patients do with a questionnaire, through the real pages without script.</summary>
internal static class Intakes
{
    public static async Task<Sent> SendAsync(RunningClinic clinic, Patient? patient = null)
    {
        patient ??= await clinic.NewPatientAsync(clinic.Ours, "Anna Berg");
        using var staff = await clinic.SignedInAsync(clinic.Ours, Role.FrontDesk);
        var page = await staff.GetAsync($"/en/clinic/patients/{patient.Id}/intake");
        var link = await staff.PostAsync($"/en/clinic/patients/{patient.Id}/intake", ("key", page.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.OK, link.Status);
        return new(patient, link.Page.QuerySelector("#link")!.TextContent.Split('#')[1], link.Page.QuerySelector("#typed")!.TextContent);
    }

    public static async Task<Answered> OpenAsync(ClinicBrowser phone, string code)
    {
        await phone.GetAsync("/en/intake/open");
        return await phone.PostAsync("/en/intake/open", ("code", code));
    }

    /// <summary>A phone on which a new questionnaire is open.</summary>
    public static async Task<(ClinicBrowser Phone, Sent Sent)> OpenedAsync(RunningClinic clinic)
    {
        var sent = await SendAsync(clinic);
        var phone = clinic.NewBrowser();
        Assert.Equal("/en/intake", (await OpenAsync(phone, sent.Secret)).Location);
        return (phone, sent);
    }

    /// <summary>Answers question after question as the pages ask them, no wherever nothing else is said, up to the page where it is checked.</summary>
    /// <returns>How many pages were asked.</returns>
    public static async Task<int> AnswerAllAsync(ClinicBrowser phone, params (string Question, string Answer)[] answers)
    {
        for (var asked = 0; asked < 200; asked++)
        {
            var page = await phone.GetAsync("/en/intake/step");
            if (page.Status == HttpStatusCode.SeeOther)
            {
                Assert.Equal("/en/intake/check", page.Location);
                return asked;
            }

            var questions = page.Page.QuerySelectorAll(".ask").Select(q => q.GetAttribute("data-question")!).ToList();
            await AnswerAsync(phone, page, [.. questions.Select(q => (q, answers.FirstOrDefault(a => a.Question == q).Answer ?? Usual(page.Page, q)))]);
        }

        throw new InvalidOperationException("It asks without end.");
    }

    public static async Task<Answered> AnswerAsync(ClinicBrowser phone, string question, string answer) =>
        await AnswerAsync(phone, await phone.GetAsync("/en/intake/step?q=" + question), [(question, answer)]);

    public static async Task<IReadOnlyList<Screening>> ScreeningsAsync(RunningClinic clinic, Patient patient)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return [.. (await db.Screenings.Where(s => s.PatientId == patient.Id).OrderBy(s => s.Id).ToListAsync()).Select(s => new Screening(s.Decision, s.Findings))];
    }

    public static async Task<Intake> RowAsync(RunningClinic clinic, Patient patient)
    {
        await using var db = clinic.NewContext(clinic.Ours);
        return await db.Intakes.AsNoTracking().SingleAsync(i => i.PatientId == patient.Id);
    }

    /// <summary>Sends what a page of one question or of a group has, with what is said here.</summary>
    public static async Task<Answered> AnswerAsync(ClinicBrowser phone, Answered page, (string Question, string Answer)[] answers, params (string Name, string Value)[] more)
    {
        var hidden = page.Page.QuerySelectorAll(".ask input[type=hidden]").Select(f => (f.GetAttribute("name")!, f.GetAttribute("value") ?? ""))
            .Where(f => f.Item1.StartsWith("key-", StringComparison.Ordinal) || f.Item1.StartsWith("over-", StringComparison.Ordinal));
        var question = page.Page.QuerySelector("input[name=question]")!.GetAttribute("value")!;
        return await phone.PostAsync(
            "/en/intake/step", [("question", question), .. answers.Select(a => (a.Answer is "skip" or "unsure" ? "how-" + a.Question : "a-" + a.Question, a.Answer)), .. hidden, .. more]);
    }

    private static string Usual(IHtmlDocument page, string question)
    {
        var offered = page.QuerySelectorAll($"input[name=a-{question}][type=radio]").Select(r => r.GetAttribute("value")!).ToList();
        if (offered.Contains("no", StringComparer.Ordinal))
            return "no";
        if (offered.Contains("given", StringComparer.Ordinal))
            return "given";
        return question == "age" ? "52" : offered.Contains("3", StringComparer.Ordinal) ? "3" : page.QuerySelector($"input[name=how-{question}][value=skip]") is null ? "not sure" : "skip";
    }
}

/// <summary>A stored run of the screen.</summary>
internal sealed record Screening(string Decision, string Findings);
