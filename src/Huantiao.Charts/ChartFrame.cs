namespace Huantiao.Charts;

/// <summary>What every drawing is told: its name on the page and its text alternative, in the reader's language.</summary>
/// <param name="Id">Unique on the page; ids inside the drawing start with it. ASCII letters, digits, '-' and '_', a letter first.</param>
/// <param name="Title">Says what is drawn, in a few words.</param>
/// <param name="Description">Says what the drawing shows, in a sentence or two.</param>
/// <param name="Standalone">
/// True for a file of its own: own size, paper and colours that follow the reader's light or dark setting.
/// False for a drawing inside a page: colours are the page's custom properties (see <see cref="ChartColours"/>), and no style element or
/// attribute is written, so that it also shows under a strict content security policy.
/// </param>
public sealed record ChartFrame(string Id, string Title, string Description, bool Standalone = false)
{
    /// <exception cref="ArgumentException">The id cannot be used as one.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Title);
        ArgumentNullException.ThrowIfNull(Description);
        if (Id is null || Id.Length == 0 || !char.IsAsciiLetter(Id[0]) || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException("An id is ASCII letters, digits, '-' and '_', a letter first.", nameof(Id));
    }
}
