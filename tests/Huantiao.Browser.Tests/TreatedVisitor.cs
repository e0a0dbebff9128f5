using Huantiao.Care.Intake;
using Huantiao.Care.Sessions;
using Huantiao.Knowledge.Atlas;
using Huantiao.Knowledge.Screening;
using Huantiao.Records;
using Huantiao.Records.Intakes;
using Huantiao.Records.Needling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Huantiao.Browser.Tests;

/// <summary>An invented person with an agreed plan, made by the forms of the real pages, and a practitioner with a licence who is signed in.</summary>
internal sealed class TreatedVisitor(RunningClinic clinic, IPage page, Guid id, string language)
{
    /// <summary>Sends the clinic's own forms one after the other, from answers to an agreed plan.</summary>
    private const string ToAPlan = """
        async ([root, day]) => {
          const key = () => { const b = crypto.getRandomValues(new Uint8Array(16)); let t = Date.now(); for (let i = 5; i >= 0; i--) { b[i] = t % 256; t = Math.floor(t / 256); } b[6] = b[6] & 15 | 112; b[8] = b[8] & 63 | 128;
            const h = [...b].map((x) => x.toString(16).padStart(2, "0")).join(""); return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`; };
          const token = document.querySelector("[name=token]").value;
          const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
          const get = async (path) => read(await fetch(root + path));
          const post = async (path, fields) => {
            const answer = await fetch(root + path, { method: "POST", body: new URLSearchParams([["token", token], ...fields.some(([name]) => name === "key") ? [] : [["key", key()]], ...fields]) });
            const shown = await read(answer);
            if (!answer.ok) throw new Error(`${path} ${answer.status} ${[...shown.querySelectorAll("[role=alert], .wrong")].map((e) => e.textContent).join(" ").slice(0, 900)}`);
          };
          const hidden = (form) => [...form.querySelectorAll("input[type=hidden]")].filter((i) => i.name !== "token").map((i) => [i.name, i.value]);
          const named = async () => { const form = (await get("/plan")).querySelector("form[action$='/plan/change']"); return hidden(form).filter(([name]) => name === "plan" || name === "version"); };
          const change = async (part, ...fields) => post("/plan/change", [...await named(), ["part", part], ...fields]);
          const settle = async () => {
            const rest = [...(await get("/screening")).querySelectorAll("form[action$='/answers'] input[name=asked]")].map((i) => i.value);
            const offered = await get("/screening");
            if (rest.length > 0) await post("/screening/answers", [...rest.map((q) => ["asked", q]), ...rest.map((q) => [`q.${q}`, offered.querySelector(`[name="q.${q}"][value=no]`) ? "no" : "usual"])]);
            for (let form; (form = (await get("/screening")).querySelector("form[action$='/settle']"));)
              await post("/screening/settle", [...hidden(form), ["reason", "Known and heeded"], ["document", "Letter 12"], ["author", "Dr Other"], ["dated", "2026-11-20"]]);
          };
          await post("/screening/changes", [...(await get("/screening/changes")).querySelectorAll("main input[type=radio][value=no]")].map((i) => [i.name, "no"]));
          await settle();
          const sheet = await get("/assessment?new=1");
          const usual = ["5", "normal", "down", "no", "none", "uncertain"];
          const rows = Map.groupBy([...sheet.querySelectorAll(".examined input[type=radio]")], (i) => i.name);
          await post("/assessment/sign", [["version", "0"], ["drawn", "yes"], ["pain", "calf:left"], ["pattern", "taiyang"], ["stature", "175"],
            ...["skin_problem", "numbness", "implant", "active_implant", "lymphoedema", "suspected_clot", "tumour_or_irradiated", "thin_chest_wall"].map((n) => [`b.${n}`, "no"]),
            ...[...rows].flatMap(([name, radios]) => radios.filter((i) => usual.includes(i.value)).slice(0, 1).map((i) => [name, i.value]))]);
          await post("/plan/begin", [["protocol", "TU2024"]]);
          const needles = [...(await get("/plan")).querySelectorAll("input[name=part][value=needle]")].map((i) => ["point", "side"].map((n) => [n, i.form.querySelector(`[name=${n}]`).value]));
          for (const needle of needles) await change("needle", ...needle, ["least", "8"], ["most", "10"], ["why", "Shallow"]);
          await change("stimulation", ["way", "hand"], ["why", "As published"]);
          await change("goal", ["measure", "HT_LEG_NRS"], ["baseline", "5"], ["target", "2"], ["week", "6"]);
          await change("review", ["on", day]);
          await change("care-none");
          for (let form; (form = [...(await get("/plan")).querySelectorAll("form[action$='/plan/change']")].find((f) => f.querySelector("[name=part][value=confirm]")));) await post("/plan/change", [...hidden(form), ["why", "Heeded"]]);
          await settle();
          await post("/plan/agree", [...await named(), ["told", "1"], ["name", "Invented Person"], ["by", "Person"], ["how", "SignedOnScreen"]]);
        }
        """;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public Guid Id => id;

