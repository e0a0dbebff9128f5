using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Huantiao.Web.Mail;

/// <summary>What a mail server did with a letter.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>It has said that it has it.</summary>
    internal sealed record Taken : Delivery;

    /// <summary>It has said that it does not take it.</summary>
    internal sealed record Refused(string Why, bool ForGood) : Delivery;

    /// <summary>The line broke before its answer.</summary>
    internal sealed record NoAnswer : Delivery;
}

/// <summary>A line to a clinic's mail server, open and signed in.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const int TimeoutMilliseconds = 30_000;

    // Whether a certificate was revoked would be asked at addresses that it names itself: nobody is contacted here but the clinic's own server.
    private readonly SmtpClient _client = new() { Timeout = TimeoutMilliseconds, CheckCertificateRevocation = false };

    private MailServer()
    {
    }

    /// <exception cref="MailServerException">It cannot be reached, or does not let us in; the message says what it said.</exception>
    public static async Task<MailServer> OpenAsync(MailSettings settings, string? password, CancellationToken cancel)
    {
        var server = new MailServer();
        try
        {
            var security = settings.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None };
            await server._client.ConnectAsync(settings.Host, settings.Port, security, cancel);
            if (settings.User is { } user)
                await server._client.AuthenticateAsync(user, password ?? "", cancel);
            return server;
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException or TimeoutException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            await server.DisposeAsync();
            throw new MailServerException(e.Message, e);
        }
    }

    /// <summary>Hands over a letter.</summary>
    /// <param name="id">Its key: also its Message-Id.</param>
    public async Task<Delivery> SendAsync(Guid id, string clinic, string from, string to, string subject, string body, DateTimeOffset now, CancellationToken cancel)
    {
        using var letter = new MimeMessage();
        letter.From.Add(new MailboxAddress(clinic, from));
        if (!MailboxAddress.TryParse(to, out var recipient))
            return new Delivery.Refused("This is not an address.", ForGood: true);
        letter.To.Add(recipient);
        letter.Subject = subject;
        letter.Date = now;
        letter.MessageId = $"{id:N}@{from[(from.LastIndexOf('@') + 1)..]}";
        // Holiday notices and the like shall not answer a program.
        letter.Headers.Add("Auto-Submitted", "auto-generated");
        letter.Body = new TextPart("plain") { Text = body };
        try
        {
            await _client.SendAsync(letter, cancel);
            return new Delivery.Taken();
        }
        catch (SmtpCommandException e)
        {
            return new Delivery.Refused($"{(int)e.StatusCode} {e.Message}", ForGood: (int)e.StatusCode is >= 500 and < 600);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or ServiceNotConnectedException or TimeoutException or OperationCanceledException)
        {
            return new Delivery.NoAnswer();
        }
    }

    /// <summary>Is the line still good for another letter?</summary>
    public bool IsOpen => _client.IsConnected;

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected)
        {
            try
            {
                await _client.DisconnectAsync(quit: true, CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException)
            {
                // It has hung up already.
            }
        }

        _client.Dispose();
    }
}

/// <summary>A mail server that cannot be reached or does not let us in.</summary>
internal sealed class MailServerException(string message, Exception inner) : Exception(message, inner);
