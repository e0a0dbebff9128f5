using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinical;

/// <summary>How a finding was dealt with.</summary>
public enum ResolutionKind
{
    /// <summary>The practitioner has read it and says why treatment may go on.</summary>
    Acknowledged,

    /// <summary>What the rule asks for has been done, and a document shows it.</summary>
    Resolved,
}

/// <summary>A finding of a screening dealt with, by whom, when and on what ground.</summary>
public sealed class Resolution : IAuditedRow, IPatientRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PatientId { get; init; }

    public required Guid ScreeningId { get; init; }

    /// <summary>Identifier of the rule whose finding it settles.</summary>
    public required string Rule { get; init; }

    public required ResolutionKind Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>The document relied on, as the clinic can find it again.</summary>
    public string? Document { get; init; }

    public string? DocumentAuthor { get; init; }

    public DateOnly? DocumentDate { get; init; }

    public required Guid By { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset At { get; init; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => PatientId;
}

internal sealed class ResolutionTable : IEntityTypeConfiguration<Resolution>
{
    public void Configure(EntityTypeBuilder<Resolution> builder)
    {
        builder.ToTable("resolution");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasPatient(r => new { r.ClinicId, r.PatientId });
        builder.HasOne<Screening>().WithMany().HasForeignKey(r => new { r.ClinicId, r.ScreeningId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Rule).HasMaxLength(100);
        builder.HasWord(r => r.Kind);
        builder.HasIndex(r => new { r.ClinicId, r.PatientId });
        builder.Check("reason", "length(reason) > 0");
        builder.Check("document", "kind <> 'resolved' OR (length(document) > 0 AND length(document_author) > 0 AND document_date IS NOT NULL)");
    }
}
