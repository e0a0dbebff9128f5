using System.Text;

namespace Huantiao.Knowledge.Tables;

/// <summary>From the bytes of a file to its text: byte order marks, and what is no text at all.</summary>
internal static class TableBytes
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or the fault that says why there is none.</summary>
    public static (string? Text, TableFault? Fault) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return (null, new(TableFailure.Empty, 0, null, "The file is empty. Give a table whose first line names the columns."));

        // "Unicode text" of spreadsheets is UTF-16 with its mark; without the mark its NUL bytes read as binary below.
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return (bytes[0] == 0xFF ? Encoding.Unicode.GetString(bytes[2..]) : Encoding.BigEndianUnicode.GetString(bytes[2..]), null);
        if (bytes is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];

        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            return (null, new(TableFailure.Binary, 0, null, "This is not a text file. Export the sheet as CSV (UTF-8) and give that."));
        try
        {
            return (StrictUtf8.GetString(bytes), null);
        }
        catch (DecoderFallbackException bad)
        {
            var line = 1 + bytes[..Math.Clamp(bad.Index, 0, bytes.Length)].Count((byte)'\n');
            return (null, new(TableFailure.NotUtf8, line, null, "This line holds bytes that are not UTF-8. Save the file as CSV (UTF-8)."));
        }
    }
}
