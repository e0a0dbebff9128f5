using Huantiao.Records.Clinics;
using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Accounts;

/// <summary>Somebody signed in on a device. It lives here and not in a cookie, so that ending it counts at once and everywhere.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the secret that the browser holds, in hexadecimal: the table alone opens no session.</summary>
    public required string IdHash { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The clinic being worked in; null until one is chosen.</summary>
    public Guid? ClinicId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the person last proved who they are with a second factor or a passkey; null: not in this session.</summary>
    public DateTimeOffset? StrongAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Address the session was begun from, for its owner to recognise it.</summary>
    public string? Origin { get; init; }

    /// <summary>Browser and system in a few words, for its owner to recognise it.</summary>
    public string? Device { get; init; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("session");
        builder.HasKey(r => r.IdHash);
        builder.Property(r => r.IdHash).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.Origin).HasMaxLength(100);
        builder.Property(r => r.Device).HasMaxLength(200);
        builder.HasIndex(r => new { r.AccountId, r.EndedAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Clinic>().WithMany().HasForeignKey(r => r.ClinicId).OnDelete(DeleteBehavior.Restrict);
        builder.Check("id_hash", $"length(id_hash) = {Mapping.HashLength}");
    }
}
