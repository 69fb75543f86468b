using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ausweisstatus.Notify.Subscriptions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Ausweisstatus.Notify.Mail;

/// <summary>
/// Sends by SMTP. Connections are used again while there is something to send; there are never more than mails are sent at once. What a server
/// answers may repeat the address, so nothing of it but its number is kept.
/// </summary>
internal sealed class MailSender(IOptions<MailSettings> settings) : IDisposable
{
    // A server that is asked for nothing ends the connection after some minutes; it is asked whether it is still there before.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<(SmtpClient Client, long Used)> idle = [];

    public bool IsConfigured => settings.Value.Host is not null;

    public async Task<SendResult> SendAsync(MimeMessage message, MailboxAddress envelopeSender, MailboxAddress recipient, CancellationToken cancellation)
    {
        if (!IsConfigured)
        {
            return new(SendOutcome.NotSent, "no mail server is configured");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(settings.Value.Timeout);
        SmtpClient client;
        try
        {
            client = await ConnectAsync(limit.Token);
        }
        catch (Exception problem) when (IsOfTheServer(problem) && !cancellation.IsCancellationRequested)
        {
            return new(SendOutcome.NotSent, ReasonOf(problem));
        }

        try
        {
            await client.SendAsync(message, envelopeSender, [recipient], limit.Token);
            idle.Push((client, Stopwatch.GetTimestamp()));
            return new(SendOutcome.Sent);
        }
        catch (Exception problem) when (IsOfTheServer(problem) && !cancellation.IsCancellationRequested)
        {
            client.Dispose();
            return new(OutcomeOf(problem), ReasonOf(problem));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryPop(out var one))
        {
            one.Client.Dispose();
        }
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancellation)
    {
        while (idle.TryPop(out var one))
        {
            if (await IsThereAsync(one.Client, one.Used, cancellation))
            {
                return one.Client;
            }

            one.Client.Dispose();
        }

        var (mail, client) = (settings.Value, new SmtpClient());
        try
        {
            client.Timeout = (int)mail.Timeout.TotalMilliseconds;
            // Else the name of this machine is told.
            client.LocalDomain = mail.Sender.Domain;
            await client.ConnectAsync(mail.Host!, mail.Port, OptionsOf(mail.Security), cancellation);
            if (mail.User is { } user)
            {
                await client.AuthenticateAsync(user, mail.ReadPassword() ?? "", cancellation);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<bool> IsThereAsync(SmtpClient client, long used, CancellationToken cancellation)
    {
        try
        {
            if (client.IsConnected && Stopwatch.GetElapsedTime(used) > Fresh)
            {
                await client.NoOpAsync(cancellation);
            }

            return client.IsConnected;
        }
        catch (Exception gone) when (gone is SmtpProtocolException or SmtpCommandException or IOException or ServiceNotConnectedException)
        {
            return false;
        }
    }

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static bool IsOfTheServer(Exception problem) => problem
        is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or NotSupportedException or IOException or SocketException or TimeoutException or OperationCanceledException;

    private static SendOutcome OutcomeOf(Exception problem) => problem switch
    {
        SmtpCommandException answer when IsForEver(answer) => SendOutcome.Refused,
        // The whole mail is there. A server that passes it on, and then gives up waiting for the next one, says so too.
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } => SendOutcome.Unknown,
        SmtpCommandException => SendOutcome.NotSent,
        ServiceNotAuthenticatedException or NotSupportedException => SendOutcome.NotSent,
        _ => SendOutcome.Unknown,
    };

    // 5.7.x is about us, not about the recipient: a relay that does not take mails from here, a list of spammers. It would end everybody's
    // subscription within minutes.
    private static bool IsForEver(SmtpCommandException answer) =>
        answer.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
        && (int)answer.StatusCode is >= 550 and <= 554
        && !answer.Message.Contains("5.7.", StringComparison.Ordinal);

    private static string ReasonOf(Exception problem) => problem switch
    {
        SmtpCommandException answer => string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode}"),
        AuthenticationException or ServiceNotAuthenticatedException => "user or password refused",
        SslHandshakeException => "no secure connection",
        NotSupportedException => "server cannot do what is asked",
        TimeoutException or OperationCanceledException => "no answer in time",
        SocketException => "no connection",
        _ => "no proper answer",
    };
}
