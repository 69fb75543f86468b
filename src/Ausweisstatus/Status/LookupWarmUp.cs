using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.EventLog;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Storage;
using Microsoft.AspNetCore.Http.Json;
using Npgsql;

namespace Ausweisstatus.Status;

/// <summary>
/// Looks up a document that does not exist and words a made-up one, so that this code is compiled while the host is still being built and not
/// while the first citizen waits. Nothing depends on it.
/// </summary>
internal static class LookupWarmUp
{
    private const string Facts = """
        ["nowhere","0",
        ["00000000-0000-0000-0000-000000000001","application-received",{"occurredAt":"2026-01-05T08:00:00Z","kind":"identity-card","lookup":"1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","delivery":"pickup","location":"hall"}],
        ["00000000-0000-0000-0000-000000000002","order-sent",{"occurredAt":"2026-01-06T08:00:00Z"}],
        ["00000000-0000-0000-0000-000000000003","production-started",{"occurredAt":"2026-01-07T08:00:00Z"}],
        ["00000000-0000-0000-0000-000000000004","dispatched",{"occurredAt":"2026-01-08T08:00:00Z","to":"office","carrier":"post"}],
        ["00000000-0000-0000-0000-000000000005","arrived-at-office",{"occurredAt":"2026-01-09T08:00:00Z"}],
        ["00000000-0000-0000-0000-000000000006","ready-for-pickup",{"occurredAt":"2026-01-12T08:00:00Z","location":"hall","heldUntil":"2026-04-01"}]]
        """;

    private static readonly AuthorityEntry Place = new()
    {
        Id = "nowhere",
        Locations = [new Location { Id = LocationId.Parse("hall"), Name = "Hall", City = "Nowhere", Hours = "Mo 08:00-12:00" }],
    };

    public static async Task AskAsync(NpgsqlDataSource database)
    {
        await using var reader = DocumentReader.OfDocuments(database);
        await reader.ReadAsync(["nothing is stored under this"], []);
        Answer();
    }

    /// <returns>What the holder of that document would be told, as it would be sent.</returns>
    public static byte[] Answer()
    {
        var document = JsonSerializer.Deserialize<Document>(Facts, FactJson.Options)!;
        var answer = AnswerStatus.Answer(document, Place, Language.Default, new DateOnly(2026, 1, 13));
        var json = new JsonOptions();
        HttpJson.Prepare(json.SerializerOptions);
        return JsonAnswer.Bytes(answer!, json);
    }
}
