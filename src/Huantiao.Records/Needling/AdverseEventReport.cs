using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>How bad it was, as the atlas has the steps. Not known is not harmless.</summary>
public enum HarmDone
{
    Unknown,
    NoHarm,
    Mild,
    Moderate,
    Severe,
    LifeThreatening,
    Death,
}

/// <summary>Whether the person was told.</summary>
public enum Told
{
    Unknown,
    No,
    Yes,
}

/// <summary>An adverse event or a near miss. What nobody has said is null; it can be said later, and what stood there before is kept.</summary>
public sealed class AdverseEventReport : IKeptDocument
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Null: it concerned nobody under treatment, such as a prick of a finger.</summary>
    public Guid? PatientId { get; init; }

    public Guid? SessionId { get; init; }

    /// <summary>Key of the needle within the session.</summary>
    public Guid? Needle { get; set; }

    /// <summary>Key of the kind in the atlas.</summary>
    public required string Kind { get; set; }

    /// <summary>Noticed before anybody came to harm.</summary>
    public bool NearMiss { get; set; }

    public HarmDone Severity { get; set; }

    public required DateTimeOffset NoticedAt { get; set; }

    public string? What { get; set; }

    public string? Site { get; set; }

    public string? Harm { get; set; }

    public string? ActionTaken { get; set; }

    public Told PersonTold { get; set; }

    public DateTimeOffset? PersonToldAt { get; set; }

    /// <summary>Whom else, one a line; empty: nobody had to be; null: nobody has said.</summary>
    public string? Notified { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset RecordedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid RecordedBy { get; init; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class AdverseEventReportTable : IEntityTypeConfiguration<AdverseEventReport>
{
    public void Configure(EntityTypeBuilder<AdverseEventReport> builder)
    {
        builder.ToTable("adverse_event");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<SessionSheet>().WithMany().HasForeignKey(r => new { r.ClinicId, r.SessionId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.HasWord(r => r.Severity);
        builder.HasWord(r => r.PersonTold);
        builder.HasIndex(r => new { r.ClinicId, r.NoticedAt });
        builder.HasIndex(r => new { r.ClinicId, r.SessionId });
        builder.Check("kind", "length(kind) > 0");
        builder.Check("near_miss", "near_miss = (severity = 'no-harm')");
        builder.Check("told_at", "person_told_at IS NULL OR person_told = 'yes'");
    }
}
