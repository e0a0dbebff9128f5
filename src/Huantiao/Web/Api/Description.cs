using Microsoft.AspNetCore.OpenApi;

namespace Huantiao.Web.Api;

/// <summary>What the OpenAPI document says about itself.</summary>
internal static class Description
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new()
        {
            Title = "Huantiao",
            Version = "v1",
            Description = "The evidence as the pages show it: findings with every trial, harms, guidelines, claims. Only read; no key, no cookie.",
        };
        document.Servers?.Clear();
        return Task.CompletedTask;
    });
}
