using System.Globalization;
using Ausweisstatus.DevelopmentMail;
using MimeKit;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>An installation that tells people, with a real mail server, and impatient: tests need not wait as long as people would.</summary>
public class MailInstallation(PostgresFixture postgres) : Installation(postgres)
{
    /// <summary>What the server does with mails that are not as usual; see <see cref="Rule"/>.</summary>
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Func<CancellationToken, Task<int?>>> rules = new();

    public MailServer Server { get; private set; } = null!;

    /// <summary>What happens when the server has kept a mail, before it says so.</summary>
    public Func<MimeMessage, CancellationToken, Task<int?>> AfterMail { get; set; } = (_, _) => Task.FromResult<int?>(null);

    protected override IEnumerable<string> Settings =>
    [
        .. base.Settings,
        "--Mail:Host=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"--Mail:Port={Server.Port}"),
        "--Mail:Security=None",
        "--Mail:From=ausweis@example-town.de",
        "--Mail:EnvelopeSender=bounces@example-town.de",
        "--Mail:Timeout=00:00:02",
        "--Mail:QuietWindow=00:00:01.5",
        "--Mail:FirstPause=00:00:00.2",
        "--Mail:LongestPause=00:00:01",
        "--Push:Timeout=00:00:01.5",
        "--Push:FirstPause=00:00:00.2",
        "--Push:LongestPause=00:00:01",
        // The tests do it themselves.
        "--Mail:CleanUpEvery=01:00:00",
    ];

    /// <summary>With these a further node sends to the same server.</summary>
    public Dictionary<string, string> NodeEnvironment => new(Settings.Select(setting => setting[2..].Split('=', 2))
        .ToDictionary(parts => parts[0].Replace(":", "__", StringComparison.Ordinal), parts => parts[1]))
    {
        ["Citizen__PublicUrl"] = Address.AbsoluteUri,
    };

    public override async ValueTask InitializeAsync()
    {
        Server = await MailServer.StartAsync(rules: new(OnRecipient: OnRecipientAsync, AfterMail: (mail, cancellation) => AfterMail(mail, cancellation)));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the server answers instead of taking a mail to this address; null for nothing any more.</summary>
    public void Rule(string address, Func<CancellationToken, Task<int?>>? rule)
    {
        rules.TryRemove(address, out _);
        if (rule is not null)
        {
            rules[address] = rule;
        }
    }

    public IReadOnlyList<SentMail> MailsTo(string address) => [.. Server.Mails.Where(mail => mail.Recipient == address)];

    private Task<int?> OnRecipientAsync(string address, CancellationToken cancellation) =>
        rules.TryGetValue(address, out var rule) ? rule(cancellation) : Task.FromResult<int?>(null);
}

/// <summary>The same where no node of this process sends mails.</summary>
public sealed class WebOnlyInstallation(PostgresFixture postgres) : MailInstallation(postgres)
{
    protected override IEnumerable<string> Settings => [.. base.Settings, "--Role=Web"];
}

/// <summary>Test classes that share an installation with a mail server; each uses orders and addresses of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedMailInstallation : ICollectionFixture<MailInstallation>
{
    public const string Name = "mail installation";
}
