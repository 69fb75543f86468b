using System.Text.Json.Nodes;
using Ausweisstatus.Tests.Intake;
using Xunit;

namespace Ausweisstatus.Tests.Support;

/// <summary>What tests of refused facts send and ask.</summary>
internal static class RefusalRequests
{
    public static JsonObject Of(string client, string fact, object data, string? subject = null) => Events.Event(fact, subject ?? Events.NewOrder(), data, $"/tests/{client}");

    public static async Task<JsonNode> ListAsync(HttpClient staff, string query) =>
        await (await staff.GetAsync(new Uri($"/api/v1/support/refusals?{query}", UriKind.Relative), TestContext.Current.CancellationToken)).JsonAsync();
}
