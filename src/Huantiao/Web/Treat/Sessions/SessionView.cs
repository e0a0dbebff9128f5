using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A session as a page or a script needs it, at one moment.</summary>
/// <param name="Phase">"prepared", "needling", "retaining", "removing", "interrupted", "signed".</param>
/// <param name="Mine">Whether the reader is responsible for it.</param>
/// <param name="ServerTime">With the clinic's offset; a device takes its own error from it.</param>
/// <param name="ServerDevice">The device that the server's own moves are made on.</param>
/// <param name="Through">Number of the last event that is told of here.</param>
/// <param name="NeedlesIn">Of which nobody knows that they are out.</param>
/// <param name="May">Names of the moves that can be made now: those of <c>POST …/moves</c>, and "sign", "amend".</param>
/// <param name="Against">Why the reader cannot sign now; empty where the reader can.</param>
public sealed record SessionView(
    Guid Session, Guid Patient, string PatientName, string Phase, Guid? Practitioner, string? PractitionerName, bool Mine, Guid? Room, string? RoomName, DateTimeOffset ServerTime, Guid ServerDevice, int Through,
    IReadOnlyList<NeedleView> Needles, IReadOnlyList<JsonElement> Prescribed, double? PrescribedMinutes, RetentionView? Retention, int NeedlesIn, bool CountDeferred, CountView? Count,
    IReadOnlyList<StopView> Stops, IReadOnlyList<ConflictView> Conflicts, IReadOnlyList<OpenView> Open, IReadOnlyList<string> May, bool Signable, IReadOnlyList<OpenView> Against,
    IReadOnlyList<SignatureView> Signatures, IReadOnlyList<AmendmentView> Amendments);

/// <param name="In">When it was recorded.</param>
/// <param name="Out">When it came out; null where it did not, or was counted or settled.</param>
/// <param name="Fate">"in", "pulled", "broken-off", "out", "counted-out", "home", "settled".</param>
/// <param name="Open">Whether it is still to be accounted for.</param>
/// <param name="As">What is recorded of it, as an event has it.</param>
/// <param name="Said">Point and side in words.</param>
public sealed record NeedleView(Guid Key, string Point, string Side, DateTimeOffset In, DateTimeOffset? Out, string Fate, bool Open, bool Late, DateOnly? RemoveBy, JsonElement As, string Said);

public sealed record RetentionView(DateTimeOffset Start, DateTimeOffset End);

public sealed record CountView(Guid Key, int Counted, int Expected, int Explained, bool SecondLook, bool Stale, bool Agrees);

public sealed record StopView(Guid Key, string Cause, string Because, DateTimeOffset At, string By);

/// <param name="ByWords">Whether an acknowledgement settles it.</param>
public sealed record ConflictView(string Id, string Kind, bool ByWords, bool Acknowledged, string Said);

/// <param name="Kind">"needle-open", "count-differs", "conflict-open", … or of a refusal "stop-stands", "lot-expired", …</param>
/// <param name="About">The needle, event or conflict that it is about; null: the session.</param>
public sealed record OpenView(string Kind, string? About, string Said);

public sealed record SignatureView(Guid Key, string By, DateTimeOffset At, bool Stands);

public sealed record AmendmentView(Guid Key, string By, DateTimeOffset At, Guid? Needle, string Text, string Because);

/// <summary>What a device sends: its events, and up to where it has heard.</summary>
public sealed record EventsSent(int? After, IReadOnlyList<JsonElement>? Events);

/// <param name="At">Which of those sent, from 0.</param>
public sealed record EventRefused(int At, Guid? Key, string Why);

/// <param name="Arrived">Keys of those sent that are on the disk now, whenever they came.</param>
/// <param name="Refused">What is no event, or one that only the server makes.</param>
/// <param name="Events">What arrived after the number the device named, in the order of arrival; through <paramref name="Through"/>.</param>
public sealed record EventsAnswer(IReadOnlyList<Guid> Arrived, IReadOnlyList<EventRefused> Refused, int Through, SessionView State, IReadOnlyList<JsonElement> Events);

/// <param name="Made">Key of the event that was made; null: none was.</param>
public sealed record MoveAnswer(Guid? Made, IReadOnlyList<OpenView> Because, SessionView State);

/// <summary>What the rules say to a needle before it goes in.</summary>
/// <param name="InPlan">Whether the agreed plan has it.</param>
public sealed record SiteAnswer(string Point, string Side, bool InPlan, IReadOnlyList<string> Obstacles);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventsSent))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(MoveAnswer))]
[JsonSerializable(typeof(SiteAnswer))]
internal sealed partial class SessionJson : JsonSerializerContext;
