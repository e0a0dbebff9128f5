using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Huantiao.Records.Clinics;
using Huantiao.Tests.Cli;
using Huantiao.Tests.Treat;

namespace Huantiao.Tests.Clinics;

/// <summary>
/// Text that would run as a page, as SQL, as a formula or as a line of a log, typed into every field of every form that staff come by from the start page: what was typed stays text, on every page and in every file.
/// The forms are found by following links, so that a new one is tried without being named here.
/// </summary>
public sealed partial class HostileTextTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    private const string Markup = "<img src=x onerror=run()>";
    private const int MostOfAKind = 2;

    private static readonly string[] Hostile = [Markup + "' OR 1=1; DROP TABLE patient;--", "=HYPERLINK(\"http://127.0.0.1/\")\n2026-11-23 forged line"];

    /// <summary>Whoever does these is no longer there to go on.</summary>
    private static readonly string[] LeftAlone = ["/sign-out", "/lock", "/switch", "/end", "/account/", "/members/", "/hand-over", "/merge"];

    [Fact]
    public async Task EveryField_WithHostileText_KeepsItAsText()
    {
        var account = await clinic.MemberAsync(clinic.Ours, "Dr Wen", Role.Administrator, Role.Practitioner, Role.FrontDesk, Role.Researcher);
        await clinic.LicenceAsync(clinic.Ours, account, new(2030, 1, 1));
        using var browser = await clinic.SignedInAsync(account, clinic.Ours);
        await browser.GetAsync("/en/clinic");
        using var person = await TreatedPerson.NewAsync(clinic);
        await person.TellAsync(TreatedPerson.Harmless);
        var walk = new Walk(browser);

        foreach (var text in Hostile)
        {
            walk.Begin("/en/clinic", person.Root, "/en/clinic/day", "/en/clinic/research", "/en/clinic/lots");
            await walk.RunAsync(text);
        }

        walk.Begin("/en/clinic", person.Root, "/en/clinic/day", "/en/clinic/research", "/en/clinic/lots");
        await walk.RunAsync(null);

        Assert.True(walk.Fields.Count >= 30, $"Only {walk.Fields.Count} fields were found: {string.Join(", ", walk.Fields.Order(StringComparer.Ordinal))}");
        Assert.True(walk.Shown >= 10, $"What was typed was seen again {walk.Shown} times only.");
        Assert.Equal(0, InProcess.Run("audit", "verify", "--data", clinic.Folder).Code);
    }

    /// <summary>Follows links and sends forms, a few of each kind.</summary>
    private sealed class Walk(ClinicBrowser browser)
    {
        private readonly Queue<string> _waiting = new();
        private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

        public HashSet<string> Fields { get; } = new(StringComparer.Ordinal);

        public int Shown { get; private set; }

        public void Begin(params string[] paths)
        {
            _seen.Clear();
            foreach (var path in paths)
                Enqueue(path);
        }

        /// <param name="text">What is typed; null: pages are only looked at.</param>
        public async Task RunAsync(string? text)
        {
            while (_waiting.TryDequeue(out var path))
            {
                var answer = await browser.GetAsync(path);
                Look(path, answer);
                if (text is null || answer.Status != HttpStatusCode.OK)
                    continue;
                foreach (var form in answer.Page.Forms.Where(f => f.Method == "post" && !LeftAlone.Any(f.Action.Contains)))
                {
                    var action = new Uri(browser.Address, form.GetAttribute("action")).PathAndQuery;
                    if (Count("POST " + Kind(action) + " " + string.Join(' ', form.Elements.Select(e => e.GetAttribute("name")).Distinct())) > MostOfAKind)
                        continue;
                    var sent = await browser.PostAsync(action, [.. Filled(form, text)]);
                    Look(action, sent);
                    if (sent.Location is { } next)
                        Enqueue(next);
                }
            }
        }

        private void Look(string path, Answered answer)
        {
            Assert.True((int)answer.Status < 500, $"{path}: {answer.Status}");
            Assert.False(answer.Text.Contains(Markup, StringComparison.Ordinal), $"{path} shows what was typed as markup.");
            if (answer.Text.Contains("onerror=run()", StringComparison.Ordinal))
                Shown++;
            Assert.DoesNotMatch(FormulaInAFile(), answer.Text.StartsWith('<') ? "" : answer.Text);
            if (!answer.Text.StartsWith('<'))
                return;
            foreach (var link in answer.Page.Links.Select(l => l.GetAttribute("href")).Where(h => h?.StartsWith("/en/clinic", StringComparison.Ordinal) == true))
                Enqueue(link!);
        }

        private IEnumerable<(string, string)> Filled(IHtmlFormElement form, string text)
        {
            var radios = new HashSet<string>(StringComparer.Ordinal);
            foreach (var element in form.Elements)
            {
                if (element.GetAttribute("name") is not { Length: > 0 } name || name == "token")
                    continue;
                switch (element)
                {
                    case IHtmlTextAreaElement:
                    case IHtmlInputElement { Type: "text" or "search" or "tel" or "url" or "password" }:
                        Fields.Add($"{Kind(new Uri(browser.Address, form.GetAttribute("action")).AbsolutePath)} {name}");
                        yield return (name, text);
                        break;
                    case IHtmlInputElement { Type: "radio" } radio:
                        if (radios.Add(name))
                            yield return (name, radio.Value);
                        break;
                    case IHtmlInputElement { Type: "checkbox" } box:
                        yield return (name, box.Value);
                        break;
                    case IHtmlInputElement input:
                        yield return (name, input.Value is { Length: > 0 } kept ? kept : input.Type switch { "date" => "2026-11-24", "time" => "10:00", "number" => input.Minimum ?? "1", "email" => "a@example.org", _ => text });
                        break;
                    case IHtmlSelectElement select:
                        yield return (name, select.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0) ?? "");
                        break;
                    case IHtmlButtonElement { Type: "submit", Name.Length: > 0 } button:
                        yield return (name, button.Value);
                        break;
                }
            }
        }

        private void Enqueue(string path)
        {
            path = path.Split('#')[0];
            if (!LeftAlone.Any(path.Contains) && Count(Kind(path)) <= MostOfAKind)
                _waiting.Enqueue(path);
        }

        private int Count(string kind) => _seen[kind] = _seen.GetValueOrDefault(kind) + 1;

        private static string Kind(string path) => Varying().Replace(path.Split('?')[0], "*");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|\\d{4}-\\d\\d-\\d\\d", RegexOptions.None, 1000)]
    private static partial Regex Varying();

    /// <summary>A field of a file of comma-separated values that a spreadsheet would run.</summary>
    [GeneratedRegex("(^|,|\\n)\"?=HYPERLINK", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormulaInAFile();
}
