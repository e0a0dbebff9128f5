using Huantiao.Records;
using Huantiao.Records.Intakes;
using Huantiao.Records.Patients;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>A patient with a phone before the questionnaire, and the ways they answer.</summary>
internal static class IntakePhone
{
    /// <summary>A clinic with one patient; the link as staff gets it, made through the page.</summary>
    public static async Task<(IPage Staff, Patient Patient, string Link)> SendAsync(RunningClinic clinic)
    {
        var staff = await clinic.OpenAsync(820);
        await clinic.SetUpAsync(staff);
        await using var db = clinic.Database.NewContext();
        var id = (await db.Clinics.FirstAsync()).Id;
        var patient = new Patient { ClinicId = id, Id = Guid.CreateVersion7(), Name = "Anna Berg", CreatedAt = DateTimeOffset.UnixEpoch };
        await using var entered = clinic.Database.NewContext(id, Actor.Program);
        entered.Patients.Add(patient);
        await entered.SaveChangesAsync();
        return (staff, patient, await LinkAsync(clinic, staff, patient));
    }

    public static async Task<string> LinkAsync(RunningClinic clinic, IPage staff, Patient patient)
    {
        await staff.GotoAsync($"{clinic.Address}/en/clinic/patients/{patient.Id}/intake");
        await staff.FollowAsync("text=Make a link and a QR code");
        await staff.ClickAsync("summary");
        return await staff.Locator("#link").InnerTextAsync();
    }

    public static async Task<Intake> RowAsync(RunningClinic clinic, Patient patient)
    {
        await using var db = clinic.Database.NewContext(patient.ClinicId, Actor.Program);
        return await db.Intakes.AsNoTracking().SingleAsync(i => i.PatientId == patient.Id);
    }

    private const string Shown = ".stepping .step:not([hidden]) .ask:not([hidden])";

    /// <summary>The question on the screen; of a group the first.</summary>
    public static async Task<string> QuestionAsync(IPage page) => (await page.Locator(Shown).First.GetAttributeAsync("data-question"))!;

    /// <summary>The questions on the screen.</summary>
    public static Task<string[]> QuestionsAsync(IPage page) => page.Locator(Shown).EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.question)");

    /// <summary>
    /// Answers what is on the screen and waits for the next: no, given, a number in the middle; or what is said here. In a group what is not said here is answered
    /// by "none of these".
    /// </summary>
    /// <param name="act">How an answer's label is chosen: by touch, by keys.</param>
    public static async Task AnswerAsync(IPage page, Func<ILocator, Task> act, params (string Question, string Answer)[] answers)
    {
        var id = await QuestionAsync(page);
        var rest = page.Locator(".stepping .step:not([hidden]) .rest");
        if (await rest.CountAsync() > 0)
        {
            foreach (var (question, answer) in answers.IntersectBy(await QuestionsAsync(page), a => a.Question))
                await act(page.Locator($"#q-{question} label:has(input[value='{answer}'])"));
            await act(rest);
            await NextAsync(page, id);
            return;
        }

        var block = page.Locator($"#q-{id}");
        var given = answers.FirstOrDefault(a => a.Question == id).Answer;
        if (await block.Locator("textarea, input.short").CountAsync() > 0)
        {
            await block.Locator("textarea, input.short").FillAsync(given ?? (id == "age" ? "52" : "6"));
            await page.Locator(".stepping > p.row button:not(.plain)").ClickAsync();
        }
        else if (await block.GetAttributeAsync("data-kind") == "drawing")
        {
            await block.Locator("input[type=checkbox][value=skip]").CheckAsync();
            await page.Locator(".stepping > p.row button:not(.plain)").ClickAsync();
        }
        else
        {
            foreach (var value in new[] { given, "no", "given", "3" }.OfType<string>())
            {
                var label = block.Locator($"label:has(input[value='{value}'])");
                if (await label.CountAsync() == 0)
                    continue;
                await act(label);
                break;
            }
        }

        await NextAsync(page, id);
    }

    private static async Task NextAsync(IPage page, string left)
    {
        try
        {
            await page.WaitForFunctionAsync(
                "id => location.pathname.endsWith('/check') || document.querySelector('.stepping .step:not([hidden]) .ask:not([hidden])')?.dataset.question !== id", left);
        }
        catch (TimeoutException)
        {
            var chosen = await page.EvaluateAsync<string>("[...document.querySelectorAll('.step:not([hidden]) input:checked')].map(i => i.name + '=' + i.value).join(' ')");
            Assert.Fail($"It stays at {left} ({chosen}): {await page.Locator(".step:not([hidden])").First.InnerTextAsync()}");
        }
    }

    /// <summary>To the page where it is checked.</summary>
    public static async Task<int> AnswerAllAsync(IPage page, Func<ILocator, Task> act, params (string Question, string Answer)[] answers)
    {
        var asked = 0;
        for (; !page.Url.EndsWith("/check", StringComparison.Ordinal); asked++)
        {
            Assert.InRange(asked, 0, 100);
            await AnswerAsync(page, act, answers);
        }

        return asked;
    }
}
