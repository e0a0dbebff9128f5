namespace Huantiao.Web;

/// <summary>What <c>serve</c> is told.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons; port 0 takes a free one.</param>
/// <param name="PathwayDirectory">Folder of the pathway whose answer is served.</param>
/// <param name="DataDirectory">Where later rooms store; checked to be writable. Null: nothing is stored, no folder is needed.</param>
internal sealed record WebOptions(string Urls, string PathwayDirectory, string? DataDirectory = null);
