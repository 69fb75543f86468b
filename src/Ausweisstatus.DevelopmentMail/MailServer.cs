using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using ServiceProvider = SmtpServer.ComponentModel.ServiceProvider;

namespace Ausweisstatus.DevelopmentMail;

/// <summary>A mail that was sent.</summary>
/// <param name="Sender">Of the envelope: where it would come back to.</param>
/// <param name="Recipient">Of the envelope.</param>
public sealed record SentMail(Guid Id, string Sender, string Recipient, MimeMessage Message, DateTimeOffset At);

/// <summary>What a server does instead of taking every mail. What it returns is answered: a number of SMTP, such as 550; null goes on.</summary>
/// <param name="OnRecipient">With the address.</param>
/// <param name="OnMail">When a mail has arrived, before it is kept.</param>
/// <param name="AfterMail">When it is kept, before that is answered.</param>
public sealed record MailServerRules(
    Func<string, CancellationToken, Task<int?>>? OnRecipient = null,
    Func<MimeMessage, CancellationToken, Task<int?>>? OnMail = null,
    Func<MimeMessage, CancellationToken, Task<int?>>? AfterMail = null);

/// <summary>A server that takes mail only encrypted (STARTTLS) and from who signs in.</summary>
public sealed record MailServerProtection(X509Certificate2 Certificate, string User, string Password);

/// <summary>A real SMTP server on this machine, which keeps what it is sent and delivers nothing. For Development and for tests.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly Lock padlock = new();
    private readonly Queue<SentMail> mails = [];
    private readonly CancellationTokenSource ending = new();
    private readonly int keep;
    private long came;
    private Task running = Task.CompletedTask;

    private MailServer(int keep) => this.keep = keep;

    public int Port { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SentMail> Mails
    {
        get
        {
            lock (padlock)
            {
                return [.. mails];
            }
        }
    }

    /// <summary>Those that came after the first so many, oldest first, and how many there were until then; the oldest may be gone.</summary>
    public (IReadOnlyList<SentMail> Mails, long Next) Since(long count)
    {
        lock (padlock)
        {
            return ([.. mails.TakeLast((int)Math.Clamp(came - count, 0, mails.Count))], came);
        }
    }

    /// <param name="port">On the loopback; 0 for any that is free.</param>
    /// <param name="rules">What is not as usual.</param>
    /// <param name="keep">How many mails it keeps; then the oldest goes.</param>
    /// <param name="protection">Null for a server that takes mail from everybody, in clear.</param>
    public static async Task<MailServer> StartAsync(int port = 0, MailServerRules? rules = null, int keep = 1000, MailServerProtection? protection = null)
    {
        var server = new MailServer(keep);
        var listening = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var endpoints = new EndpointListenerFactory();
        endpoints.EndpointStarted += (_, started) => listening.TrySetResult(((IPEndPoint)started.LocalEndPoint).Port);
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)endpoints);
        services.Add((IMessageStore)new Keep(server, rules ?? new()));
        services.Add((IMailboxFilter)new Filter(rules ?? new()));
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => Protect(endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)), protection))
            .Build();
        if (protection is not null)
        {
            services.Add((IUserAuthenticator)new SignIn(protection));
        }

        server.running = new SmtpServer.SmtpServer(options, services).StartAsync(server.ending.Token);
        var started = await Task.WhenAny(server.running, listening.Task);
        await started;
        server.Port = await listening.Task;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private void Add(SentMail mail)
    {
        lock (padlock)
        {
            mails.Enqueue(mail);
            came++;
            if (mails.Count > keep)
            {
                mails.Dequeue();
            }
        }
    }

    private static EndpointDefinitionBuilder Protect(EndpointDefinitionBuilder endpoint, MailServerProtection? protection) =>
        protection is null ? endpoint : endpoint.Certificate(protection.Certificate).AuthenticationRequired().AllowUnsecureAuthentication(false);

    private static SmtpResponse Answer(int code) => new((SmtpReplyCode)code, "as the rules have it");

    private sealed class Keep(MailServer server, MailServerRules rules) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(content, cancellationToken);
            if (rules.OnMail is { } onMail && await onMail(message, cancellationToken) is { } refusal)
            {
                return Answer(refusal);
            }

            foreach (var recipient in transaction.To)
            {
                server.Add(new(Guid.NewGuid(), transaction.From.AsAddress(), recipient.AsAddress(), message, DateTimeOffset.UtcNow));
            }

            return rules.AfterMail is { } afterMail && await afterMail(message, cancellationToken) is { } answer ? Answer(answer) : SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailServerRules rules) : MailboxFilter
    {
        public override async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            rules.OnRecipient is { } onRecipient && await onRecipient(to.AsAddress(), cancellationToken) is { } refusal
                ? throw new SmtpResponseException(Answer(refusal))
                : true;
    }

    private sealed class SignIn(MailServerProtection protection) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == protection.User && password == protection.Password);
    }
}
