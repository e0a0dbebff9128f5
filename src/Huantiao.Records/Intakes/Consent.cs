using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Intakes;

/// <summary>What a consent is for. Each is asked, given and withdrawn by itself.</summary>
public enum ConsentPurpose
{
    Treatment,
    Record,
    Research,
    Reminders,

    /// <summary>Consent to one plan, named by <see cref="Consent.PlanId"/>.</summary>
    Plan,
}

/// <summary>One answer of a patient to the request for consent. Never asked is no row; asked and refused is a row.</summary>
public sealed class Consent : IAuditedRow, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public required ConsentPurpose Purpose { get; init; }

    /// <summary>For <see cref="ConsentPurpose.Plan"/>, the plan.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Version of the text that the person read.</summary>
    public required string TextVersion { get; init; }

    public required string Language { get; init; }

    public required bool Given { get; init; }

    /// <summary>The name as signed.</summary>
    public required string SignedAs { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The account that took it down; null: the person answered on their own.</summary>
    [Note(OfTheFirst = true)]
    public Guid? TakenBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class ConsentTable : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consent");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasWord(r => r.Purpose);
        builder.Property(r => r.TextVersion).HasMaxLength(100);
        builder.Property(r => r.SignedAs).HasMaxLength(Mapping.Line);
        builder.Property(r => r.WithdrawnAt).IsConcurrencyToken();
        builder.HasIndex(r => new { r.ClinicId, r.PatientId, r.Purpose, r.SignedAt });
        builder.Check("withdrawn", "withdrawn_at IS NULL OR given");
        builder.Check("plan", "(purpose = 'plan') = (plan_id IS NOT NULL)");
        builder.Check("signed_as", "length(signed_as) > 0");
    }
}
