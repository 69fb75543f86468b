using System.Collections.Concurrent;
using System.Text;
using Ausweisstatus.Drills.Ground;

namespace Ausweisstatus.Drills.Fuzz;

/// <summary>Requests as no browser sends them: every page and endpoint, with one thing or several that are wrong with it.</summary>
internal static class HostileRequest
{
    /// <summary>Stands wherever a sender can write something of their own; it must never be seen again.</summary>
    public const string Marker = "QX7canaryQX7";

    private static readonly string[] Methods =
        ["GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", Marker];

    private static readonly string[] Paths =
    [
        "/", "/status", "/slip/x", "/slip/%S", "/privacy", "/accessibility", "/error", "/nothing", "/.well-known/security.txt",
        "/health/live", "/health/ready", "/openapi/v1.json", "/openapi/v2.json", "/swagger", "/swagger/index.html", "/kern.css", "/fill.js",
        "/api/v1/status", "/api/v1/status/watch", "/api/v1/events", "/api/v1/documents", "/api/v1/nothing", "/api", "//", "/./", "/../..", "/%2e%2e/",
        "/slip/%2F", "/slip/..%2f..%2fetc", "/slip/%00", "/slip/%FF%FE", "/slip/%ED%A0%80", "/slip/%", "/slip/%zz", "/slip/" + Marker, "/" + Marker,
        "/swagger/%2e%2e%2f" + Marker, "/swagger/" + Marker, "/status/", "/STATUS", "/slip/%C0%AE", "/error?x", "/slip/a%0d%0ab", "/kern.css/" + Marker,
        "/slip/" + Marker + Marker, "/openapi/" + Marker + ".json",
    ];

    private static readonly string[] Queries =
    [
        "", "", "?lang=de", "?lang=xx", "?lang[]=de", "?lang=%00", "?lang=%FF", "?lang=" + Marker, "?lang=de&lang=en", "?a[=1", "?[=1", "?]=", "?a[0].b[=x",
        "?%", "?=&=&", "?" + Marker + "=" + Marker, "?v=%ED%A0%80", "?handler=" + Marker, "?page=/Slip", "?token=" + Marker, "?area=x&page=y", "?lang=%0d%0aX:1",
    ];

    private static readonly string[] Bodies =
    [
        "", "a[=1", "[=1", "a]=1", "a[0][=1", "[0].x[", "code=" + Marker, "code=" + Marker + "&day=1&month=1&year=1990", "code=7K2QM-3XPT9-WZC4H&day=%00&month=%ff&year=1e9",
        "code=%ED%A0%80", "%", "&&&&", "=", "code", "code[=x", "code[]=x&code=y", "code=a&code=b", "{\"reference\":\"" + Marker + "\"}", "{", "[]", "null", "\u0000\u0001\u00ff",
        "{\"a\":" + Marker, "--x\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n" + Marker + "\r\n--x--\r\n", "--x\r\nContent-Disposition: " + Marker + "\r\n\r\nv\r\n--x--",
        "--x\r\n" + Marker, "--x\r\nContent-Disposition: form-data; name=\"a[\"\r\n\r\nv\r\n--x--\r\n", "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + Marker + "\"\r\n\r\nv\r\n--x--\r\n",
        "<?xml version=\"1.0\"?><!DOCTYPE a>", "code=" + "\u00e4\u00f6",
    ];

    private static readonly string[] Types =
    [
        "", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=" + Marker, "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=x",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"" + Marker, "application/json", "application/cloudevents+json",
        "application/x-ndjson", "text/plain", Marker, ";", "/", "application/json;charset=" + Marker, "*/*",
    ];

    private static readonly string[] Hosts =
        ["localhost", "localhost", "localhost", "x:99999", "a..b", "x:", ":80", "[::1", "[::1]:99999", "", "a b", Marker, "xn--" + Marker, "x:-1", "1.2.3.4.5", "-", "%00", "x,y"];

