using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huantiao.Records.Registries;

/// <summary>A summary that left the clinic: what it was of, and what tells it from another of the same period. Never changed.</summary>
public sealed class RegistryCut : IAuditedRow, IClinicRow
{
    public required Guid ClinicId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>First day on which people counted may have begun.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last such day.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>Day of the cut.</summary>
    public required DateOnly CutOn { get; init; }

    /// <summary>People who had begun in the period.</summary>
    public required int Began { get; init; }

    /// <summary>Of those, who had consented and not withdrawn: who is in the summary.</summary>
    public required int Consented { get; init; }

    /// <summary>SHA-256 of the summary in its canonical form, in hexadecimal: the same for the same numbers.</summary>
    public required string Digest { get; init; }

    /// <summary>Of the key that signed.</summary>
    public required string Fingerprint { get; init; }

    [Note(OfTheFirst = true)]
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Null: made on the command line.</summary>
    [Note(OfTheFirst = true)]
    public Guid? MadeBy { get; init; }

    public string AuditKey => Id.ToString();

    public Guid? AuditPatient => null;
}

/// <summary>
/// What a clinic signs its summaries with, and what makes its people's pseudonyms: made once, sealed with a key of the installation that is not in the database.
/// </summary>
public sealed class RegistryKey : IClinicRow
{
    public required Guid ClinicId { get; init; }

    /// <summary>Both secrets, sealed; in base64.</summary>
    public required string Sealed { get; init; }

    /// <summary>SHA-256 of the public key, in hexadecimal: by it a network knows the clinic.</summary>
    public required string Fingerprint { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class RegistryCutTable : IEntityTypeConfiguration<RegistryCut>
{
    public void Configure(EntityTypeBuilder<RegistryCut> builder)
    {
        builder.ToTable("registry_cut");
        builder.HasClinicKey(r => new { r.ClinicId, r.Id });
        builder.Property(r => r.Digest).HasMaxLength(Mapping.HashLength);
        builder.Property(r => r.Fingerprint).HasMaxLength(Mapping.HashLength);
        builder.HasIndex(r => new { r.ClinicId, r.MadeAt });
        builder.Check("period", "first_day <= last_day AND last_day <= cut_on");
        builder.Check("people", "0 <= consented AND consented <= began");
    }
}

internal sealed class RegistryKeyTable : IEntityTypeConfiguration<RegistryKey>
{
    public void Configure(EntityTypeBuilder<RegistryKey> builder)
    {
        builder.ToTable("registry_key");
        builder.HasClinicKey(r => r.ClinicId);
        builder.Property(r => r.Fingerprint).HasMaxLength(Mapping.HashLength);
    }
}
