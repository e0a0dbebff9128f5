using Huantiao.Records.Diary;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Intakes;

/// <summary>The link by which a patient answers on their own phone: one use, a short life, and only its hash is kept.</summary>
public sealed class IntakeLink : IAuditedRow, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public Guid? AppointmentId { get; init; }

    /// <summary>The intake that it opens; made when it is first used.</summary>
    public required Guid IntakeId { get; init; }

    /// <summary>SHA-256 of the secret in the link, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the secret was exchanged for a session of the phone; from then on it opens nothing.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>SHA-256 of the secret that the phone got in exchange, to go on with after a break.</summary>
    public string? DeviceHash { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class IntakeLinkTable : IEntityTypeConfiguration<IntakeLink>
{
    public void Configure(EntityTypeBuilder<IntakeLink> builder)
    {
        builder.ToTable("intake_link");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Appointment>().WithMany().HasForeignKey(r => new { r.ClinicId, r.AppointmentId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.TokenHash).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.DeviceHash).HasMaxLength(Mapping.HashLength);
        builder.HasIndex(r => r.TokenHash).IsUnique();
        builder.HasIndex(r => r.DeviceHash).IsUnique();
        // Two phones at once: one of them finds it used.
        builder.Property(r => r.UsedAt).IsConcurrencyToken();
        builder.Check("token_hash", $"length(token_hash) = {Mapping.HashLength}");
        builder.Check("expires_at", "expires_at > created_at");
    }
}
