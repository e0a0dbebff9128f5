using Huantiao.Records.Accounts;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Needling;

/// <summary>Points that a practitioner needles together, under a name of their own.</summary>
public sealed class PointGroup : IAuditedRow, IClinicRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid AccountId { get; init; }

    public required string Name { get; set; }

    /// <summary>Points and sides, "GB30 L" one after the other with a line between.</summary>
    public required string Points { get; set; }

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

internal sealed class PointGroupTable : IEntityTypeConfiguration<PointGroup>
{
    public void Configure(EntityTypeBuilder<PointGroup> builder)
    {
        builder.ToTable("point_group");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Name).HasMaxLength(Mapping.Line);
        builder.HasIndex(r => new { r.ClinicId, r.AccountId });
        builder.Check("name", "length(name) > 0");
        builder.Check("points", "length(points) > 0");
    }
}
