using System.Xml;

namespace Ausweisstatus.Citizen.Themes;

/// <summary>
/// A picture beside the file of the theme. A drawing in SVG may also hold scripts and addresses: pages show it as a picture, where browsers heed
/// neither, its own address forbids both, and a file that has them is refused.
/// </summary>
internal static class LogoFile
{
    // Everybody loads it, on a telephone too.
    private const int LargestKilobytes = 40;

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="folder">That of the theme.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="setting">What the theme calls it; browsers ask for it by this.</param>
    /// <exception cref="FormatException">Says what is wrong with it.</exception>
    public static ThemePart Read(string folder, string name, string setting)
    {
        var type = Path.GetExtension(name).ToUpperInvariant();
        if (type is not (".SVG" or ".PNG") || Path.GetFileName(name) != name)
        {
            throw new FormatException($"{setting} is the name of an .svg or .png file in the same folder.");
        }

        var file = new FileInfo(Path.Combine(folder, name));
        if (file.Exists && file.Length > LargestKilobytes * 1024)
        {
            throw new FormatException($"{setting}, {name}: it has {file.Length / 1024} kB; at most {LargestKilobytes} kB are served.");
        }

        var content = File.ReadAllBytes(file.FullName);
        if (type == ".PNG")
        {
            return content.AsSpan().StartsWith(Png) ? new($"{setting}.png", "image/png", content) : throw new FormatException($"{setting}, {name}: it is no PNG.");
        }

        return WhatIsWrong(content) is { } wrong ? throw new FormatException($"{setting}, {name}: {wrong}") : new($"{setting}.svg", "image/svg+xml", content);
    }

    private static string? WhatIsWrong(byte[] svg)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            if (reader.MoveToContent() != XmlNodeType.Element || reader is not { LocalName: "svg", NamespaceURI: "http://www.w3.org/2000/svg" })
            {
                return "it is no SVG.";
            }

            do
            {
                if (reader.NodeType == XmlNodeType.Element && Forbidden(reader) is { } found)
                {
                    return $"{found} has no place in a logo.";
                }
            }
            while (reader.Read());

            return null;
        }
        catch (XmlException malformed)
        {
            return $"it is no SVG: {malformed.Message}";
        }
    }

    private static string? Forbidden(XmlReader reader)
    {
        var element = reader.LocalName.ToUpperInvariant();
        if (element is "SCRIPT" or "FOREIGNOBJECT")
        {
            return $"<{reader.Name}>";
        }

        while (reader.MoveToNextAttribute())
        {
            // Within the drawing, or a picture that is in it: nothing that a browser would fetch or follow.
            if (reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || (reader.LocalName.Equals("href", StringComparison.OrdinalIgnoreCase) && reader.Value is not ['#', ..] && !reader.Value.StartsWith("data:image/", StringComparison.Ordinal)))
            {
                return $"{reader.Name}=\"…\"";
            }
        }

        reader.MoveToElement();
        return null;
    }
}
