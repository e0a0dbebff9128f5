namespace Huantiao.Records;

/// <summary>Something outside the program is not as it must be: a file, a key, a database. The message says what to do and holds nothing of a patient.</summary>
public sealed class RecordsException(string message, Exception? inner = null) : Exception(message, inner);
