using Ausweisstatus.Drills.Ground;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>A process that dies between sending a mail and noting that it was sent.</summary>
public sealed class KilledWorkerTests(WebOnlyInstallation installation) : IClassFixture<WebOnlyInstallation>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_worker_may_have_sent_is_sent_again_under_the_same_id()
    {
        Subscriber subscriber;
        await using (var first = await StartAsync())
        {
            subscriber = await Subscriber.WhoIsToldAsync(installation);
            var kept = new TaskCompletionSource();
            installation.AfterMail = async (_, cancellation) =>
            {
                kept.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return 421;
            };
            await subscriber.ReadyAsync();
            await kept.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            await first.KillAsync();
        }

        installation.AfterMail = (_, _) => Task.FromResult<int?>(null);
        // It is told what was being told, and then what has happened since.
        await subscriber.SayAsync("handed-over", "2026-11-03T08:00:00Z");
        await using var second = await StartAsync();
        await Eventually.TrueAsync(() => subscriber.News.Count >= 3, TimeSpan.FromSeconds(60));
        await subscriber.QuietAsync();

        subscriber.News.Count.ShouldBe(3);
        subscriber.News[1].Message.MessageId.ShouldBe(subscriber.News[0].Message.MessageId);
        subscriber.News[1].Message.TextBody!.ShouldBe(subscriber.News[0].Message.TextBody);
        subscriber.News[2].Message.MessageId.ShouldNotBe(subscriber.News[0].Message.MessageId);
        subscriber.News[2].Message.TextBody!.ShouldContain("has been handed over");
    }

    private Task<Node> StartAsync() => Node.StartAsync(
        installation.ConnectionString,
        new Dictionary<string, string>(installation.NodeEnvironment) { ["Ausweisstatus__LookupKeys__1"] = installation.LookupKey },
        Cancellation,
        role: "worker");
}
