using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Measures;

/// <summary>An instrument that the clinic has brought along, under a licence of its own: the questionnaire as it was handed in. A version is never changed.</summary>
public sealed class ClinicInstrument : IAuditedRow, IClinicRow
{
    /// <summary>Most characters of what is noted about the licence.</summary>
    public const int LongestLicence = 2000;

    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Its name in measurements: "X-…".</summary>
    public required string Instrument { get; init; }

    /// <summary>Counts from 1 within the instrument.</summary>
    public required int InstrumentVersion { get; init; }

    public required string Title { get; init; }

    /// <summary>The FHIR Questionnaire, as it was handed in.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>By what right the clinic uses it.</summary>
    public required string Licence { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset LoadedAt { get; init; }

    [Note(OfTheFirst = true)]
    public required Guid LoadedBy { get; init; }

    /// <summary>From when it is asked no more; what was answered stays readable.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

internal sealed class ClinicInstrumentTable : IEntityTypeConfiguration<ClinicInstrument>
{
    public void Configure(EntityTypeBuilder<ClinicInstrument> builder)
    {
        builder.ToTable("clinic_instrument");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Instrument).HasMaxLength(100);
        builder.Property(r => r.Title).HasMaxLength(Mapping.Line);
        builder.Property(r => r.Hash).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.Licence).HasMaxLength(ClinicInstrument.LongestLicence);
        builder.HasIndex(r => new { r.ClinicId, r.Instrument, r.InstrumentVersion }).IsUnique();
        builder.Check("instrument_version", "instrument_version >= 1");
        builder.Check("licence", "length(licence) > 0");
    }
}
