using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinics;

/// <summary>One clinic of the installation. Everything clinical belongs to exactly one.</summary>
public sealed class Clinic : IAuditedRow, IVersionedRow
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA name ("Europe/London"): what "today" and nine o'clock mean here.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Whose law the records are kept under: a row of the retention table ("UK", "US-FL"); null when nobody has said.</summary>
    public string? Jurisdiction { get; set; }

    /// <summary>Language tag for what the clinic sends.</summary>
    public required string Language { get; set; }

    public string? Address { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>An invented clinic of invented people: every page says so.</summary>
    public bool Invented { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public Guid ClinicId => Id;

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

internal sealed class ClinicTable : IEntityTypeConfiguration<Clinic>
{
    public void Configure(EntityTypeBuilder<Clinic> builder)
    {
        builder.ToTable("clinic");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.ClinicId);
        builder.Property(r => r.Name).HasMaxLength(Mapping.Line);
        builder.Check("name", "length(name) > 0");
    }
}
