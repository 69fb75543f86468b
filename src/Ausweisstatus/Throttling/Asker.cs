using System.Net;

namespace Ausweisstatus.Throttling;

/// <summary>Who asks, for slowing down those who guess.</summary>
/// <param name="Address">Where the question comes from.</param>
/// <param name="Device">The token that came with an earlier answer, where the device has one. Anything may stand here.</param>
internal readonly record struct Asker(IPAddress? Address, string? Device = null);
