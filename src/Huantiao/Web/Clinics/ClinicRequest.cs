using Huantiao.Records;
using Huantiao.Web.Access;
using Huantiao.Web.Languages;
using Huantiao.Web.Words;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Clinics;

/// <summary>
/// One request to the clinic, as an operation sees it: who asks, what was typed, the database with the clinic entered, and the ways to answer.
/// What the trail is told (<c>Db.Audit.Read(…)</c>) is saved before anything is shown.
/// </summary>
internal sealed class ClinicRequest(HttpContext http, Form form)
{
    public HttpContext Http => http;

    /// <summary>What was typed; empty for a page that is only asked for.</summary>
    public Form Form => form;

    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">An open address, where nobody is signed in.</exception>
    public Staff Staff => http.Features.Get<Staff>() ?? throw new InvalidOperationException("Nobody is signed in at an open address.");

    /// <summary>The clinic that is worked in.</summary>
    public ClinicEntered Clinic => Staff.Clinic ?? throw new InvalidOperationException("No clinic is entered.");

    /// <summary>The clinic's tables, entered where somebody is signed in.</summary>
    public HuantiaoDb Db => http.Database();

    public Site Site => http.Features.Get<Site>()!;

    public DateTimeOffset Now => http.Clock().GetUtcNow();

    /// <summary>The day it is in the clinic.</summary>
    public DateOnly Today => Clinic.Today(http.Clock());

    public CancellationToken Cancel => http.RequestAborted;

    public Language Language => http.ReadersLanguage();

    public Wording Words => Wording.In(Language);

    public bool May(Capability capability) => http.Features.Get<Staff>()?.May(capability) == true;

    /// <summary>An id in the address: <c>/patients/{patient:guid}</c>.</summary>
    public Guid Id(string name) => Guid.TryParse(http.Request.RouteValues[name] as string, out var id) ? id : Guid.Empty;

    /// <summary>A part of the address that is no id.</summary>
    public string Part(string name) => http.Request.RouteValues[name] as string ?? "";

    public string Query(string name) => http.Request.Query[name].ToString();

    /// <summary>Shows a page: what the trail was told is saved first.</summary>
    public async Task PageAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        await Db.SaveChangesAsync(Cancel);
        await ClinicPages.SendAsync<TPage>(http, parameters);
    }

    /// <summary>Shows the page again with what was typed and what is wrong with it. Nothing is saved.</summary>
    public Task AgainAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent => ClinicPages.SendAsync<TPage>(http, parameters, StatusCodes.Status422UnprocessableEntity);

    /// <summary>After a form: sends the browser to a page, so that going back or loading again sends nothing twice. What is waiting is saved first.</summary>
    /// <param name="path">Without the language.</param>
    /// <param name="done">End of a word key under "Done.": said once at the top of that page.</param>
    public async Task SeeAsync(string path, string? done = null)
    {
        await Db.SaveChangesAsync(Cancel);
        Go(path, done);
    }

    /// <summary>The same without saving.</summary>
    public void Go(string path, string? done = null)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/" + Language.Tag + path + (done is null ? "" : (path.Contains('?', StringComparison.Ordinal) ? "&done=" : "?done=") + done);
    }

    /// <summary>There is no such thing in this clinic: the same answer whether it exists in another or nowhere. The attempt is in the trail.</summary>
    public async Task NothingAsync()
    {
        Db.ChangeTracker.Clear();
        if (http.Features.Get<Staff>()?.Clinic is not null)
        {
            var address = $"{http.Request.Method} {http.Request.Path}";
            Db.Audit.Refused("page", address.Length <= 200 ? address : address[..200], why: "nothing there");
            await Db.SaveChangesAsync(Cancel);
        }

        await Refusals.SendAsync(http, StatusCodes.Status404NotFound, Refusal.Nothing);
    }

    public Task RefuseAsync(int status, Refusal refusal) => Refusals.SendAsync(http, status, refusal);

    public async Task JsonAsync<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        await Db.SaveChangesAsync(Cancel);
        ClinicPages.AddHeaders(http);
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(value, type, cancellationToken: Cancel);
    }
}
