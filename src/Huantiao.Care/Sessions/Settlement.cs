using System.Text.Json.Serialization;
using Huantiao.Care.Needling;

namespace Huantiao.Care.Sessions;

/// <summary>
/// How a needle that was not counted out is accounted for. None of them is taken before a second look, a broken needle apart. Broken and not
/// found name the report that was written.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Found), "found")]
[JsonDerivedType(typeof(Broken), "broken")]
[JsonDerivedType(typeof(NotFound), "not-found")]
[JsonDerivedType(typeof(NeverRecorded), "never-recorded")]
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>Found elsewhere: in a sleeve, on the floor.</summary>
    public sealed record Found : Settlement
    {
        public Found(string where)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(where);
            Where = where;
        }

        public string Where { get; }
    }

    /// <summary>Broken. A piece in the tissue is for a physician, never to be cut out here (16 CCR 1399.451, California).</summary>
    public sealed record Broken : Settlement
    {
        public Broken(Answer pieceLeftIn, Guid report) => (PieceLeftIn, Report) = (pieceLeftIn, Named(report));

        public Answer PieceLeftIn { get; }

        public Guid Report { get; }
    }

    /// <summary>Looked for twice and not found: it may still be in the person.</summary>
    public sealed record NotFound : Settlement
    {
        public NotFound(Guid report) => Report = Named(report);

        public Guid Report { get; }
    }

    /// <summary>Of a count that is higher than what is on record: this one was never recorded.</summary>
    public sealed record NeverRecorded : Settlement
    {
        public NeverRecorded(string because)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(because);
            Because = because;
        }

        public string Because { get; }
    }

    private static Guid Named(Guid report) => report == Guid.Empty ? throw new ArgumentException("Name the report that was written.", nameof(report)) : report;
}
