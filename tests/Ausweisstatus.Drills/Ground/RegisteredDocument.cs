using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Drills.Ground;

/// <summary>A document that somebody may ask for.</summary>
/// <param name="Reference">Its code.</param>
/// <param name="Born">The date of birth that goes with it.</param>
/// <param name="Slip">The path of its slip.</param>
internal sealed record RegisteredDocument(string Reference, DateOnly Born, string Slip)
{
    private static readonly LookupKey Foreign = new(1, RandomNumberGenerator.GetBytes(32));

    /// <param name="http">Its base address is the node.</param>
    /// <param name="token">Of the office in Berlin-Mitte.</param>
    /// <param name="born">The holder's date of birth.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<RegisteredDocument> MakeAsync(HttpClient http, string token, DateOnly born, CancellationToken cancellation)
    {
        var registration = new { authority = "berlin-mitte", order = $"R-{Guid.NewGuid():n}", kind = "passport", dateOfBirth = Written(born) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/documents") { Content = JsonContent.Create(registration) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new DrillFailedException($"A document could not be registered: {(int)answer.StatusCode}.");
        }

        var registered = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
        return new((string)registered["reference"]!, born, (string)registered["slip"]!);
    }

    /// <summary>A code as they are made, that leads to nothing here.</summary>
    public static string UnknownReference() =>
        Foreign.ReferenceOf(Realm.Parse("00"), AuthorityId.Parse("elsewhere"), OrderNumber.Parse(Guid.NewGuid().ToString()), 1).ToString();

    public static string Written(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
