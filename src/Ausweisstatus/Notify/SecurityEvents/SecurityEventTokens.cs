using System.Text.Json;
using Ausweisstatus.Access;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ausweisstatus.Notify.SecurityEvents;

/// <summary>
/// A change as a signed security event token (<see href="https://www.rfc-editor.org/rfc/rfc8417">RFC 8417</see>), which its receiver can hand on
/// as proof. Verified with the keys at <c>/.well-known/jwks.json</c>.
/// </summary>
internal sealed class SecurityEventTokens(
    SecurityEventKeys keys, IOptions<TokenSettings> settings, IOptions<JsonOptions> json, TimeProvider clock)
{
    public const string ContentType = "application/secevent+jwt";
    private const string EventPrefix = "urn:ausweisstatus:event:";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", (SecurityEventKeys keys) => new JsonAnswer<PublicSigningKeys>(new(keys.Public)))
            .ForEveryone()
            .WithTags("Changes")
            .WithName("ReadSigningKeys")
            .WithSummary("The keys with which security event tokens are verified")
            .Produces<PublicSigningKeys>();

    /// <param name="change">What it says.</param>
    /// <param name="audience">The client it is for.</param>
    public string Create(Change change, string audience) => Create(change.Id, change.Type, change, audience);

    /// <param name="id">The same for the same event, however often it is told.</param>
    /// <param name="type">Of the event, e.g. <c>de.ausweisstatus.status-changed.v1</c>.</param>
    /// <param name="content">Of the event.</param>
    /// <param name="audience">The client it is for.</param>
    public string Create<T>(Guid id, string type, T content, string audience) => handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "secevent+jwt",
        Issuer = settings.Value.Audience,
        Audience = audience,
        IssuedAt = clock.GetUtcNow().UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Jti] = id.ToString(),
            ["events"] = new Dictionary<string, object> { [EventPrefix + type] = JsonSerializer.SerializeToElement(content, json.Value.SerializerOptions) },
        },
        SigningCredentials = new SigningCredentials(keys.Current, SecurityAlgorithms.EcdsaSha256),
    });
}
