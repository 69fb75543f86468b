using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ausweisstatus.Problems;

/// <summary>
/// What the server refuses by itself it answers with a bare status. So it lets more pass than we take, and what is too long is refused here,
/// with a problem; only what is far too long is left to the server.
/// </summary>
internal static class OversizedHeaders
{
    /// <summary>Bytes of method, address and version together.</summary>
    public const int LongestLine = 8 * 1024;

    /// <summary>Bytes of all header fields together.</summary>
    public const int MostBytes = 32 * 1024;

    /// <summary>How many header fields.</summary>
    public const int MostFields = 100;

    private const int Further = 4;

    // Blanks, colon and line break around each field, as the server counts them.
    private const int AroundField = 4;

    public static void LetPass(KestrelServerOptions server)
    {
        server.Limits.MaxRequestLineSize = Further * LongestLine;
        server.Limits.MaxRequestHeadersTotalSize = Further * MostBytes;
        server.Limits.MaxRequestHeaderCount = Further * MostFields;
    }

    public static Task RefuseAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > LongestLine ? ProblemWriter.WriteAsync(context, Problem.AddressTooLong)
        : AreTooLarge(context.Request.Headers) ? ProblemWriter.WriteAsync(context, Problem.HeadersTooLarge)
        : next(context);

    private static bool AreTooLarge(IHeaderDictionary headers)
    {
        var (bytes, fields) = (0, 0);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                bytes += name.Length + (value?.Length ?? 0) + AroundField;
                fields++;
            }
        }

        return bytes > MostBytes || fields > MostFields;
    }
}
