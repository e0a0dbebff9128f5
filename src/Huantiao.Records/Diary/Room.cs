using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Diary;

/// <summary>A room, or a couch, that one visit at a time can use.</summary>
public sealed class Room : IAuditedRow, IClinicRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public bool Active { get; set; } = true;

    public int Version { get; set; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

internal sealed class RoomTable : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.ToTable("room");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Name).HasMaxLength(Mapping.Line);
        builder.Check("name", "length(name) > 0");
    }
}
