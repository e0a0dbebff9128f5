using System.Collections.Immutable;
using Huantiao.Knowledge.Atlas;
using Huantiao.Points;
using Huantiao.Web.Serving;

namespace Huantiao.Web.Points;

/// <summary><c>/points/list</c>: a list of points of one's own, which is its address and nothing else. To be kept, it is bookmarked, sent on or printed.</summary>
internal sealed class PickPages(Pages pages, Site site)
{
    public void Map(IEndpointRouteBuilder app) => app.MapMethods("/points/list", Reading.Methods, AnswerAsync).ExcludeFromDescription();

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithForm;
        var asked = PickQuery.Read(context.Request.Query, site.Points);
        if (asked.IsSettled)
        {
            // What was added by a form is part of the list now: the address that is kept says only what the list is.
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = context.Request.PathBase + asked.Address;
            return Task.CompletedTask;
        }

        return pages.SendOnceAsync<PickPage>(context, asked.Address, new Dictionary<string, object?> { [nameof(PickPage.Asked)] = asked });
    }
}

/// <summary>Why the text beside the button could not be added.</summary>
public enum PickFault
{
    None,

    /// <summary>No point is called so.</summary>
    NotFound,

    /// <summary>Several are: one has to be chosen.</summary>
    Several,

    /// <summary>It lies on both sides, and none was chosen.</summary>
    NeedsSide,

    /// <summary>It lies on the midline alone.</summary>
    OnMidline,
}

/// <summary>What the address of a list says: the points, the view, and what is to be added.</summary>
/// <param name="Found">The points that the text may mean.</param>
/// <param name="Unread">How many entries were no points of the atlas.</param>
public sealed record PickQuery(
    ImmutableArray<PointPick> Picks, BodyView View, string Added, BodySide? Side, PickFault Fault, ImmutableArray<AtlasPoint> Found, int Unread, bool IsSettled)
{
    public const int MostPicks = 60;
    private const int MostChoices = 8;

    private const string FirstView = "back";

    /// <summary>Short enough to be sent on: sides are written out, the first view is not.</summary>
    public string Address
    {
        get
        {
            var values = Picks.Select(p => "p=" + p).Concat(View.Id == FirstView ? [] : ["view=" + View.Id]).ToList();
            return values.Count == 0 ? "/points/list" : "/points/list?" + string.Join('&', values);
        }
    }

    internal static PickQuery Read(IQueryCollection query, PointBook book)
    {
        var entries = query["p"].OfType<string>().Take(MostPicks).ToList();
        var picks = entries.Select(e => PointPick.TryParse(book.Atlas, e)).OfType<PointPick>().Distinct().ToImmutableArray();
        var unread = entries.Count(e => PointPick.TryParse(book.Atlas, e) is null);
        var view = book.Atlas.Body.Views.FirstOrDefault(v => v.Id == query["view"].LastOrDefault()) ?? book.Atlas.Body.View(FirstView);
        var side = Sides.TryParse(query["side"]);
        var text = query["add"].ToString().Trim();
        text = text.Length > PointSearch.LongestQuery ? text[..PointSearch.LongestQuery] : text;
        var blank = new PickQuery(picks, view, "", side, PickFault.None, [], unread, query.ContainsKey("add"));
        if (PointPick.TryParse(book.Atlas, query["choose"]) is { } chosen)
            return blank.With(chosen);
        if (text.Length == 0)
            return blank;
        var found = book.Atlas.Find(text) is { } exact ? [exact] : book.Search.Find(text).Points;
        var open = blank with { Added = text, IsSettled = false, Found = [.. found.Take(MostChoices)] };
        return found switch
        {
            [] => open with { Fault = PickFault.NotFound },
            [_, _, ..] => open with { Fault = PickFault.Several },
            [var point] when Placement.IsMidline(book.Atlas, point) && side is BodySide.Left or BodySide.Right => open with { Fault = PickFault.OnMidline },
            [var point] when PointPick.TryFrom(book.Atlas, point.Code, side ?? BodySide.Midline) is { } pick => open.With(pick),
            _ => open with { Fault = PickFault.NeedsSide },
        };
    }

    private PickQuery With(PointPick pick) => this with { Picks = [.. Picks.Append(pick).Distinct()], Added = "", Fault = PickFault.None, Found = [], IsSettled = true };
}
