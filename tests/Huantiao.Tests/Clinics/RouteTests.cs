using System.Net;
using Huantiao.Records.Clinics;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.Authorization;

namespace Huantiao.Tests.Clinics;

/// <summary>Every address of the real server: closed unless listed, one capability each, and for those roles only that the table names.</summary>
public sealed class RouteTests(RunningClinic clinic) : IClassFixture<RunningClinic>
{
    internal static IEnumerable<RouteEndpoint> All(RunningClinic clinic) => ((IEndpointRouteBuilder)clinic.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    internal static IEnumerable<(RouteEndpoint Address, Capability Needs, string Method)> Guarded(RunningClinic clinic) =>
        from address in All(clinic)
        where address.Metadata.GetMetadata<IAllowAnonymous>() is null
        from method in address.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (address, Enum.Parse<Capability>(address.Metadata.GetRequiredMetadata<IAuthorizeData>().Policy!), method);

    [Fact]
    public void Addresses_OfTheServer_AreOpenOnlyWhereTheListSaysSo()
    {
        var open = All(clinic).Where(a => a.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(a => OpenRoutes.Listed(a.RoutePattern.RawText!)).Distinct(StringComparer.Ordinal);

        Assert.Equal(OpenRoutes.All.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Addresses_BehindTheDoor_NameOneCapability()
    {
        foreach (var address in All(clinic).Where(a => a.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var policies = address.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(d => d.Policy).ToList();
            Assert.True(policies.Count == 1 && Enum.TryParse<Capability>(policies[0], out _), $"{address.RoutePattern.RawText}: {string.Join(", ", policies)}");
            Assert.NotNull(address.Metadata.GetMetadata<ClinicAddress>());
        }
    }

    [Fact]
    public void Table_EveryCapability_HasARole() => Assert.All(Enum.GetValues<Capability>(), capability => Assert.NotEmpty(Capabilities.RolesWith(capability)));

    [Theory]
    [InlineData(Role.FrontDesk, Capability.ReadNotes)]
    [InlineData(Role.FrontDesk, Capability.WriteNotes)]
    [InlineData(Role.FrontDesk, Capability.ExportPerson)]
    [InlineData(Role.Administrator, Capability.ReadNotes)]
    [InlineData(Role.Researcher, Capability.FindPatients)]
    [InlineData(Role.Researcher, Capability.ReadNotes)]
    [InlineData(Role.Researcher, Capability.Diary)]
    [InlineData(Role.Researcher, Capability.WhoOpened)]
    [InlineData(Role.Practitioner, Capability.ReadAudit)]
    public void Table_WhatARoleMustNot_ItMayNot(Role role, Capability capability) => Assert.False(new[] { role }.Has(capability));

    /// <summary>A route that somebody adds without saying who may is closed, also to the administrator.</summary>
    [Fact]
    public async Task Fallback_AddressWithoutPolicy_RefusesEverybody()
    {
        var service = clinic.App.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var fallback = await service.GetFallbackPolicyAsync();
        var authorisation = clinic.App.Services.GetRequiredService<IAuthorizationService>();
        var somebody = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([], SessionHandler.SchemeName));

        Assert.False((await authorisation.AuthorizeAsync(somebody, null, fallback!)).Succeeded);
    }

    [Fact]
    public async Task Everything_NobodySignedIn_LeadsToTheDoor()
    {
        using var browser = clinic.NewBrowser();
        foreach (var (address, _, method) in Guarded(clinic))
        {
            var answer = await SendAsync(browser, address, method);
            if (method == "GET")
                Assert.True(answer.Status == HttpStatusCode.SeeOther && answer.Location!.StartsWith("/en/account/sign-in?to=", StringComparison.Ordinal), $"{method} {address.RoutePattern.RawText}: {answer.Status}");
            else
                Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{method} {address.RoutePattern.RawText}: {answer.Status}");
        }
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Practitioner)]
    [InlineData(Role.FrontDesk)]
    [InlineData(Role.Researcher)]
    public async Task Everything_RoleWithoutTheCapability_IsRefusedAndInTheTrail(Role role)
    {
        using var browser = await clinic.SignedInAsync(clinic.Ours, role);
        foreach (var (address, needs, method) in Guarded(clinic).Where(g => !Capabilities.RolesWith(g.Needs).Contains(role)))
        {
            var answer = await SendAsync(browser, address, method);
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{method} {address.RoutePattern.RawText} as {role}: {answer.Status}");
            var last = (await clinic.TrailAsync(clinic.Ours))[^1];
            Assert.StartsWith("Refused page " + method, last, StringComparison.Ordinal);
            Assert.EndsWith($"role: {needs}", last, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_WithoutAnIdInTheirAddress_OpenForWhoMay()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await clinic.SignedInAsync(clinic.Ours, role);
            foreach (var (address, _, _) in Guarded(clinic).Where(g => g.Method == "GET" && g.Address.RoutePattern.Parameters.Count == 0 && g.Needs != Capability.Sign && Capabilities.RolesWith(g.Needs).Contains(role)))
            {
                foreach (var language in new[] { "en", "zh-Hans" })
                {
                    var answer = await browser.GetAsync($"/{language}{address.RoutePattern.RawText}");
                    // A page that needs to be told of whom it speaks leads to where that is chosen.
                    if (answer.Status == HttpStatusCode.SeeOther)
                    {
                        Assert.StartsWith($"/{language}/clinic/", answer.Location, StringComparison.Ordinal);
                        continue;
                    }

                    Assert.True(answer.Status == HttpStatusCode.OK, $"{address.RoutePattern.RawText} as {role}: {answer.Status}");
                    Assert.Contains("no-store", answer.CacheControl, StringComparison.Ordinal);
                    // What a page hands over or asks for by itself is data, not a page.
                    if (address.RoutePattern.RawText!.EndsWith(".csv", StringComparison.Ordinal) || address.RoutePattern.RawText.EndsWith(".json", StringComparison.Ordinal))
                        continue;
                    // What a script puts into a page that is there is no page either.
                    if (address.RoutePattern.RawText != "/clinic/board/rooms")
                        Assert.Single(answer.Page.QuerySelectorAll("h1"));
                    Assert.Empty(answer.Page.QuerySelectorAll("[style], style, script:not([src]), [onclick], base"));
                }
            }
        }
    }

    private static Task<Answered> SendAsync(ClinicBrowser browser, RouteEndpoint address, string method)
    {
        var path = "/en" + SeparationTests.Fill(address, _ => Guid.CreateVersion7().ToString());
        return browser.SendAsync(method == "POST" ? browser.Form(path, ("token", "none")) : new(new HttpMethod(method), path));
    }
}
