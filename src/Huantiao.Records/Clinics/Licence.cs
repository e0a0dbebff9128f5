using Huantiao.Records.Accounts;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinics;

/// <summary>A practitioner's licence, as this clinic has seen it.</summary>
public sealed class Licence : IAuditedRow, IClinicRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Who gave it.</summary>
    public required string Authority { get; set; }

    public required string Number { get; set; }

    /// <summary>Last day on which it is valid, in the clinic's own time.</summary>
    public required DateOnly Expires { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

internal sealed class LicenceTable : IEntityTypeConfiguration<Licence>
{
    public void Configure(EntityTypeBuilder<Licence> builder)
    {
        builder.ToTable("licence");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Authority).HasMaxLength(Mapping.Line);
        builder.Property(r => r.Number).HasMaxLength(Mapping.Line);
        builder.HasIndex(r => new { r.ClinicId, r.AccountId });
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
