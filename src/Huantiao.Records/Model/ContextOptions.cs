using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huantiao.Records.Model;

/// <summary>What every context is made with. Identity asks a service provider which of its tables there are, so it is given one that knows nothing else: passkeys came with version 3.</summary>
internal static class ContextOptions
{
    private static readonly ServiceProvider IdentityTables =
        new ServiceCollection().Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).BuildServiceProvider();

    public static DbContextOptionsBuilder<HuantiaoDb> Builder() => new DbContextOptionsBuilder<HuantiaoDb>().UseApplicationServiceProvider(IdentityTables);
}
