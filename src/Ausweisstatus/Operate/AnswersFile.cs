using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Ausweisstatus.Status;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Operate;

/// <summary>
/// What documents read as, on one day and in some languages: a line for each, with its id, how many facts it had, and a fingerprint of its answers.
/// One build writes it and another compares with it, over the same facts and for the same day. Nobody can read an answer out of it.
/// </summary>
internal sealed class AnswersFile(DateOnly day, IReadOnlyList<Language> languages, AuthorityDirectory authorities)
{
    private const string Title = "ausweisstatus answers 1";
    private const string DayFormat = "yyyy-MM-dd";

    private readonly Dictionary<Guid, (int Facts, string Fingerprint)> lines = [];

    /// <summary>Begins a new one.</summary>
    /// <exception cref="IOException">It is there already, or cannot be written.</exception>
    public async Task<StreamWriter> BeginAsync(string path)
    {
        var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew)) { NewLine = "\n" };
        await writer.WriteLineAsync(Title);
        await writer.WriteLineAsync($"{day.ToString(DayFormat, CultureInfo.InvariantCulture)} {string.Join(' ', languages.Select(language => language.Code))}");
        return writer;
    }

    /// <summary>The line of a document.</summary>
    public string LineOf(Document document) =>
        string.Create(CultureInfo.InvariantCulture, $"{document.Id} {document.Facts.Length} {FingerprintOf(document)}");

    /// <summary>Whether a document reads as it is written here, with the facts it had then; null where it is not in it.</summary>
    public bool? Agrees(Document document) => lines.TryGetValue(document.Id, out var line) && line.Facts <= document.Facts.Length
        ? FingerprintOf(document with { Facts = document.Facts[..line.Facts] }) == line.Fingerprint
        : null;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="StartException">It is none of these.</exception>
    public static async Task<AnswersFile> ReadAsync(string path, AuthorityDirectory authorities, CancellationToken cancellation)
    {
        using var reader = new StreamReader(path);
        var isOne = await reader.ReadLineAsync(cancellation) == Title;
        var head = (await reader.ReadLineAsync(cancellation) ?? "").Split(' ');
        if (!isOne || !DateOnly.TryParseExact(head[0], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw Unreadable();
        }

        var file = new AnswersFile(day, LanguagesIn(head[1..]), authorities);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Split(' ') is not [var id, var facts, var fingerprint] || !Guid.TryParseExact(id, "D", out var document)
                || !int.TryParse(facts, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                throw Unreadable();
            }

            file.lines[document] = (count, fingerprint);
        }

        return file;

        StartException Unreadable() => new($"{path} was not written by: ausweis replay --write");
    }

    /// <exception cref="StartException">This build does not speak one of them.</exception>
    public static Language[] LanguagesIn(IEnumerable<string> codes) =>
        [.. codes.Select(code => Language.All.FirstOrDefault(language => language.Code == code) ?? throw new StartException($"This build does not speak '{code}'."))];

    private string FingerprintOf(Document document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var language in languages)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(AnswerStatus.Answer(document, authorities.Find(document.Authority), language, day), FactJson.Options));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
