using Huantiao.Records.Accounts;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Clinics;

/// <summary>What somebody may do in a clinic.</summary>
public enum Role
{
    Administrator,
    Practitioner,
    FrontDesk,

    /// <summary>Sees de-identified data only.</summary>
    Researcher,
}

/// <summary>One role of one account in one clinic; who treats and also runs the place has two. Not hidden by the entered clinic: signing in asks in which clinics an account is.</summary>
public sealed class Membership : IAuditedRow, IVersionedRow
{
    public required Guid ClinicId { get; init; }

    public required Guid AccountId { get; init; }

    public required Role Role { get; init; }

    public bool Active { get; set; } = true;

    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Version { get; set; }

    public string AuditKey => $"{AccountId} {EnumWords.Of(Role)}";

    public Guid? AuditPatient => null;
}

internal sealed class MembershipTable : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("membership");
        builder.HasKey(r => new { r.ClinicId, r.AccountId, r.Role });
        builder.HasWord(r => r.Role);
        builder.HasIndex(r => r.AccountId);
        builder.HasOne<Clinic>().WithMany().HasForeignKey(r => r.ClinicId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
