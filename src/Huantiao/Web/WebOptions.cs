namespace Huantiao.Web;

/// <summary>What <c>serve</c> is told.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons; port 0 takes a free one.</param>
/// <param name="PathwayDirectory">Folder of the pathway whose answer is served.</param>
/// <param name="DataDirectory">Where the clinic's data and keys lie; checked to be writable. Null: the public pages alone, nothing is stored.</param>
/// <param name="Database">Connection of PostgreSQL (or SQLite); null: SQLite in the data folder.</param>
internal sealed record WebOptions(string Urls, string PathwayDirectory, string? DataDirectory = null, string? Database = null)
{
    /// <summary>How often one address of the network may try passwords, codes and links in a minute.</summary>
    public int TriesPerMinute { get; init; } = 20;

    /// <summary>Where the key that seals the audit trail lies; null: in the data folder.</summary>
    public string? AuditKeyFile { get; init; }

    /// <summary>The way into invented clinics; null: there is none, as everywhere but with <c>--demo</c>.</summary>
    public Demo.DemoDoor? Demo { get; init; }

    /// <summary>Null: the machine's.</summary>
    public TimeProvider? Clock { get; init; }
}
