using System.Text;

namespace Huantiao.Knowledge.Tables;

/// <summary>What is no text at all, said before a reader is let loose on it.</summary>
internal static class TableBytes
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why the bytes are no text; null: they are.</summary>
    public static TableFault? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return new(TableFailure.Empty, 0, null, "The file is empty. Give a table whose first line names the columns.");

        // "Unicode text" of spreadsheets is UTF-16 with its mark, which the reader knows; without the mark its NUL bytes read as binary below.
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return null;
        if (bytes.Contains((byte)0))
            return new(TableFailure.Binary, 0, null, "This is not a text file. Export the sheet as CSV (UTF-8) and give that.");
        try
        {
            _ = StrictUtf8.GetCharCount(bytes);
            return null;
        }
        catch (DecoderFallbackException bad)
        {
            var line = 1 + bytes[..Math.Clamp(bad.Index, 0, bytes.Length)].Count((byte)'\n');
            return new(TableFailure.NotUtf8, line, null, "This line holds bytes that are not UTF-8. Save the file as CSV (UTF-8).");
        }
    }
}
