using Ausweisstatus.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ausweisstatus.Tests.Fuzz;

/// <summary>An installation of its own, since much is asked wrongly here. Its log is kept, at the loudest an operator can set.</summary>
public sealed class LoudInstallation(PostgresFixture postgres) : Installation(postgres)
{
    private readonly KeptLog log = new();
    private int waiting;

    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>How many requests wait at <c>/waits</c>.</summary>
    public int Waiting => waiting;

    protected override IEnumerable<string> Settings =>
    [
        "--Logging:LogLevel:Default=Trace",
        "--Logging:Console:LogLevel:Default=None",
        "--Citizen:PublicUrl=https://ausweis.example.org/status",
    ];

    protected override void Prepare(WebApplication host)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        // What fails here quotes what was sent, as exceptions do.
        host.MapGet("/fails", string (string sent) => throw new InvalidOperationException(sent)).ForEveryone().ExcludeFromDescription();
        host.MapGet("/outage", string (string sent) => throw new TimeoutException(sent)).ForEveryone().ExcludeFromDescription();
        host.MapGet("/breaks", BreakAsync).ForEveryone().ExcludeFromDescription();
        host.MapGet("/waits", WaitAsync).ForEveryone().ExcludeFromDescription();
    }

    private static async Task BreakAsync(HttpContext context, string sent)
    {
        await context.Response.WriteAsync("half of an answer", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        throw new InvalidOperationException(sent);
    }

    private async Task WaitAsync(HttpContext context, string how)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException gone)
        {
            throw how switch
            {
                "reset" => new IOException("Connection reset by peer."),
                "within" => new InvalidOperationException("A library says it in its own way.", gone),
                _ => gone,
            };
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}

/// <summary>Test classes that share one such installation.</summary>
[CollectionDefinition(Name)]
public sealed class LoudHost : ICollectionFixture<LoudInstallation>
{
    public const string Name = "loud installation";
}
