using Huantiao.Web.Access;
using Huantiao.Web.Components;
using Huantiao.Web.Languages;
using Microsoft.AspNetCore.Antiforgery;

namespace Huantiao.Web.Clinics;

/// <summary>What a page of the clinic is a function of, besides what its operation hands it: the public view, and who looks.</summary>
/// <param name="Staff">Null on the pages before signing in.</param>
/// <param name="Token">Goes with every form: proof that the form came from us.</param>
/// <param name="Done">A word key of what has just been done, shown once at the top.</param>
internal sealed record ClinicView(Site Site, Language Language, string Path, Staff? Staff, AntiforgeryTokenSet? Token, TimeProvider Clock, string? Done = null)
    : View(Site, Language, Path)
{
    public bool May(Capability capability) => Staff?.May(capability) == true;

    /// <summary>The clinic entered; a page that asks is one behind the door.</summary>
    public ClinicEntered Clinic => Staff?.Clinic ?? throw new InvalidOperationException("This page has no clinic.");

    /// <summary>From when to when on the clinic's clocks: "09:00–09:40".</summary>
    public string Hours(DateTimeOffset from, DateTimeOffset to) => $"{Hour(from)}–{Hour(to)}";

    private string Hour(DateTimeOffset instant) => Clinic.Local(instant).ToString("HH:mm", Language.Culture);

    /// <summary>Day and time in the clinic's own time zone.</summary>
    public string Moment(DateTimeOffset instant)
    {
        var local = Staff?.Clinic?.Local(instant) ?? instant;
        return $"{Words.Date(DateOnly.FromDateTime(local.DateTime))} {local.ToString("HH:mm", Language.Culture)}";
    }
}

/// <summary>A part of a page of the clinic.</summary>
public abstract class ClinicPart : Part
{
    internal ClinicView Clinic => (ClinicView)View;
}
