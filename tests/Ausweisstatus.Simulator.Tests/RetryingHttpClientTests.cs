using System.Net;
using Ausweisstatus.Simulator.Sending;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Simulator.Tests;

public sealed class RetryingHttpClientTests
{
    private readonly HastyClock clock = new();

    [Fact]
    public async Task A_host_that_is_not_ready_is_asked_again()
    {
        await using var host = await StubHost.Start();
        var attempts = 0;
        host.Interfere = context => Answer(context, ++attempts <= 2 ? 503 : 201);

        (await Ask(host)).ShouldBe(HttpStatusCode.Created);

        attempts.ShouldBe(3);
        clock.Waits.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_is_honoured(int status)
    {
        await using var host = await StubHost.Start();
        var attempts = 0;
        host.Interfere = context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return Answer(context, ++attempts == 1 ? status : 201);
        };

        await Ask(host);

        clock.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_an_answer_is_asked_again()
    {
        await using var host = await StubHost.Start();
        var attempts = 0;
        host.Interfere = async context =>
        {
            await context.Response.WriteAsync("half an ans");
            await context.Response.Body.FlushAsync();
            if (++attempts == 1)
            {
                context.Abort();
            }

            return true;
        };

        await Ask(host);

        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_minute_it_stops_and_says_what_to_do()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9") };

        var stopped = await Should.ThrowAsync<StoppedException>(() => Ask(new RetryingHttpClient(http, clock)));

        stopped.Message.ShouldContain("Start the host again and repeat the same command");
        clock.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait).ShouldBeInRange(TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task An_answer_that_asking_again_would_not_change_is_final(int status)
    {
        await using var host = await StubHost.Start();
        host.Interfere = context => Answer(context, status);

        ((int)await Ask(host)).ShouldBe(status);

        clock.Waits.ShouldBeEmpty();
    }

    private async Task<HttpStatusCode> Ask(StubHost host)
    {
        using var http = new HttpClient { BaseAddress = host.Url };
        return await Ask(new RetryingHttpClient(http, clock));
    }

    private static Task<HttpStatusCode> Ask(RetryingHttpClient http) => http.Send(
        () => new HttpRequestMessage(HttpMethod.Post, "/api/v1/events"),
        async (response, stop) =>
        {
            await response.Content.ReadAsStringAsync(stop);
            return response.StatusCode;
        },
        TestContext.Current.CancellationToken);

    private static Task<bool> Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    }
}
