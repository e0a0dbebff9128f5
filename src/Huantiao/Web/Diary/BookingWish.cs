using System.Collections.Immutable;

namespace Huantiao.Web.Diary;

/// <summary>A place in the diary that somebody is being looked for: it goes along from the diary through finding or adding the patient to the booking. No personal data.</summary>
public sealed record BookingWish(ImmutableArray<(string Name, string Value)> Fields)
{
    private static readonly ImmutableArray<string> Names = ["day", "time", "practitioner", "room"];

    public bool IsAny => !Fields.IsEmpty;

    /// <summary>Takes what is there from an address or a form.</summary>
    public static BookingWish Of(Func<string, string> value) =>
        new([.. Names.Select(name => (name, value(name))).Where(field => field.Item2.Length is > 0 and <= 40)]);

    /// <summary>As the query of an address; empty where nothing is wished.</summary>
    /// <param name="first">The sign in front: "?" or "&amp;".</param>
    public string Query(string first) => IsAny ? first + string.Join('&', Fields.Select(f => f.Name + "=" + Uri.EscapeDataString(f.Value))) : "";

    public string With(Guid patient) => $"?patient={patient}" + Query("&");
}
