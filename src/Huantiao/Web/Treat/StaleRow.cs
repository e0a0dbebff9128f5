namespace Huantiao.Web.Treat;

/// <summary>One field of which two versions exist.</summary>
public sealed record StaleRow(string Label, string Stored, string Typed);
