using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Accounts;

/// <summary>What a set-up link lets its holder do, once.</summary>
public enum SetupPurpose
{
    /// <summary>Set up the installation: shown at the first start, when there is no account.</summary>
    FirstStart,

    /// <summary>Take up an account that an administrator has made.</summary>
    Invitation,

    /// <summary>Choose new ways to sign in after losing the old ones.</summary>
    Recovery,
}

/// <summary>A link that is good for one use and a short time.</summary>
public sealed class SetupLink
{
    /// <summary>SHA-256 of the secret in the link, in hexadecimal.</summary>
    public required string TokenHash { get; init; }

    public required SetupPurpose Purpose { get; init; }

    /// <summary>Whose account; null at the first start, when there is none.</summary>
    public Guid? AccountId { get; init; }

    public Guid? ClinicId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class SetupLinkTable : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> builder)
    {
        builder.ToTable("setup_link");
        builder.HasKey(r => r.TokenHash);
        builder.Property(r => r.TokenHash).HasMaxLength(Mapping.HashLength);
        builder.HasWord(r => r.Purpose);
        // Two clicks at once: one of them finds it used.
        builder.Property(r => r.UsedAt).IsConcurrencyToken();
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.Check("token_hash", $"length(token_hash) = {Mapping.HashLength}");
        builder.Check("expires_at", "expires_at > created_at");
    }
}
