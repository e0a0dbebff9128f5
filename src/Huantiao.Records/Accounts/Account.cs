using Huantiao.Records.Model;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Accounts;

/// <summary>A person who signs in. What they may do is said by their memberships, clinic by clinic.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>As it stands on records and in the diary.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Language tag of the pages this person sees; null: as the browser asks.</summary>
    public string? Language { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on nobody signs in by this account, and its sessions are over.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Hash of the short code by which this person takes over a shared tablet they have signed in on before; null: none set.</summary>
    public string? SwitchCodeHash { get; set; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("account");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.DisplayName).HasMaxLength(Mapping.Line);
        builder.Check("display_name", "length(display_name) > 0");
    }
}
