using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huantiao.MetaAnalysis;

namespace Huantiao.Cli.Meta;

/// <summary>
/// A stream of analyses: one line of JSON in, one line out, in the same order. Answers are written as soon as the lines that have arrived are
/// done, so that a caller may also ask one at a time over a pipe.
/// </summary>
internal sealed class Batch(Stream output)
{
    // Small enough that two cores share a chunk evenly, large enough that handing out work costs nothing beside doing it.
    private const int LinesPerBlock = 16;

    private readonly List<Range> lines = [];
    private readonly List<Block> blocks = [];
    private int pendingBlank;
    private bool begun;

    /// <summary>Lines answered.</summary>
    public int Count { get; private set; }

    /// <summary>Lines answered with an error.</summary>
    public int Failed { get; private set; }

    public void Run(Stream input)
    {
        var buffer = new byte[1 << 18];
        var filled = 0;
        int read;
        while ((read = input.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            var used = CollectLines(buffer.AsSpan(0, filled));
            Answer(buffer);
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, checked(buffer.Length * 2));
        }

        lines.Clear();
        AddLine(buffer.AsSpan(0, filled), 0);
        Answer(buffer);
        output.Flush();
    }

    /// <summary>Finds the complete lines; returns how many bytes they take.</summary>
    private int CollectLines(ReadOnlySpan<byte> bytes)
    {
        lines.Clear();
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            AddLine(bytes.Slice(start, length), start);
            start += length + 1;
        }

        return start;
    }

    private void AddLine(ReadOnlySpan<byte> line, int start)
    {
        if (!begun && line.StartsWith(Encoding.UTF8.Preamble))
        {
            start += Encoding.UTF8.Preamble.Length;
            line = line[Encoding.UTF8.Preamble.Length..];
        }

        begun = true;
        if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            // Blank lines at the end of a file are nobody's question; one between two others is.
            pendingBlank++;
            return;
        }

        for (; pendingBlank > 0; pendingBlank--)
            lines.Add(start..start);
        lines.Add(start..(start + line.Length));
    }

    private void Answer(byte[] buffer)
    {
        var count = (lines.Count + LinesPerBlock - 1) / LinesPerBlock;
        while (blocks.Count < count)
            blocks.Add(new Block());
        if (count == 1)
            blocks[0].Answer(buffer, lines, 0);
        else if (count > 1)
            Parallel.For(0, count, b => blocks[b].Answer(buffer, lines, b * LinesPerBlock));

        for (var b = 0; b < count; b++)
        {
            output.Write(blocks[b].Written);
            Failed += blocks[b].Failed;
        }

        Count += lines.Count;
        output.Flush();
    }

    /// <summary>A few neighbouring lines with the room for their answers, used again for every chunk.</summary>
    private sealed class Block
    {
        private readonly ArrayBufferWriter<byte> text = new(1 << 14);
        private readonly Utf8JsonWriter json;

        // Answers go to files and pipes, never into HTML: quotes and Chinese may stay readable.
        public Block() => json = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        public ReadOnlySpan<byte> Written => text.WrittenSpan;

        public int Failed { get; private set; }

        public void Answer(byte[] buffer, List<Range> lines, int from)
        {
            text.ResetWrittenCount();
            Failed = 0;
            for (var i = from; i < Math.Min(from + LinesPerBlock, lines.Count); i++)
            {
                AnswerLine(buffer.AsSpan(lines[i]));
                text.Write("\n"u8);
            }
        }

        private void AnswerLine(ReadOnlySpan<byte> line)
        {
            var begin = text.WrittenCount;
            var batchCase = new BatchCase();
            json.Reset();
            try
            {
                if (line.IsEmpty)
                    throw new BatchLineException("broken-json", "The line is empty.");
                var request = batchCase.Read(line);
                new ResultJson(json).Write(batchCase.RawId, Analysis.Run(request), batchCase.Notes);
                json.Flush();
            }
            catch (AnalysisException e)
            {
                WriteError(ref batchCase, line, begin, e.Code, e.Row, e.Message);
            }
            catch (BatchLineException e)
            {
                WriteError(ref batchCase, line, begin, e.Code, e.Row, e.Message);
            }
#pragma warning disable CA1031 // A fault of ours in one line must not take the others with it; it is reported in its place.
            catch (Exception e)
#pragma warning restore CA1031
            {
                WriteError(ref batchCase, line, begin, "internal-error", null, $"{e.GetType().Name}: {e.Message}");
            }
        }

        private void WriteError(ref BatchCase batchCase, ReadOnlySpan<byte> line, int begin, string code, int? row, string message)
        {
            Failed++;
            batchCase.SeekId(line);
            Truncate(begin);
            json.Reset();
            ResultJson.WriteError(json, batchCase.RawId, code, row, message);
            json.Flush();
        }

        /// <summary>Takes back a half-written answer: the writer hands bytes over as its own buffer fills.</summary>
        private void Truncate(int begin)
        {
            if (text.WrittenCount == begin)
                return;
            var kept = text.WrittenSpan[..begin].ToArray();
            text.ResetWrittenCount();
            text.Write(kept);
        }
    }
}
