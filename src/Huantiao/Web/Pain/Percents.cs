using Huantiao.Web.Words;

namespace Huantiao.Web.Pain;

/// <summary>Shares as people read them: whole percent, since a hand is not exact to more; little is never shown as nothing.</summary>
internal static class Percents
{
    public static string Share(Wording words, double share) => share switch
    {
        0 => words["Shares.Nothing"],
        < 0.005 => words["Shares.UnderOne"],
        _ => words.Format("Shares.Percent", words.Number(share * 100, 0)),
    };

    /// <summary>With its sign.</summary>
    public static string Change(Wording words, double points) =>
        words.Format("Shares.Points", (points >= 0.5 ? "+" : "") + words.Number(points, 0));
}
