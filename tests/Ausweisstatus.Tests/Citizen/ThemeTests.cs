using System.Text;
using Ausweisstatus.Citizen.Themes;
using Ausweisstatus.Notify.Mail;
using Ausweisstatus.Tests.Docs;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Citizen;

/// <summary>The look of an authority is a file of its own, and a wrong one stops the start.</summary>
public sealed class ThemeTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Pages.Root, "docs", "themes", "beispielhausen", "theme.json");

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_sample_is_a_theme_with_a_name_its_colours_and_a_logo_for_each_scheme()
    {
        var theme = ThemeFile.Read(Sample);

        theme.Name.ShouldBe("Stadt Beispielhausen");
        (theme.Logo!.ContentType, theme.DarkLogo!.ContentType).ShouldBe(("image/svg+xml", "image/svg+xml"));
        theme.Logo.Link.ShouldStartWith("/theme/logo.svg?v=");
        Encoding.UTF8.GetString(theme.Styles!.Content).ShouldBe("""
            @media (prefers-color-scheme: light) {
              :root {
                --kern-color-decorative-brand-default: #b3261e;
                --kern-color-action-default: #8c1d18;
                --kern-color-action-focus-default: #3f4a3c;
              }
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --kern-color-decorative-brand-default: #f2786b;
                --kern-color-action-default: #ffb4a8;
                --kern-color-action-focus-default: #e6f0e0;
              }
            }

            """);
    }

    [Fact]
    public void A_name_is_enough_and_without_a_theme_there_is_nothing()
    {
        var named = ThemeFile.Read(Write("""{ "name": "Town" }"""));
        var none = ThemeFile.Read(null);

        (named.Name, named.Styles, named.Logo).ShouldBe(("Town", null, null));
        (none.Name, none.Styles, none.Logo).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("""{ "name": "Town", "colour": "#000000" }""", "'colour'")]
    [InlineData("""{ "name": "Town", "light": { "links": "#000000" } }""", "'links'")]
    [InlineData("""{ "name": "Town", "name": "City" }""", "name")]
    [InlineData("""{ "light": {} }""", "'name'")]
    [InlineData("""{ "name": " " }""", "name is that of the authority, in at most 60 characters.")]
    [InlineData("""{ "name": "To\nwn" }""", "name is that of the authority, in at most 60 characters.")]
    [InlineData("null", "there is no theme in it.")]
    [InlineData("name: Town", "invalid")]
    [InlineData("""{ "name": "Town", "light": { "action": "red" } }""", "light.action is a colour such as #2044aa.")]
    [InlineData("""{ "name": "Town", "dark": { "brand": "#12345" } }""", "dark.brand is a colour such as #2044aa.")]
    [InlineData("""{ "name": "Town", "dark": { "brand": "#12345g" } }""", "dark.brand is a colour such as #2044aa.")]
    [InlineData("""{ "name": "Town", "light": { "action": "#777777" } }""", "light.action #777777 has a contrast of 4.07 to the page (#f3f4f7); it needs 4.5.")]
    [InlineData("""{ "name": "Town", "dark": { "action": "#6a6f8f" } }""", "dark.action #6a6f8f has a contrast of 3.")]
    [InlineData("""{ "name": "Town", "light": { "focus": "#a0a0a0" } }""", "light.focus #a0a0a0 has a contrast of 2.37 to the page (#f3f4f7); it needs 3.0.")]
    [InlineData("""{ "name": "Town", "dark": { "focus": "#50506a" } }""", "to cards (#1d2034); it needs 3.0.")]
    [InlineData("""{ "name": "Town", "darkLogo": "logo.svg" }""", "darkLogo needs a logo beside it.")]
    [InlineData("""{ "name": "Town", "logo": "nowhere.svg" }""", "nowhere.svg")]
    [InlineData("""{ "name": "Town", "logo": "../logo.svg" }""", "logo is the name of an .svg or .png file in the same folder.")]
    [InlineData("""{ "name": "Town", "logo": "logo.gif" }""", "logo is the name of an .svg or .png file in the same folder.")]
    public void What_is_wrong_is_said_in_one_sentence_with_its_place(string theme, string said)
    {
        var file = Write(theme);

        Sentence(file).ShouldStartWith($"Citizen__Theme, {file}: ");
        Sentence(file).ShouldContain(said, Case.Insensitive);
        Sentence(file).ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""", "<script> has no place in a logo.")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg"><g><s:SCRIPT/></g></svg>""", "<s:SCRIPT> has no place in a logo.")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>""", "onload=\"…\" has no place in a logo.")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>""", "<foreignObject> has no place in a logo.")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"/></svg>""", "href=\"…\" has no place in a logo.")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><image x:href="https://example.org/a.png"/></svg>""", "x:href=\"…\" has no place in a logo.")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a "a">]><svg xmlns="http://www.w3.org/2000/svg"/>""", "it is no SVG: ")]
    [InlineData("<html/>", "it is no SVG.")]
    [InlineData("", "it is no SVG: ")]
    public void A_drawing_that_could_do_more_than_be_looked_at_is_refused(string drawing, string said)
    {
        File.WriteAllText(Path.Combine(directory.Path, "logo.svg"), drawing);

        Sentence(Write("""{ "name": "Town", "logo": "logo.svg" }""")).ShouldContain($"logo, logo.svg: {said}");
    }

    [Fact]
    public void A_picture_is_what_its_name_says_and_of_a_size_for_telephones()
    {
        File.WriteAllBytes(Path.Combine(directory.Path, "text.png"), "no picture"u8);
        File.WriteAllBytes(Path.Combine(directory.Path, "large.png"), new byte[50_000]);
        File.WriteAllBytes(Path.Combine(directory.Path, "right.png"), [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

        Sentence(Write("""{ "name": "Town", "logo": "text.png" }""")).ShouldEndWith("logo, text.png: it is no PNG.");
        Sentence(Write("""{ "name": "Town", "logo": "large.png" }""")).ShouldEndWith("logo, large.png: it has 48 kB; at most 40 kB are served.");
        ThemeFile.Read(Write("""{ "name": "Town", "logo": "right.png" }""")).Logo!.ContentType.ShouldBe("image/png");
    }

    [Fact]
    public void The_host_does_not_start_with_a_wrong_theme() =>
        Should.Throw<OptionsValidationException>(() => Build(Write("""{ "name": "Town", "light": { "action": "#ffff00" } }""")))
            .Message.ShouldContain("light.action #ffff00");

    [Fact]
    public async Task Mails_come_from_the_name_of_the_theme_unless_they_have_one_of_their_own()
    {
        await using var themed = Build(Sample);
        await using var named = Build(Sample, "--Mail:FromName=Office");

        NameIn(themed).ShouldBe("Stadt Beispielhausen");
        NameIn(named).ShouldBe("Office");
    }

    private static string? NameIn(WebApplication app) => app.Services.GetRequiredService<IOptions<MailSettings>>().Value.FromName;

    private static WebApplication Build(string theme, params string[] further) =>
        Host.Build(["--ConnectionStrings:Ausweisstatus=Host=nowhere.invalid", $"--Citizen:Theme={theme}", .. further]);

    private static string Sentence(string file) => Should.Throw<OptionsValidationException>(() => ThemeFile.Read(file)).Message;

    private string Write(string theme)
    {
        var file = Path.Combine(directory.Path, $"{Guid.NewGuid():n}.json");
        File.WriteAllText(file, theme);
        return file;
    }
}
