using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Huantiao.Tests.Clinics;

/// <summary>What a mail server does with a letter.</summary>
internal enum SinkMood
{
    Takes,

    /// <summary>"450": not now.</summary>
    Busy,

    /// <summary>"550": never.</summary>
    Refuses,

    /// <summary>Takes the letter and hangs up before it says so.</summary>
    HangsUp,
}

/// <summary>A mail server on a real socket of this machine (RFC 5321, as much as a letter needs). It keeps what it is given.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loop;

    public SmtpSink()
    {
        _listener.Start();
        _loop = Task.Run(ListenAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every letter whose data came whole, whatever was answered then.</summary>
    public ConcurrentQueue<string> Letters { get; } = new();

    public SinkMood Mood { get; set; }

    /// <summary>Lines in which somebody signed in.</summary>
    public ConcurrentQueue<string> SignIns { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _loop;
        _ended.Dispose();
    }

    private async Task ListenAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var open = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink ESMTP");
            while (await reader.ReadLineAsync(_ended.Token) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "AUTH")
                    SignIns.Enqueue(line);
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Letters.Enqueue(await ReadLetterAsync(reader));
                    if (Mood == SinkMood.HangsUp)
                        return;
                }

                await writer.WriteLineAsync(Answer(verb));
                if (verb == "QUIT")
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The other side has gone.
        }
    }

    private async Task<string> ReadLetterAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync(_ended.Token) is { } line && line != ".")
            letter.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        return letter.ToString();
    }

    private string Answer(string verb) => verb switch
    {
        "EHLO" => "250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME",
        "AUTH" => "235 welcome",
        "QUIT" => "221 bye",
        "RCPT" when Mood == SinkMood.Busy => "450 busy, come again",
        "RCPT" when Mood == SinkMood.Refuses => "550 no such person",
        _ => "250 yes",
    };
}
