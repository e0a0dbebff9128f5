using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Accounts;
using Npgsql;

namespace Huantiao.Tests.Clinics;

/// <summary>The same door on PostgreSQL: what is decided by one statement (codes used once, tries counted) and what is read at every request. A server that is missing fails.</summary>
public sealed class PostgreSqlDoorTests
{
    private static string Server => Environment.GetEnvironmentVariable("HUANTIAO_TEST_POSTGRES")
        ?? throw new InvalidOperationException("HUANTIAO_TEST_POSTGRES is not set: run ./test, or tests/postgres run <command>.");

    [Fact]
    public async Task Door_OnPostgreSql_OpensPausesSwitchesAndCloses()
    {
        var name = $"door_{Guid.CreateVersion7():N}";
        await using (var server = NpgsqlDataSource.Create(Server))
        await using (var create = server.CreateCommand($"CREATE DATABASE {name}"))
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var clinic = new RunningClinic { Connection = new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString };
        await clinic.InitializeAsync();
        try
        {
            var account = await clinic.MemberAsync(clinic.Ours, "Dr Li Wei", Role.Practitioner);
            var app = await clinic.PasswordAsync(account, "seven quiet herons");
            using var tablet = clinic.NewBrowser();
            var code = Totp.Code(app, clinic.Clock.GetUtcNow());
            await PasswordAsync(tablet);
            Assert.Equal("/en/clinic", (await tablet.PostAsync("/en/account/code", ("code", code))).Location);
            await tablet.GetAsync("/en/account");
            Assert.Equal("/en/account?done=saved", (await tablet.PostAsync("/en/account/short-code", ("short", "482915"))).Location);

            using var again = clinic.NewBrowser();
            await PasswordAsync(again);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await again.PostAsync("/en/account/code", ("code", code))).Status);

            await tablet.GetAsync("/en/clinic");
            await tablet.PostAsync("/en/account/lock");
            await tablet.GetAsync("/en/account/switch");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tablet.PostAsync("/en/account/switch", ("account", account.Id.ToString()), ("code", "111222"))).Status);
            Assert.Equal("/en/clinic", (await tablet.PostAsync("/en/account/switch", ("account", account.Id.ToString()), ("code", "482915"))).Location);
            Assert.Equal("Ring Clinic", (await tablet.GetAsync("/en/clinic")).Heading);
            clinic.Clock.Advance(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.SeeOther, (await tablet.GetAsync("/en/clinic")).Status);

            async Task PasswordAsync(ClinicBrowser browser)
            {
                await browser.GetAsync("/en/account/sign-in");
                Assert.Equal("/en/account/code", (await browser.PostAsync("/en/account/sign-in", ("email", account.Email!), ("password", "seven quiet herons"))).Location);
                await browser.GetAsync("/en/account/code");
            }
        }
        finally
        {
            await clinic.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
        }
    }
}
