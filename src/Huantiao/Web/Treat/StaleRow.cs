namespace Huantiao.Web.Treat;

/// <summary>One field of which two versions exist.</summary>
internal sealed record StaleRow(string Label, string Stored, string Typed);
