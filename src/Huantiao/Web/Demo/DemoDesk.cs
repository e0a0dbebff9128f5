using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using Huantiao.Care.Licences;
using Huantiao.Records;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Huantiao.Web.Languages;
using Huantiao.Web.Treat;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Primitives;

namespace Huantiao.Web.Demo;

/// <summary>
/// The hands of invented people: every form goes to the very operation that a browser's would go to, with what was typed and who is signed in, and is held
/// against the same table of who may. What the clinic would not take, the invented clinic does not hold.
/// </summary>
internal sealed partial class DemoDesk(WebApplication app, Site site, DemoClock clock)
{
    private static readonly TimeSpan PerForm = TimeSpan.FromSeconds(15);

    private readonly Dictionary<(string Method, string Address), RouteEndpoint> _addresses = (
        from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ClinicAddress>() is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method is "POST" or "PUT"
        select (method, endpoint)).ToDictionary(e => (e.method, e.endpoint.RoutePattern.RawText!), e => e.endpoint);

    private readonly Dictionary<string, AntiforgeryTokenSet> _tokens = new(StringComparer.Ordinal);

    public Site Site => site;

    public DemoClock Clock => clock;

    /// <summary>A key as a form carries it.</summary>
    public Guid NewKey() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>Sends a form; where the page would be shown again, the whole clinic is not made and the message says why.</summary>
    /// <param name="ids">Values for the ids in the address, by name.</param>
    /// <returns>Where the browser is sent.</returns>
    public async Task<string> PostAsync(DemoMember who, string address, (string Name, Guid Id)[] ids, params IEnumerable<(string Name, string Value)> fields) =>
        (await SendAsync(who.Staff, null, who.Language, address, ids, fields)).Location;

    /// <summary>The same from a patient's phone; the secret that it holds is given and, where it is new, returned.</summary>
    public async Task<(string Location, string? Secret)> PhoneAsync(Language language, string? secret, string address, params IEnumerable<(string Name, string Value)> fields) =>
        await SendAsync(null, secret, language, address, [], fields);

