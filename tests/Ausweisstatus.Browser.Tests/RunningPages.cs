using System.Net;
using Ausweisstatus.Citizen;
using Ausweisstatus.Domain;
using Ausweisstatus.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ausweisstatus.Browser.Tests;

/// <summary>
/// The real host on a port of its own, with documents to ask for. Everything the tests know about where answers come from stands in this file.
/// </summary>
public sealed class RunningPages : IAsyncLifetime
{
    private WebApplication? app;

    public static Question ReadyForPickup { get; } = new(Code("7K2QM3XPT9WZC4"));
    public static Question InProductionAndOverdue { get; } = new(Code("7K2QM3XPT9WZC5"));
    public static Question HeldAtBranch { get; } = new(Code("7K2QM3XPT9WZC6"));
    public static Question PhotoRefused { get; } = new(Code("7K2QM3XPT9WZC7"));
    public static Question Unknown { get; } = new(Code("7K2QM3XPT9WZC8"));
    public static Question Throttled { get; } = new(Code("7K2QM3XPT9WZC9"));

    public static string SlipPath => "/slip/a-token";

    /// <summary>A page that fails, as any page might.</summary>
    public static string FailingPath => "/fails";

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The pages ask the samples below, so nobody listens at this database address.
        string[] args =
        [
            "--urls=http://127.0.0.1:0", "--environment=Production", "--ConnectionStrings:Ausweisstatus=Host=127.0.0.1;Port=1",
            "--Citizen:SecurityContact=mailto:security@example.org",
        ];
        app = Host.Build(args, builder =>
        {
            builder.Services.AddSingleton<IAskStatus, SampleAnswers>();
            builder.Services.AddSingleton<ISlip, SampleSlip>();
            builder.Logging.ClearProviders();
        });
        app.MapGet(FailingPath, string () => throw new InvalidOperationException("A page that fails.")).AllowAnonymous();
        await app.StartAsync();
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private static Reference Code(string withoutCheckSymbol)
    {
        foreach (var symbol in "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        {
            if (Reference.TryParse(withoutCheckSymbol + symbol, out var reference))
            {
                return reference;
            }
        }

        throw new ArgumentException("Not the beginning of a code.", nameof(withoutCheckSymbol));
    }

    private sealed class SampleSlip : ISlip
    {
        public Task<SlipContent?> FindAsync(string token, CancellationToken cancellation)
        {
            DocumentKind.TryParse("identity-card", null, out var kind);
            return Task.FromResult($"/slip/{token}" == SlipPath ? new SlipContent("Bezirksamt Mitte von Berlin", kind!, ReadyForPickup.Reference) : null);
        }
    }

    private sealed class SampleAnswers : IAskStatus
    {
        public Task<AskOutcome> AskAsync(string? reference, DateOfBirth dateOfBirth, IPAddress caller, string language, CancellationToken cancellation)
        {
            if (!Reference.TryParse(reference, out var code))
            {
                return Task.FromResult<AskOutcome>(new AskOutcome.Typo());
            }

            return Task.FromResult<AskOutcome>(
                code == Throttled.Reference ? new AskOutcome.TooMany(TimeSpan.FromSeconds(150))
                : SampleAnswer.For(code, language) is { } answer && dateOfBirth == Question.Birth ? new AskOutcome.Found(answer)
                : new AskOutcome.NotFound());
        }
    }
}
