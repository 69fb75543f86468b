using System.Threading.Channels;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Intake;
using Ausweisstatus.Intake.Recording;
using Ausweisstatus.Problems;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;
using static Ausweisstatus.Tests.Intake.Events;

namespace Ausweisstatus.Tests.Intake.Recording;

/// <summary>Requests that are committed together, with a commit held up until all of them wait for the next.</summary>
[Collection(SharedInstallation.Name)]
public sealed class GroupCommitTests(Installation installation)
{
    private static readonly AuthorityId Office = AuthorityId.Parse("group-commit");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HeldUp handler = new();

    [Fact]
    public async Task Of_many_requests_committed_together_the_one_that_breaks_the_commit_is_rejected_alone()
    {
        using var commit = await StartAsync();
        var (first, others) = await SubmitAsync(commit, 30);
        handler.Broken = (others[17].Order, () => new InvalidOperationException("A fault of ours."));

        handler.Release();
        await first.Result.WaitAsync(Patience);
        var results = await Task.WhenAll(others.Select(one => one.Result)).WaitAsync(Patience);

        handler.Sizes.ShouldContain(30, "or they were not committed together");
        results.Select(result => result.Single().Outcome == Outcome.Accepted).ShouldBe(others.Select(one => one.Order != others[17].Order));
        results[17].Single().Problem.ShouldBe(Problem.Unexpected);
        await ShouldBeStoredAsync(others.Where(one => one.Order != others[17].Order), facts: 1);
        await ShouldBeStoredAsync([others[17]], facts: 0);
    }

    [Fact]
    public async Task An_outage_in_the_middle_of_a_commit_is_told_to_all_of_its_requests_and_nothing_of_it_is_stored()
    {
        using var commit = await StartAsync();
        var (first, others) = await SubmitAsync(commit, 10);
        handler.Broken = (others[3].Order, () => new TimeoutException());

        handler.Release();

        (await first.Result.WaitAsync(Patience)).Single().Outcome.ShouldBe(Outcome.Accepted);
        foreach (var (_, result) in others)
        {
            (await Should.ThrowAsync<TimeoutException>(() => result.WaitAsync(Patience))).StackTrace.ShouldNotBeNull().ShouldContain(nameof(HeldUp));
        }

        await ShouldBeStoredAsync(others, facts: 0);
    }

    [Fact]
    public async Task What_waits_when_the_host_stops_is_recorded_and_what_comes_later_is_told_to_come_again()
    {
        using var commit = await StartAsync();
        var (first, others) = await SubmitAsync(commit, 10);

        var stopped = commit.StopAsync(CancellationToken.None);
        var late = Submit(commit);

        var refused = await Should.ThrowAsync<ChannelClosedException>(() => late.Result.WaitAsync(Patience));
        ExceptionProblems.ProblemOf(refused).ShouldBe(Problem.TemporarilyUnavailable);
        stopped.IsCompleted.ShouldBeFalse("what waits is not recorded yet");
        handler.Release();
        await stopped.WaitAsync(Patience);
        foreach (var (_, result) in others.Prepend(first))
        {
            (await result.WaitAsync(Patience)).Single().Outcome.ShouldBe(Outcome.Accepted);
        }

        await ShouldBeStoredAsync(others.Prepend(first), facts: 1);
        await ShouldBeStoredAsync([late], facts: 0);
    }

    private async Task<GroupCommit> StartAsync()
    {
        var services = installation.Services;
        var database = services.GetRequiredService<NpgsqlDataSource>();
        // Only commits about documents that somebody listens to meet the handler.
        await using var listen = database.CreateCommand(
            $"insert into ausweisstatus.listeners (tenant_id, listener, kind) values ('{Office}', 'test', 'feed') on conflict do nothing");
        await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var append = new AppendFacts(database, [handler], NullLogger<AppendFacts>.Instance);
        var commit = new GroupCommit(append, services.GetRequiredService<DecideFacts>(), NullLogger<GroupCommit>.Instance);
        await commit.StartAsync(TestContext.Current.CancellationToken);
        return commit;
    }

    /// <summary>One request whose commit is held up, and those that gather meanwhile.</summary>
    private async Task<(Request First, Request[] Others)> SubmitAsync(GroupCommit commit, int others)
    {
        var first = Submit(commit);
        await handler.Entered.WaitAsync(Patience);
        return (first, [.. Enumerable.Range(0, others).Select(_ => Submit(commit))]);
    }

    private static Request Submit(GroupCommit commit)
    {
        var order = OrderNumber.Parse(NewOrder());
        var fact = new NewFact(new OrderSent(DateTimeOffset.UtcNow), "/tests/commit", $"{Guid.NewGuid()}", "test");
        return new Request(order, commit.RecordAsync([new Submission(new DocumentKey(Office, order), fact)], [], CancellationToken.None));
    }

    private async Task ShouldBeStoredAsync(IEnumerable<Request> requests, int facts)
    {
        await using var session = installation.Store.QuerySession($"{Office}");
        foreach (var (order, _) in requests)
        {
            var id = DocumentId.Of(Office, order);
            (await session.Events.FetchStreamAsync(id)).Count.ShouldBe(facts);
            ((await session.LoadAsync<Document>(id))?.Facts.Length ?? 0).ShouldBe(facts);
        }
    }

    private readonly record struct Request(OrderNumber Order, Task<IReadOnlyList<Recorded>> Result);

    private sealed class HeldUp : IStatusChangedHandler
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => entered.Task;

        /// <summary>How many documents each commit that was tried had changed.</summary>
        public System.Collections.Concurrent.ConcurrentBag<int> Sizes { get; } = [];

        public (OrderNumber Order, Func<Exception> Fault)? Broken { get; set; }

        public void Release() => released.SetResult();

        public async Task<Func<Task>?> HandleAsync(IReadOnlyList<StatusChanged> changes, NpgsqlTransaction transaction)
        {
            Sizes.Add(changes.Count);
            entered.TrySetResult();
            await released.Task;
            if (Broken is var (order, fault) && changes.Any(change => change.Document.Order == order))
            {
                throw fault();
            }

            return null;
        }
    }
}
