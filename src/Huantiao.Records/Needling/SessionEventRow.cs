using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>
/// An event of a session as it arrived. Rows are added and never changed; the database itself refuses anything else. The same key and text again is no new row,
/// another text under the same key is one.
/// </summary>
public sealed class SessionEventRow : IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>1, 2, 3 … in the order of arrival here. It says nothing about the order of what happened.</summary>
    public required int Arrival { get; init; }

    /// <summary>The key that the device made.</summary>
    public required Guid EventKey { get; init; }

    /// <summary>The event as JSON (<c>SessionText</c>).</summary>
    public required string Text { get; init; }

    public required int SchemaVersion { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The account that brought it; who did it is in the text.</summary>
    public required Guid ReceivedFrom { get; init; }
}

internal sealed class SessionEventTable : IEntityTypeConfiguration<SessionEventRow>
{
    public void Configure(EntityTypeBuilder<SessionEventRow> builder)
    {
        builder.ToTable("session_event");
        builder.HasClinicKey(r => new { r.ClinicId, r.SessionId, r.Arrival });
        builder.HasOne<SessionSheet>().WithMany().HasForeignKey(r => new { r.ClinicId, r.SessionId }).OnDelete(DeleteBehavior.Restrict);
        builder.Check("arrival", "arrival > 0");
        builder.Check("text", "length(text) > 0");
    }
}
