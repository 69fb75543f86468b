using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Tests.Intake;
using Shouldly;

namespace Ausweisstatus.Tests.Status;

/// <summary>What a citizen does: gets a code at the office, and asks with it.</summary>
internal static class Citizens
{
    public const string Born = "1990-05-17";

    private static readonly LookupKey Foreign = new(1, RandomNumberGenerator.GetBytes(32));

    /// <summary>A code as they are made, that leads to nothing here.</summary>
    public static string UnknownReference() =>
        Foreign.ReferenceOf(Realm.Parse("00"), AuthorityId.Parse("elsewhere"), OrderNumber.Parse(Guid.NewGuid().ToString()), 1).ToString();

    public static async Task<string> ApplyAsync(
        this HttpClient office, string order, string kind = "identity-card", string appliedAt = "2026-10-20T09:12:00+02:00")
    {
        var application = new { authority = "berlin-mitte", order, kind, dateOfBirth = Born, delivery = "pickup", appliedAt };
        using var response = await office.PostAsJsonAsync(new Uri("/api/v1/documents", UriKind.Relative), application);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (string)(await response.JsonAsync())["reference"]!;
    }

    public static async Task SayAsync(this HttpClient sender, string source, string order, string fact, string time, object? data = null)
    {
        using var response = await sender.PostEventAsync(Events.Event(fact, order, data, source, time: time));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    public static async Task<HttpResponseMessage> AskAsync(
        this HttpClient citizen, string? reference, string? dateOfBirth = Born, string language = "de", string path = "/api/v1/status")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { reference, dateOfBirth }) };
        request.Headers.Add("Accept-Language", language);
        return await citizen.SendAsync(request);
    }

    public static async Task<JsonObject> AnswerAsync(this HttpClient citizen, string reference, string language = "de")
    {
        using var response = await citizen.AskAsync(reference, language: language);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.JsonAsync()).AsObject();
    }
}
