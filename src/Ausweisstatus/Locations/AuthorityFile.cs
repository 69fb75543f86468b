using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ausweisstatus.Locations;

/// <summary>What a file of authorities says, or everything that is wrong with it. One wrong row makes the whole file wrong.</summary>
internal sealed record AuthorityFile(IReadOnlyList<AuthorityEntry> Authorities, IReadOnlyList<string> Errors)
{
    private static readonly string[] Required = ["authority", "location", "name"];
    private static readonly string[] Known =
        [.. Required, "street", "postcode", "city", "hours", "authorityName", "state", "bring", "appointments", "languages"];

    /// <summary>Reads CSV (RFC 4180, UTF-8, a header row). A semicolon as separator is understood too: spreadsheets write it.</summary>
    public static AuthorityFile Read(Stream file)
    {
        try
        {
            using var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Read(text.ReadToEnd());
        }
        catch (DecoderFallbackException)
        {
            return Wrong("The file is not UTF-8. Save it as \"CSV UTF-8\".");
        }
    }

    public static AuthorityFile Read(string text)
    {
        var errors = new List<string>();
        using var csv = new CsvReader(new StringReader(text), Configuration(text, errors));
        if (!csv.Read() || !csv.ReadHeader())
        {
            return Wrong("The file is empty. Its first row has to name the columns.");
        }

        if (HeaderErrors(csv.HeaderRecord!) is { Count: > 0 } inHeader)
        {
            return new AuthorityFile([], inHeader);
        }

        var rows = new AuthorityRows(errors);
        while (csv.Read())
        {
            if (csv.Parser.Count != csv.HeaderRecord!.Length)
            {
                errors.Add($"Line {csv.Parser.RawRow}: {csv.Parser.Count} columns, but the header has {csv.HeaderRecord.Length}.");
                continue;
            }

            rows.Add(csv.Parser.RawRow, column => csv.TryGetField<string>(column, out var value) && value is { Length: > 0 } ? value : null);
        }

        if (errors.Count == 0 && rows.Authorities.Count == 0)
        {
            errors.Add("The file names no authority.");
        }

        return errors.Count > 0 ? new AuthorityFile([], errors) : new AuthorityFile(rows.Authorities, []);
    }

    private static AuthorityFile Wrong(string error) => new([], [error]);

    private static CsvConfiguration Configuration(string text, List<string> errors) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length).Contains(';') ? ";" : ",",
        TrimOptions = TrimOptions.Trim,
        BadDataFound = bad => errors.Add(
            $"Line {bad.Context!.Parser!.RawRow}: a quotation mark is not closed, or stands inside a value without being doubled."),
        MissingFieldFound = null,
    };

    private static List<string> HeaderErrors(string[] header) =>
    [
        .. Required.Except(header).Select(column => $"Line 1: the column {column} is missing."),
        .. header.Except(Known).Select(column => $"Line 1: there is no column {column}. There are: {string.Join(", ", Known)}."),
        .. header.GroupBy(column => column).Where(same => same.Count() > 1).Select(same => $"Line 1: the column {same.Key} is there twice."),
    ];
}
