namespace Ausweisstatus.Problems;

internal static class PageRequests
{
    /// <summary>A browser says that it wants a page; programs get their problem as JSON.</summary>
    public static bool WantsPage(this HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