    private static readonly string[] Fields =
    [
        "Accept: text/html", "Accept: text/html", "Accept: " + Marker, "Accept: ", "Cookie: lang=" + Marker, "Cookie: lang=c%3Dxx%7Cuic%3Dyy", "Cookie: =;;=\u0001", "Cookie: lang=c%3Den%7Cuic%3D" + Marker,
        "Accept-Language: " + Marker, "Accept-Language: de;q=" + Marker + ",*;q=,;;", "Accept-Language: \u00ff\u00fe", "Authorization: Bearer " + Marker, "Authorization: Bearer a.b.c",
        "Authorization: Basic !!", "X-Forwarded-For: " + Marker, "X-Forwarded-Proto: " + Marker, "X-Forwarded-Host: x:99999", "X-Forwarded-Prefix: /" + Marker, "X-Original-URL: /" + Marker,
        "If-None-Match: \"" + Marker + "\"", "If-Modified-Since: " + Marker, "Range: bytes=" + Marker, "Range: bytes=0-0,5-1", "Range: bytes=-1", "Expect: " + Marker, "Content-Encoding: gzip",
        "Content-Encoding: " + Marker, "Watch-Token: " + Marker, "Watch-Token: a", "Origin: null", "Upgrade: h2c", "Connection: Upgrade", "TE: " + Marker, "Transfer-Encoding: " + Marker, "ce-id: " + Marker, "ce-specversion: 1.0",
        "X-HTTP-Method-Override: DELETE", "Content-Length: " + Marker, "Content-Length: 99999999999999999999", "Content-Length: -1", "Forwarded: for=" + Marker, ": " + Marker, Marker, "X: \u0000" + Marker, " folded " + Marker,
    ];

    /// <summary>Sends so many of them, each with a seed of its own.</summary>
    /// <returns>What was answered with an error of ours, with the seed that makes it again.</returns>
    public static async Task<IReadOnlyList<string>> SendAsync(Uri server, string slip, int requests, int seed, CancellationToken cancellation)
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation }, async (number, stop) =>
        {
            var own = unchecked(seed + number);
            var request = Make(new Random(own), slip);
            var answer = await RawHttp.SendAsync(server, request, stop);
            // Such a version the server does not speak; it says so itself.
            if (answer.Status >= 500 && !request.Split(' ')[2].StartsWith("HTTP/9.9", StringComparison.Ordinal))
            {
                faults.Add($"seed {own}: {answer.Status} for\n{request[..Math.Min(request.Length, 1_500)]}\n");
            }
        });
        return [.. faults];
    }

    /// <param name="random">Decides all; the same seed makes the same request.</param>
    /// <param name="slip">A slip that exists.</param>
    private static string Make(Random random, string slip)
    {
        var body = Repeated(random, One(random, Bodies));
        var text = new StringBuilder();
        var path = One(random, Paths).Replace("/slip/%S", slip, StringComparison.Ordinal);
        text.Append(One(random, Methods)).Append(' ').Append(random.Next(40) == 0 ? path + new string('x', random.Next(60_000)) : path)
            .Append(One(random, Queries)).Append(random.Next(30) == 0 ? " HTTP/1.0\r\n" : random.Next(60) == 0 ? " HTTP/9.9\r\n" : " HTTP/1.1\r\n");
        if (random.Next(25) > 0)
        {
            Line("Host: " + One(random, Hosts));
        }

        if (One(random, Types) is { Length: > 0 } type)
        {
            Line("Content-Type: " + type);
        }

        for (var more = random.Next(4); more > 0; more--)
        {
            Line(One(random, Fields));
        }

        if (random.Next(60) == 0)
        {
            Line("X-Long: " + new string('x', random.Next(200_000)));
        }

        // Now and then less arrives than was announced, or in pieces that are none.
        var length = random.Next(300) == 0 ? body.Length + 1 : body.Length;
        Line(random.Next(150) == 0 ? "Transfer-Encoding: chunked" : $"Content-Length: {length}");
        Line("Connection: close");
        return text.Append("\r\n").Append(body).ToString();

        void Line(string line) => text.Append(line).Append("\r\n");
    }

    private static string One(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static string Repeated(Random random, string body) =>
        random.Next(20) > 0 || body.Length == 0 ? body : string.Concat(Enumerable.Repeat(body + "&", 1 + random.Next(3_000)));
}
