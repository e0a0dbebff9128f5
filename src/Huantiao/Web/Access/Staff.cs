using System.Collections.Immutable;
using Huantiao.Records.Clinics;

namespace Huantiao.Web.Access;

/// <summary>Who is at the keyboard in this request: read from the session table, never from what the browser says.</summary>
/// <param name="Clinic">Null until one is chosen.</param>
/// <param name="Roles">In that clinic; empty without one.</param>
/// <param name="Clinics">How many clinics this person works in.</param>
internal sealed record Staff(
    Guid AccountId, string Name, string Email, ClinicEntered? Clinic, ImmutableArray<Role> Roles, int Clinics, string SessionHash, DateTimeOffset SessionSince)
{
    /// <summary>Without a clinic, only one's own account.</summary>
    public bool May(Capability capability) => capability == Capability.OwnAccount || (Clinic is not null && Roles.Has(capability));
}

/// <summary>The clinic that a session works in.</summary>
/// <param name="Idle">After so long without a request the session is over.</param>
internal sealed record ClinicEntered(Guid Id, string Name, TimeZoneInfo TimeZone, string Language, bool Invented, TimeSpan Idle)
{
    /// <summary>The day it is in the clinic.</summary>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZone).DateTime);

    /// <summary>An instant as the clinic's clocks show it.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZone);
}
