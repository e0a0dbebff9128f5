using System.Collections.Immutable;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Care.Planning;

/// <summary>A part of a letter: a heading, sentences, items of a list.</summary>
/// <param name="Key">Stable, for the page: "found".</param>
public sealed record LetterPart(string Key, LocalText Heading, ImmutableArray<LocalText> Paragraphs, ImmutableArray<LocalText> Items);

/// <summary>A letter or a summary, to be rendered by a page. Names, addresses and dates of the parties are the page's.</summary>
public sealed record Letter(LocalText Title, ImmutableArray<LetterPart> Parts);

/// <summary>A finding of the safety screen, as a letter tells it.</summary>
/// <param name="Rule">"P01".</param>
/// <param name="Text">What was found.</param>
/// <param name="Action">What is done about it; null: nothing beyond care.</param>
/// <param name="IsOpen">Still to be resolved.</param>
public sealed record ScreenLine(string Rule, LocalText Text, LocalText? Action, bool IsOpen);

/// <summary>What the safety screen found. A screen that was not done, or not finished, is not a clean one.</summary>
/// <param name="Unanswered">How many of its questions have no answer.</param>
public sealed record ScreenSummary(ImmutableArray<ScreenLine> Findings, int Unanswered);
