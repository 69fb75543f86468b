// Takes the values of KERN that our style sheets name out of its package, and writes Citizen/Assets/kern.css with its licence beside it.
//
//   npm pack @kern-ux/native@VERSION && tar xzf kern-ux-native-VERSION.tgz
//   dotnet run tools/kern.cs package
//
// Values are written out: a name that stands for another name, or a colour that only newer browsers can read, would be a page without colours
// on an old telephone.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

var package = args is [var folder] ? folder : throw new ArgumentException("dotnet run tools/kern.cs PACKAGE");
var citizen = Path.Combine(Root(), "src", "Ausweisstatus", "Citizen");
var target = Path.Combine(citizen, "Assets", "kern.css");
var version = Regex.Match(File.ReadAllText(Path.Combine(package, "package.json")), "\"version\": \"(.+?)\"").Groups[1].Value;
var kern = Regex.Replace(File.ReadAllText(Path.Combine(package, "dist", "kern.css")), @"/\*.*?\*/", "", RegexOptions.Singleline);
var (always, wide, light, dark) = (ValuesIn(@"^:root"), ValuesIn(@"^@media \(min-width: 768px\) \{\s*:root"), ValuesIn(@"^@media \(prefers-color-scheme: light\) \{\s*:root"), ValuesIn(@"^@media \(prefers-color-scheme: dark\) \{\s*:root"));
var named = Directory.GetFiles(Path.GetDirectoryName(target)!, "*.css").Where(file => file != target)
    .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"var\((--kern-[\w-]+)")).Select(name => name.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToList();

StringBuilder css = new($"/* Design tokens of KERN {version} (npm @kern-ux/native, by Kern-UX). Licensed under the EUPL-1.2, see kern-licence.md. Written by tools/kern.cs: what our style sheets name, values written out. */\n");
Write("", always, light);
Write("@media (min-width: 48rem)", wide);
Write("@media (prefers-color-scheme: dark)", dark);
File.WriteAllText(target, $"{css}");
File.Copy(Path.Combine(package, "LICENSE.md"), Path.Combine(citizen, "kern-licence.md"), overwrite: true);
var unknown = named.Where(name => !always.ContainsKey(name) && !light.ContainsKey(name)).ToList();
Console.WriteLine(unknown.Count == 0 ? $"{named.Count} values of KERN {version}" : $"KERN {version} does not know {string.Join(", ", unknown)}");
return unknown.Count;

Dictionary<string, string> ValuesIn(string selector) => Regex.Matches(kern, selector + @" \{([^}]*)\}", RegexOptions.Multiline)
    .SelectMany(block => Regex.Matches(block.Groups[1].Value, @"(--kern-[\w-]+): (.+?);"))
    .GroupBy(value => value.Groups[1].Value).ToDictionary(values => values.Key, values => values.Last().Groups[2].Value);

void Write(string when, params Dictionary<string, string>[] scopes)
{
    var lines = named.Where(name => scopes.Any(scope => scope.ContainsKey(name))).Select(name => $"{(when == "" ? "" : "  ")}  {name}: {Resolve($"var({name})", [.. scopes, light, always])};\n");
    css.Append(when == "" ? $":root {{\n{string.Concat(lines)}}}\n" : $"{when} {{\n  :root {{\n{string.Concat(lines)}  }}\n}}\n");
}

string Resolve(string value, Dictionary<string, string>[] scopes)
{
    var written = Regex.Replace(value, @"var\((--kern-[\w-]+)\)", name => scopes.FirstOrDefault(scope => scope.ContainsKey(name.Groups[1].Value)) is { } scope ? Resolve(scope[name.Groups[1].Value], scopes) : name.Value);
    return Regex.Replace(written, @"oklch\(([\d.]+)% ([\d.]+)%? ([\d.]+)\)", colour => Hex(Number(colour, 1) / 100, Number(colour, 2), Number(colour, 3) * Math.PI / 180));
}

// The standard's way from OKLCH to sRGB (CSS Color 4).
static string Hex(double lightness, double chroma, double hue)
{
    var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
    var (l, m, s) = (
        Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3),
        Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3),
        Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3));
    double[] linear =
    [
        (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
        (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
        (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s),
    ];
    return "#" + string.Concat(linear.Select(one => Math.Clamp(one <= 0.0031308 ? 12.92 * one : (1.055 * Math.Pow(one, 1 / 2.4)) - 0.055, 0, 1))
        .Select(one => ((int)Math.Round(one * 255)).ToString("x2", CultureInfo.InvariantCulture)));
}

static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

static string Root()
{
    var folder = new DirectoryInfo(Environment.CurrentDirectory);
    while (!File.Exists(Path.Combine(folder.FullName, "Ausweisstatus.sln")))
    {
        folder = folder.Parent ?? throw new DirectoryNotFoundException("Run it inside the repository.");
    }

    return folder.FullName;
}
