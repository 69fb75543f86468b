using System.Globalization;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Microsoft.AspNetCore.Html;

namespace Ausweisstatus.Citizen;

/// <summary>What stands several times on a page, and is too small for partial views: those cost more than what is in it.</summary>
internal static class PageHtml
{
    /// <summary>A day in words, with its date for programs.</summary>
    public static IHtmlContent DayElement(this Language language, DateOnly day) => new HtmlContentBuilder()
        .AppendHtml("<time datetime=\"").AppendHtml(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).AppendHtml("\">")
        .Append(language.Day(day)).AppendHtml("</time>");

    /// <inheritdoc cref="DayElement(Language, DateOnly)"/>
    public static IHtmlContent DayElement(this Language language, DateTimeOffset moment) => language.DayElement(moment.DayInBerlin());

    /// <summary>What was asked, for a form that asks it again.</summary>
    public static IHtmlContent HiddenFields(this AskForm form)
    {
        var fields = new HtmlContentBuilder();
        foreach (var (name, value) in new[] { ("code", form.Code), ("day", form.Day), ("month", form.Month), ("year", form.Year) })
        {
            fields.AppendHtml($"<input type=\"hidden\" name=\"{name}\" value=\"").Append(value ?? "").AppendHtml("\">");
        }

        return fields;
    }
}