    public string Sessions => $"{clinic.Address}/{language}/clinic/patients/{id}/sessions";

    public static async Task<TreatedVisitor> WithAPlanAsync(RunningClinic clinic, IPage page, string language)
    {
        await clinic.SetUpAsync(page, language);
        var id = await PatientAsync(clinic);
        await page.GotoAsync($"{clinic.Address}/{language}/clinic/patients/{id}/screening");
        await page.EvaluateAsync(ToAPlan, new object[] { $"/{language}/clinic/patients/{id}", TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        return new(clinic, page, id, language);
    }

    /// <summary>A visit last week, signed, with these needles: what the next begins with.</summary>
    public async Task<Guid> LastTimeAsync(params (string Point, BodySide Side)[] needles)
    {
        var session = await OpenAsync(needles, TimeSpan.FromDays(-7));
        await DoAsync(
            session,
            [
                (s, m) => ((NeedlingSession.Prepared)s).Begin(m),
                .. needles.Select(n => (Func<NeedlingSession, Moment, Move>)((s, m) => ((NeedlingSession.Needling)s).Insert(m, new(n.Point, n.Side) { Size = new(0.25, 40), DepthMillimetres = 20 }))),
                (s, m) => ((NeedlingSession.Needling)s).Retain(m, 25, null),
                (s, m) => ((NeedlingSession.Retaining)s).BeginRemoving(m),
                (s, m) => ((NeedlingSession.Removing)s).Count(m, needles.Length),
                (s, m) => ((NeedlingSession.Removing)s).Sign(m, new("Authority", "1", new(2099, 1, 1))),
            ]);
        return session;
    }

    /// <summary>Moves made straight on the session, half a minute apart from when it was opened.</summary>
    public async Task DoAsync(Guid session, params Func<NeedlingSession, Moment, Move>[] moves)
    {
        await using var db = await EnterAsync();
        var kept = (await db.FindSessionAsync(session, Now))!;
        var (at, log) = (kept.Sheet.OpenedAt, kept.Log);
        foreach (var move in moves)
            log = log.With(((Move.Made)move(log.Session!, new(Guid.CreateVersion7(), session, kept.Sheet.PractitionerId, at = at.AddSeconds(30)))).Event);
        await db.ArriveAsync(session, log.Events, kept.Sheet.PractitionerId, cancel: Now);
    }

    /// <summary>An open session with these needles prescribed, straight into the database.</summary>
    public async Task<Guid> OpenAsync((string Point, BodySide Side)[] needles, TimeSpan since = default)
    {
        await using var db = await EnterAsync();
        var account = (await db.Users.FirstAsync(Now)).Id;
        var plan = await db.Plans.Where(p => p.PatientId == id).OrderByDescending(p => p.CreatedAt).FirstAsync(Now);
        var (session, at) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow() + since);
        var prescription = new Prescription([.. needles.Select(n => new Insertion(n.Point, n.Side) { Size = new(0.25, 40) })], 25);
        var opened = NeedlingSession.Open(new(Guid.CreateVersion7(), session, account, at), session, id, Guid.Empty, account, prescription);
        var cleared = ((NeedlingSession.Unsigned)SessionLog.Empty.With(opened).Session!).Clear(new(Guid.CreateVersion7(), session, account, at), Guid.CreateVersion7(), Guid.CreateVersion7());
        await db.BeginAsync(
            new() { ClinicId = db.Clinic, Id = session, PatientId = id, PlanId = plan.Id, PractitionerId = account, OpenedAt = at, OpenedBy = account }, [opened, ((Move.Made)cleared).Event], account, Now);
        return session;
    }

    public string Address(Guid session) => $"{clinic.Address}/{language}/clinic/sessions/{session}";

    /// <summary>Another device on which the same person is signed in.</summary>
    public async Task<IPage> OtherDeviceAsync(int width, int height)
    {
        var context = await clinic.Browser.NewTouchContextAsync(width, height);
        await SignInAsync(context);
        return await context.NewPageAsync();
    }

    /// <summary>The same where no script runs.</summary>
    public async Task<IBrowserContext> ScriptlessAsync(int width)
    {
        var context = await clinic.Browser.NewContextAsync(width, script: false);
        await SignInAsync(context);
        return context;
    }

    /// <summary>Signs the same person in there, without the door's pages.</summary>
    public async Task SignInAsync(IBrowserContext context) => await context.AddCookiesAsync(
        (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = clinic.Address.Replace("http:", "https:", StringComparison.Ordinal), Secure = true, HttpOnly = true }));

