using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>A packet of needles that the clinic has opened.</summary>
public sealed class NeedleLot : IAuditedRow, IClinicRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>14 digits; null where the packet was not scanned.</summary>
    public string? Gtin { get; init; }

    public required string Lot { get; init; }

    /// <summary>Last day of use; null where it is not known, which is not "still good".</summary>
    public DateOnly? Expiry { get; set; }

    public double? DiameterMillimetres { get; set; }

    public double? LengthMillimetres { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset OpenedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid OpenedBy { get; init; }

    /// <summary>From when it is not offered any more: empty, or taken out of use.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

/// <summary>That an event of a session names a lot. Written with the event, so that a recall need not read every session.</summary>
public sealed class SessionLot : IClinicRow
{
    /// <summary>Longer names of a lot are cut: no label holds more than 20.</summary>
    public const int LongestLot = 100;

    public required Guid ClinicId { get; init; }

    /// <summary>As <see cref="Written"/> writes it.</summary>
    public required string Lot { get; init; }

    /// <summary>Empty where the packet was not scanned.</summary>
    public required string Gtin { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>A lot as it is compared: upper case, without blanks around it.</summary>
    public static string Written(string lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var text = lot.Trim().ToUpperInvariant();
        return text.Length <= LongestLot ? text : text[..LongestLot];
    }
}

internal sealed class NeedleLotTable : IEntityTypeConfiguration<NeedleLot>
{
    public void Configure(EntityTypeBuilder<NeedleLot> builder)
    {
        builder.ToTable("needle_lot");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Gtin).HasMaxLength(14);
        builder.Property(r => r.Lot).HasMaxLength(SessionLot.LongestLot);
        builder.HasIndex(r => new { r.ClinicId, r.Lot });
        builder.Check("lot", "length(lot) > 0");
        builder.Check("gtin", "gtin IS NULL OR length(gtin) = 14");
        builder.Check("size", "(diameter_millimetres IS NULL OR (diameter_millimetres >= 0.05 AND diameter_millimetres <= 2)) AND (length_millimetres IS NULL OR (length_millimetres >= 1 AND length_millimetres <= 200))");
    }
}

internal sealed class SessionLotTable : IEntityTypeConfiguration<SessionLot>
{
    public void Configure(EntityTypeBuilder<SessionLot> builder)
    {
        builder.ToTable("session_lot");
        builder.HasClinicKey(r => new { r.ClinicId, r.Lot, r.Gtin, r.SessionId });
        builder.HasOne<SessionSheet>().WithMany().HasForeignKey(r => new { r.ClinicId, r.SessionId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Lot).HasMaxLength(SessionLot.LongestLot);
        builder.Property(r => r.Gtin).HasMaxLength(SessionLot.LongestLot);
        builder.Check("lot", "length(lot) > 0");
    }
}
