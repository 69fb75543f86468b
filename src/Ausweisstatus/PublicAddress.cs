using Ausweisstatus.Citizen;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Ausweisstatus;

/// <summary>
/// Where citizens reach this installation: what its operator says. A request also names a host, but whoever sends it chooses which, and that
/// name would be printed on a slip and stand in mails.
/// </summary>
internal sealed partial class PublicAddress(
    IOptions<CitizenSettings> settings, IServer server, IHostEnvironment environment, ILogger<PublicAddress> logger)
{
    /// <summary>Null where the operator has not said it; in Development the address the host listens at.</summary>
    public Uri? Find() => settings.Value.PublicUrl ?? (environment.IsDevelopment() ? Listening() : null);

    /// <summary>Tells the operator at the start what slips will lack.</summary>
    internal void Check()
    {
        if (settings.Value.PublicUrl is null && !environment.IsDevelopment())
        {
            NotSaid();
        }
    }

    private Uri? Listening() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        && Uri.TryCreate(AnyHost().Aggregate(address, (text, any) => text.Replace(any, "//localhost", StringComparison.Ordinal)), UriKind.Absolute, out var listening)
            ? listening
            : null;

    private static string[] AnyHost() => ["//[::]", "//0.0.0.0", "//+", "//*"];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Citizen__PublicUrl is not set: slips are printed without the address citizens go to and without a QR code")]
    private partial void NotSaid();
}
