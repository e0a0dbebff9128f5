using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Auditing;

/// <summary>What was done, or tried.</summary>
public enum AuditAction
{
    Read,
    Write,
    Export,
    Print,

    /// <summary>Tried and not allowed.</summary>
    Refused,

    /// <summary>Signing in and out, and what belongs to it.</summary>
    Access,
}

/// <summary>Who acted.</summary>
public enum ActorKind
{
    Staff,

    /// <summary>The patient, by a link of their own.</summary>
    Patient,

    /// <summary>The program itself.</summary>
    Program,

    /// <summary>Nobody that is known: an attempt without signing in.</summary>
    Stranger,
}

/// <summary>One line of the audit trail of a clinic. The database refuses to change or delete it, and its hash holds that of the line before.</summary>
public sealed class AuditEntry : IClinicRow
{
    /// <summary>Kind of the line that opens, in an emergency, a record that a role keeps closed.</summary>
    public const string EmergencyAccess = "emergency_access";

    /// <summary>The clinic, or <see cref="Guid.Empty"/> for what concerns the installation as a whole.</summary>
    public required Guid ClinicId { get; init; }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ActorKind Actor { get; init; }

    /// <summary>The account of staff; null for others.</summary>
    public Guid? AccountId { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>Kind of record: a table, or a page over several.</summary>
    public required string Kind { get; init; }

    /// <summary>Key of the record within its kind.</summary>
    public required string RecordKey { get; init; }

    /// <summary>Whose record; null where it is about no patient.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>Why, where a reason is asked for or the action alone does not say.</summary>
    public string? Reason { get; init; }

    /// <summary>Network address it came from; empty: from within the program.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 over the hash of the line before and everything above, in hexadecimal.</summary>
    public required string Hash { get; init; }
}

/// <summary>The last line of a clinic's trail, sealed with a key that is not in the database: a trail cut short no longer ends where this says.</summary>
public sealed class AuditHead
{
    public required Guid ClinicId { get; init; }

    public required long Sequence { get; set; }

    /// <summary>When the last line was written.</summary>
    public required DateTimeOffset At { get; set; }

    public required string Hash { get; set; }

    /// <summary>HMAC-SHA-256 over the four above, in hexadecimal.</summary>
    public required string Seal { get; set; }
}

/// <summary>Where a clinic's trail stood at the end of a day, sealed and never changed. Written with the first line of a later day.</summary>
public sealed class AuditAnchor
{
    public required Guid ClinicId { get; init; }

    /// <summary>Day in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Number of the day's last line.</summary>
    public required long Sequence { get; init; }

    public required string Hash { get; init; }

    /// <summary>HMAC-SHA-256 over the four above, in hexadecimal.</summary>
    public required string Seal { get; init; }
}

internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry");
        builder.HasKey(r => new { r.ClinicId, r.Sequence });
        builder.HasWord(r => r.Actor);
        builder.HasWord(r => r.Action);
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.Property(r => r.RecordKey).HasMaxLength(200);
        builder.Property(r => r.Origin).HasMaxLength(100);
        builder.Property(r => r.Hash).HasMaxLength(Mapping.HashLength);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.Sequence });
        // Few lines among very many, asked for by every start page.
        builder.HasIndex(r => new { r.ClinicId, r.At }).HasFilter($"kind = '{AuditEntry.EmergencyAccess}'");
        builder.Check("hash", $"length(hash) = {Mapping.HashLength}");
        builder.Check("sequence", "sequence >= 1");
    }
}

internal sealed class AuditHeadTable : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(r => r.ClinicId);
        builder.Property(r => r.ClinicId).ValueGeneratedNever();
        builder.Property(r => r.Hash).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.Seal).HasMaxLength(Mapping.HashLength);
    }
}

internal sealed class AuditAnchorTable : IEntityTypeConfiguration<AuditAnchor>
{
    public void Configure(EntityTypeBuilder<AuditAnchor> builder)
    {
        builder.ToTable("audit_anchor");
        builder.HasKey(r => new { r.ClinicId, r.Day });
        builder.Property(r => r.Hash).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.Seal).HasMaxLength(Mapping.HashLength);
    }
}
