namespace Huantiao.Web.Languages;

/// <summary>
/// <c>/zh-Hans/claims</c> is <c>/claims</c> in Chinese: the prefix is taken off before routing, so that every route is written once.
/// Without a prefix the browser's own wish decides, and caches are told so.
/// </summary>
internal static class LanguagePrefix
{
    public static Task Invoke(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        var end = path.IndexOf('/', 1) is > 0 and var slash ? slash : path.Length;
        if (path.Length > 1 && Language.Find(path.AsSpan(1, end - 1)) is { } language)
        {
            context.Request.PathBase = context.Request.PathBase.Add(path[..end]);
            context.Request.Path = end == path.Length ? "/" : path[end..];
        }
        else
        {
            language = Language.Preferred(context.Request.Headers.AcceptLanguage);
            context.Response.Headers.Append("Vary", "Accept-Language");
        }

        context.Features.Set(language);
        return next(context);
    }

    public static Language ReadersLanguage(this HttpContext context) => context.Features.Get<Language>() ?? Language.English;
}
