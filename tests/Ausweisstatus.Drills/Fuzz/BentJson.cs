using System.Text;

namespace Ausweisstatus.Drills.Fuzz;

/// <summary>A body that was right, with something wrong about it.</summary>
internal static class BentJson
{
    // As JSON text, so that what no JSON library would write can be written.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "99999999999999999999", "0.1", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uffff\"", "[]", "{}", "[[]]", "[null]", "{\"a\":{}}",
        "\"2026-02-30\"", "\"1990-00-00\"", "\"9999-12-31\"", "\"2026-05-04T09:12:00\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-18:00\"", "\"10000-01-01T00:00:00Z\"",
        "\"pickup, direct\"", "\"1\"", "\"identity-card\"", "\"../..\"", "\"berlin-mitte/\"", "\"/\"", "\"" + HostileRequest.Marker + "\"", "\"\u202e\u200b\"", "NaN", "'x'", "01", "\"\t\"", "\"unfinished",
    ];

    /// <summary>The example itself about one time in five, otherwise bent in one way or several.</summary>
    public static byte[] Bend(Random random, string example)
    {
        var text = example;
        for (var times = random.Next(4); times > 0; times--)
        {
            text = random.Next(3) == 0 ? Cut(random, text) : Replace(random, text);
        }

        return random.Next(25) switch
        {
            0 => [.. Encoding.UTF8.GetBytes(text), .. RandomBytes(random)],
            1 => RandomBytes(random),
            2 => Encoding.Unicode.GetBytes(text),
            3 => Encoding.UTF8.GetBytes(text + new string(' ', random.Next(100_000))),
            4 => Encoding.UTF8.GetBytes(new string('[', random.Next(2_000))),
            5 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            6 => [],
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 40)];
        random.NextBytes(bytes);
        return bytes;
    }

    // A member or its value becomes another, is said twice, or goes.
    private static string Replace(Random random, string text)
    {
        var colons = Enumerable.Range(0, text.Length).Where(at => at > 0 && text[at] == ':' && text[at - 1] == '"').ToArray();
        if (colons.Length == 0)
        {
            return text + Values[random.Next(Values.Length)];
        }

        var colon = colons[random.Next(colons.Length)];
        var (start, end) = (text.LastIndexOf('"', colon - 2), End(text, colon + 1));
        if (start < 0)
        {
            return text[..colon];
        }

        return random.Next(8) switch
        {
            0 => text[..start] + "\"other\":1" + text[end..],
            1 => text[..end] + "," + text[start..end] + text[end..],
            2 => text[..start] + "\"" + HostileRequest.Marker + "\":\"" + new string('x', random.Next(200)) + "\"" + text[end..],
            3 => text[..(colon + 1)] + "\"" + new string((char)random.Next(' ', 0x3000), random.Next(70_000)).Replace("\"", "", StringComparison.Ordinal) + "\"" + text[end..],
            _ => text[..(colon + 1)] + Values[random.Next(Values.Length)] + text[end..],
        };
    }

    // Up to the comma or bracket that ends the value, roughly: whatever comes of it is a text to try.
    private static int End(string text, int from)
    {
        var depth = 0;
        var inside = false;
        for (var at = from; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"': inside = !inside; break;
                case '{' or '[' when !inside: depth++; break;
                case ',' when !inside && depth == 0: return at;
                case '}' or ']' when !inside && --depth < 0: return at;
                default: break;
            }
        }

        return text.Length;
    }

    private static string Cut(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) == 0 ? text[..at] : text[..at] + text[Math.Min(text.Length, at + random.Next(4))..];
    }
}
