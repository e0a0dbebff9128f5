using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinics;

/// <summary>What a clinic has decided for itself. A clinical threshold counts only once somebody has signed it off.</summary>
public sealed class ClinicSetting : IAuditedRow, IClinicRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required string Name { get; init; }

    /// <summary>The value as text of the setting's own form.</summary>
    public required string Value { get; set; }

    public Guid? SignedOffBy { get; set; }

    /// <summary>Null: not signed off, hence off.</summary>
    public DateTimeOffset? SignedOffAt { get; set; }

    public int Version { get; set; }

    public string AuditKey => Name;

    public Guid? AuditPatient => null;
}

internal sealed class ClinicSettingTable : IEntityTypeConfiguration<ClinicSetting>
{
    public void Configure(EntityTypeBuilder<ClinicSetting> builder)
    {
        builder.ToTable("clinic_setting");
        builder.HasClinicKey(r => new { r.ClinicId, r.Name });
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Check("sign_off", "(signed_off_by IS NULL) = (signed_off_at IS NULL)");
    }
}
