using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Huantiao.Records.Model;

/// <summary>Instants are stored as milliseconds since 1970 UTC: SQLite cannot order by an offset, and one rule serves both databases.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