    /// <summary>Sends what a script of a page sends.</summary>
    public async Task PutAsync(DemoMember who, string address, (string Name, Guid Id)[] ids, string json)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var http = await AnswerAsync(scope.ServiceProvider, who.Staff, null, who.Language, ("PUT", address), ids, http =>
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        });
        if (http.Response.StatusCode != StatusCodes.Status200OK)
            throw new CannotServeException($"The invented clinic cannot be made: PUT {http.Request.Path} answered {http.Response.StatusCode}. {Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray())}");
    }

    /// <summary>Looks at a record as the pages read it. Nobody of the clinic has opened it, so nothing is told to the trail.</summary>
    public async Task<T> LookAsync<T>(DemoMember who, Guid patient, Func<ClinicRequest, PatientFile, Task<T>> look)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var http = Context(scope.ServiceProvider, who.Staff, who.Language, "GET", "");
        http.Request.RouteValues["patient"] = patient.ToString();
        http.Database().Enter(who.Staff.Clinic!.Id, Actor.Staff(who.Staff.AccountId, ""));
        var request = new ClinicRequest(http, Form.Showing());
        return await look(request, await PatientFile.OpenAsync(request, "demo") ?? throw new InvalidOperationException($"The invented record {patient} is not there."));
    }

    /// <summary>Rows that no page writes yet: by the person who would.</summary>
    public async Task WriteAsync(Guid clinic, Actor who, Func<HuantiaoDb, Task> write)
    {
        await using var db = app.Services.GetRequiredService<OpeningDatabase>().Opened.NewContext(clinic, who);
        await write(db);
        await db.SaveChangesAsync();
        clock.Pass(PerForm);
    }

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    private async Task<(string Location, string? Secret)> SendAsync(
        Staff? staff, string? phone, Language language, string address, (string Name, Guid Id)[] ids, IEnumerable<(string Name, string Value)> fields)
    {
        var sent = fields.ToList();
        await using var scope = app.Services.CreateAsyncScope();
        var http = await AnswerAsync(scope.ServiceProvider, staff, phone, language, ("POST", address), ids, http =>
        {
            http.Request.ContentType = "application/x-www-form-urlencoded";
            if (sent.TrueForAll(f => f.Name != "key"))
                sent.Add(("key", NewKey().ToString()));
            http.Request.Form = new FormCollection(sent.GroupBy(f => f.Name, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)]), StringComparer.Ordinal));
        });
        if (http.Response.StatusCode != StatusCodes.Status303SeeOther)
            throw new CannotServeException($"The invented clinic cannot be made: POST {http.Request.Path} answered {http.Response.StatusCode}. {Wrong(http)} ({string.Join(", ", sent.Select(f => $"{f.Name}={f.Value}"))})");
        return (http.Response.Headers.Location.ToString(), NewSecret(http));
    }

    /// <summary>Lets the operation behind an address answer, as it would a browser of whoever is signed in.</summary>
    private async Task<DefaultHttpContext> AnswerAsync(
        IServiceProvider services, Staff? staff, string? phone, Language language, (string Method, string Address) to, (string Name, Guid Id)[] ids, Action<DefaultHttpContext> fill)
    {
        clock.Pass(PerForm);
        var endpoint = _addresses[to];
        var http = Context(services, staff, language, to.Method, ids.Aggregate(to.Address, (path, id) => path.Replace($"{{{id.Name}:guid}}", id.Id.ToString(), StringComparison.Ordinal)));
        foreach (var (name, id) in ids)
            http.Request.RouteValues[name] = id.ToString();
        Sign(http, staff, phone);
        fill(http);
        await DemandAsync(http, endpoint, staff);
        await endpoint.RequestDelegate!(http);
        return http;
    }

    private DefaultHttpContext Context(IServiceProvider services, Staff? staff, Language language, string method, string path)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        (http.Request.Method, http.Request.Path, http.Request.Scheme, http.Request.Host) = (method, path, "http", new HostString("localhost"));
        http.Response.Body = new MemoryStream();
        http.Features.Set(site);
        http.Features.Set(language);
        if (staff is null)
            return http;
        http.Features.Set(staff);
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, staff.SessionHash)], SessionHandler.SchemeName));
        return http;
    }

    /// <summary>The token that goes with every form, and the cookies of the browser that sends it.</summary>
    private void Sign(DefaultHttpContext http, Staff? staff, string? phone)
    {
        var whose = staff?.SessionHash ?? "";
        if (!_tokens.TryGetValue(whose, out var tokens))
        {
            var apart = new DefaultHttpContext { RequestServices = http.RequestServices, User = http.User };
            _tokens[whose] = tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetTokens(apart);
        }

        http.Request.Headers[tokens.HeaderName!] = tokens.RequestToken;
        http.Request.Headers.Cookie = $"{HostCookie.Antiforgery}={tokens.CookieToken}" + (phone is null ? "" : $"; {HostCookie.Intake}={phone}");
    }

    private static async Task DemandAsync(DefaultHttpContext http, RouteEndpoint endpoint, Staff? staff)
    {
        if (endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is not { } policy)
            return;
        var needs = Enum.Parse<Capability>(policy);
        var may = staff?.May(needs) == true;
        if (may && needs == Capability.Sign)
            may = await Licensing.StandingAsync(http.Database(), staff!.Clinic!, staff.AccountId, http.Clock(), default) is LicenceStanding { MaySign: true };
        if (!may)
            throw new CannotServeException($"The invented clinic cannot be made: {staff?.Name ?? "nobody"} may not {needs} at {endpoint.RoutePattern.RawText}.");
    }

    private static string? NewSecret(DefaultHttpContext http) =>
        http.Response.Headers.SetCookie.OfType<string>().Where(c => c.StartsWith(HostCookie.Intake + "=", StringComparison.Ordinal))
            .Select(c => c[(HostCookie.Intake.Length + 1)..c.IndexOf(';', StringComparison.Ordinal)]).FirstOrDefault();

    private static string Wrong(DefaultHttpContext http)
    {
        var text = Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
        return string.Join(' ', Said().Matches(text).Select(m => m.Groups["said"].Value).Take(12));
    }

    [GeneratedRegex("(class=\"(wrong|lead)[^\"]*\"[^>]*|<li)>(?<said>[^<]+)<", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();
}

/// <summary>Somebody of the invented staff, as a request of theirs carries them.</summary>
internal sealed record DemoMember(Staff Staff, Language Language)
{
    public Guid Account => Staff.AccountId;

    public Guid Clinic => Staff.Clinic!.Id;

    public TimeZoneInfo Zone => Staff.Clinic!.TimeZone;
}
