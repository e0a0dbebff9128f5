using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Patients;

/// <summary>Sex as recorded. Not asked is <see cref="Unknown"/>.</summary>
public enum Sex
{
    Unknown,
    Female,
    Male,
    Other,
}

/// <summary>A person whom the clinic treats or is about to.</summary>
public sealed class Patient : IKeptDocument
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The whole name, as the person writes it.</summary>
    public required string Name { get; set; }

    /// <summary>The name in another script, an earlier name, or how it is spoken; searched like the first.</summary>
    public string? OtherName { get; set; }

    /// <summary>Null: not known.</summary>
    public DateOnly? BirthDate { get; set; }

    public Sex Sex { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Address { get; set; }

    /// <summary>Language tag in which the person wants to be written to; null: not asked.</summary>
    public string? Language { get; set; }

    /// <summary>Name and address of the person's general practitioner.</summary>
    public string? GeneralPractitioner { get; set; }

    /// <summary>Number in a health system, with the system's name in front.</summary>
    public string? HealthNumber { get; set; }

    /// <summary>An invented person.</summary>
    public bool Invented { get; init; }

    public DateOnly? DiedOn { get; set; }

    /// <summary>The record that this one is now part of; null: it stands for itself. Its documents stay where they are, so a merge can be undone.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>From when the record may be kept but not used, as the person asked; null: no restriction.</summary>
    public DateTimeOffset? RestrictedAt { get; set; }

    public string? RestrictionReason { get; set; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => Id;
}

internal sealed class PatientTable : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.ToTable("patient");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Name).HasMaxLength(Mapping.Line);
        builder.Property(r => r.OtherName).HasMaxLength(Mapping.Line);
        builder.Property(r => r.Phone).HasMaxLength(100);
        builder.Property(r => r.Email).HasMaxLength(Mapping.Line);
        builder.HasWord(r => r.Sex);
        builder.HasPatient(r => new { r.ClinicId, r.MergedInto });
        builder.HasIndex(r => new { r.ClinicId, r.RestrictedAt }).HasFilter("restricted_at IS NOT NULL");
        builder.Check("name", "length(name) > 0");
        builder.Check("merged_into", "merged_into IS NULL OR merged_into <> id");
        builder.Check("restriction", "restricted_at IS NULL OR length(restriction_reason) > 0");
    }
}
