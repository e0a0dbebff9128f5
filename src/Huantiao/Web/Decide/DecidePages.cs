using Huantiao.Web.Serving;

namespace Huantiao.Web.Decide;

/// <summary>The addresses of the pages that help to decide.</summary>
internal static class DecidePages
{
    public static void Map(IEndpointRouteBuilder app, Pages pages, Site site)
    {
        Page<DecisionAid>("/");
        Page<EvidencePage>("/evidence");
        Page<RegistryPage>("/evidence/registry");
        Page<ClaimsPage>("/claims");
        Page<MethodsPage>("/methods");
        Page<AboutPage>("/about");
        foreach (var finding in site.Answer.Findings)
            Page<FindingPage>("/evidence/" + finding.Question.Id, new() { [nameof(FindingPage.Finding)] = finding });

        void Page<TPage>(string path, Dictionary<string, object?>? parameters = null)
            where TPage : Microsoft.AspNetCore.Components.IComponent =>
            app.MapMethods(path, Reading.Methods, context => pages.SendAsync<TPage>(context, path, parameters)).ExcludeFromDescription();
    }
}
