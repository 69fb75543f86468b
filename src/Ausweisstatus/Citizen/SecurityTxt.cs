using Ausweisstatus.Access;

namespace Ausweisstatus.Citizen;

/// <summary>Where to report a weakness (RFC 9116). Without a contact there is no such file: a wrong one would be worse.</summary>
internal static class SecurityTxt
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(180);

    public static void MapSecurityTxt(this IEndpointRouteBuilder app, CitizenSettings settings)
    {
        if (settings.SecurityContact is not { } contact)
        {
            return;
        }

        app.MapGet("/.well-known/security.txt", (TimeProvider clock) => Results.Text(Write(contact, settings.PublicUrl, clock.GetUtcNow())))
            .ForEveryone()
            .ExcludeFromDescription();
    }

    private static string Write(Uri contact, Uri? site, DateTimeOffset now) =>
        $"Contact: {contact}\nExpires: {now + Validity:yyyy-MM-ddTHH:mm:ssZ}\nPreferred-Languages: de, en\n"
        + (site is null ? "" : $"Canonical: {new Uri(site, "/.well-known/security.txt")}\n");
}
