using Huantiao.Records;
using Huantiao.Web.Access;
using Huantiao.Web.Patients;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Clinics;

/// <summary>Marks an address of the clinic: no-store, forms allowed, secure connections only.</summary>
internal sealed record ClinicAddress
{
    public static readonly ClinicAddress Mark = new();
}

/// <summary>Marks an address that pages ask by themselves, again and again: nobody has touched anything, so the session grows no younger by it.</summary>
internal sealed record WatchingAddress
{
    public static readonly WatchingAddress Mark = new();
}

/// <summary>
/// How an operation gets its address: with the capability it needs, or openly when it stands in <see cref="OpenRoutes"/>. Before the operation runs, the
/// database is open, the clinic entered, a form's origin and token checked and its fields read.
/// </summary>
internal sealed class ClinicRoutes(IEndpointRouteBuilder app)
{
    /// <summary>A form is words; files have addresses of their own.</summary>
    private const long LargestForm = 1024 * 1024;

    public void Get(string pattern, Capability needs, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapGet(pattern, context => ShowAsync(context, answer))).RequireAuthorization(needs.ToString());

    /// <summary>The same for what a page asks by itself, without anybody's doing: see <see cref="WatchingAddress"/>.</summary>
    public void Watch(string pattern, Capability needs, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapGet(pattern, context => ShowAsync(context, answer))).WithMetadata(WatchingAddress.Mark).RequireAuthorization(needs.ToString());

    /// <summary>A form. Where the address names a patient, it is refused when nothing may be written into their record.</summary>
    public void Post(string pattern, Capability needs, Func<ClinicRequest, Task> answer) => PostBeside(pattern, needs, IntoOpenRecord(pattern, answer));

    /// <summary>A form that changes nothing in the record of the patient whom its address names, or that must be possible where the record is closed too.</summary>
    public void PostBeside(string pattern, Capability needs, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapPost(pattern, context => TakeAsync(context, answer))).RequireAuthorization(needs.ToString());

    /// <summary>By a script of ours: the token goes in a header, the body is the operation's own to read.</summary>
    public void Put(string pattern, Capability needs, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapPut(pattern, context => TakeAsync(context, IntoOpenRecord(pattern, answer)))).RequireAuthorization(needs.ToString());

    /// <summary>A page for somebody who is not signed in.</summary>
    public void OpenGet(string pattern, Func<ClinicRequest, Task> answer) => Mark(app.MapGet(pattern, context => ShowAsync(context, answer))).AllowAnonymous();

    /// <summary>A form for somebody who is not signed in: limited.</summary>
    public void OpenPost(string pattern, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapPost(pattern, context => TakeAsync(context, answer))).AllowAnonymous().RequireRateLimiting(Limits.Tries);

    /// <summary>The same by a script of ours.</summary>
    public void OpenPut(string pattern, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapPut(pattern, context => TakeAsync(context, answer))).AllowAnonymous().RequireRateLimiting(Limits.Tries);

    /// <summary>A page for the phone of a patient; the operation itself asks for the secret that the phone holds: see <c>PhoneRoutes</c>.</summary>
    public void PhoneGet(string pattern, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapGet(pattern, context => ShowAsync(context, answer))).AllowAnonymous().RequireRateLimiting(Limits.Answers);

    /// <summary>A form, or a call of our script, from such a page.</summary>
    public void PhoneSend(string method, string pattern, Func<ClinicRequest, Task> answer) =>
        Mark(app.MapMethods(pattern, [method], context => TakeAsync(context, answer))).AllowAnonymous().RequireRateLimiting(Limits.Answers);

    private static Func<ClinicRequest, Task> IntoOpenRecord(string pattern, Func<ClinicRequest, Task> answer) => pattern.Contains("{patient:guid}", StringComparison.Ordinal)
        ? async request =>
        {
            if (await ClosedRecords.IsOpenAsync(request, request.Id("patient")))
                await answer(request);
        }
        : answer;

    private static IEndpointConventionBuilder Mark(IEndpointConventionBuilder route) => route.WithMetadata(ClinicAddress.Mark).ExcludeFromDescription();

    private static Task ShowAsync(HttpContext context, Func<ClinicRequest, Task> answer) => AnswerAsync(context, Form.Showing(), answer);

    private static async Task TakeAsync(HttpContext context, Func<ClinicRequest, Task> answer)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestForm;
        if (!Transport.IsFromUs(context.Request) || !await HasTokenAsync(context))
        {
            await Refusals.SendAsync(context, StatusCodes.Status400BadRequest, Refusal.ForeignForm);
            return;
        }

        await AnswerAsync(context, context.Request.HasFormContentType ? new Form(await context.Request.ReadFormAsync(context.RequestAborted)) : Form.Showing(), answer);
    }

    private static async Task<bool> HasTokenAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // A form that is too large, or breaks off, cannot be read for its token.
            return false;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Form form, Func<ClinicRequest, Task> answer)
    {
        ClinicPages.AddHeaders(context);
        var db = context.Database();
        if (context.Features.Get<Staff>() is not { } staff)
            db.Act(Actor.Stranger(context.Origin()));
        else if (staff.Clinic is { } clinic)
            db.Enter(clinic.Id, Actor.Staff(staff.AccountId, context.Origin()));
        else
            db.Act(Actor.Staff(staff.AccountId, context.Origin()));
        var request = new ClinicRequest(context, form);
        try
        {
            await answer(request);
        }
        catch (DbUpdateConcurrencyException) when (!context.Response.HasStarted)
        {
            // An operation that can show both versions catches this itself.
            db.ChangeTracker.Clear();
            await request.RefuseAsync(StatusCodes.Status412PreconditionFailed, Refusal.Stale);
        }
    }
}
