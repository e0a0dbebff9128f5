using Huantiao.Records.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Huantiao.Records.PostgreSql;

/// <summary>How dotnet-ef gets at the tables' description to write a migration; nothing is opened.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<HuantiaoDb>
{
    public HuantiaoDb CreateDbContext(string[] args) =>
        new(ContextOptions.Builder().UseNpgsql("Host=127.0.0.1;Database=design", o => o.MigrationsAssembly(typeof(DesignTime).Assembly.GetName().Name)).Options);
}
