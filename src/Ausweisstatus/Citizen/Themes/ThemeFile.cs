using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Citizen.Themes;

/// <summary>The file of a theme, as its authority writes it. It is read once, at the start.</summary>
internal sealed record ThemeFile(string Name, string? Logo = null, string? DarkLogo = null, ThemeColours? Light = null, ThemeColours? Dark = null)
{
    private const int LongestName = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="OptionsValidationException">The one sentence says what is wrong, and where.</exception>
    public static Theme Read(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return new Theme();
        }

        try
        {
            var file = JsonSerializer.Deserialize<ThemeFile>(ByteOrderMark.Skip(File.ReadAllBytes(path)), Json) ?? throw new FormatException("there is no theme in it.");
            return file.Check(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new OptionsValidationException(CitizenSettings.Section, typeof(CitizenSettings), [$"{CitizenSettings.Section}__{nameof(CitizenSettings.Theme)}, {path}: {problem.Message}"]);
        }
    }

    private Theme Check(string folder)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            throw new FormatException($"name is that of the authority, in at most {LongestName} characters.");
        }

        if (DarkLogo is not null && Logo is null)
        {
            throw new FormatException("darkLogo needs a logo beside it.");
        }

        if ((Light?.WhatIsWrong("light") ?? Dark?.WhatIsWrong("dark")) is { } wrong)
        {
            throw new FormatException(wrong);
        }

        return new Theme
        {
            Name = Name,
            Styles = ThemePart.Of("theme.css", "text/css; charset=utf-8", $"{Light?.Css("light")}{Dark?.Css("dark")}"),
            Logo = Logo is null ? null : LogoFile.Read(folder, Logo, "logo"),
            DarkLogo = DarkLogo is null ? null : LogoFile.Read(folder, DarkLogo, "darkLogo"),
        };
    }
}