    public async Task<NeedlingSession> StoredAsync(Guid session)
    {
        await using var db = await EnterAsync();
        return (await db.FindSessionAsync(session, Now))!.Session;
    }

    /// <summary>The session of which the page is open.</summary>
    public static Guid SessionOf(IPage page) => Guid.Parse(new Uri(page.Url).AbsolutePath.Split('/')[^1]);

    public async Task<HuantiaoDb> EnterAsync()
    {
        await using var outside = clinic.Database.NewContext();
        outside.Act(Actor.Program);
        var place = await outside.Clinics.FirstAsync(Now);
        return clinic.Database.NewContext(place.Id, Actor.Program);
    }

    /// <summary>A person who has answered everything, and a licence for whoever is signed in.</summary>
    public static async Task<Guid> PatientAsync(RunningClinic clinic)
    {
        await using var db = clinic.Database.NewContext();
        db.Act(Actor.Program);
        var (place, account) = (await db.Clinics.FirstAsync(Now), await db.Users.FirstAsync(Now));
        db.Enter(place.Id, Actor.Program);
        var (id, now) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        db.Licences.Add(new() { ClinicId = place.Id, Id = Guid.CreateVersion7(), AccountId = account.Id, Authority = "Authority", Number = "1", Expires = new(2099, 1, 1) });
        db.Patients.Add(new() { ClinicId = place.Id, Id = id, Name = "Invented Person", CreatedAt = now });
        await db.SaveChangesAsync(Now);
        db.Intakes.Add(new()
        {
            ClinicId = place.Id, Id = Guid.CreateVersion7(), PatientId = id, Pathway = "sciatica", Kind = IntakeKind.Full, State = IntakeState.Submitted, Language = "en",
            Answers = AnswersJson.Write(Answers(clinic), Occasion.Intake), SchemaVersion = AnswersJson.Version, StartedAt = now, SavedAt = now, SubmittedAt = now,
        });
        await db.SaveChangesAsync(Now);
        return id;
    }

    private static IntakeAnswers Answers(RunningClinic clinic)
    {
        var questions = clinic.Browser.Site.Screening!.Knowledge;
        return questions.Questions.Where(q => questions.AskedAt(q) == Occasion.Intake).Aggregate(IntakeAnswers.None, (answers, q) => answers.With(q.Id, q.Kind switch
        {
            QuestionKind.YesNo => q.Id == "needle_fear" ? IntakeAnswer.Yes : IntakeAnswer.No,
            QuestionKind.Number => new IntakeAnswer.Number(q.Id == "age" ? 44 : q.Id == "duration_weeks" ? 20 : 5),
            QuestionKind.Choice when q.Id.StartsWith("consent", StringComparison.Ordinal) => new IntakeAnswer.Choice("given"),
            _ => IntakeAnswer.NotAsked,
        }));
    }
}
