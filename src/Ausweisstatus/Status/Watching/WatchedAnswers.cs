using Ausweisstatus.Domain;
using Ausweisstatus.ExpectedDates;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Status.Watching;

/// <summary>The answer to a question that was asked before, without reference and date of birth.</summary>
internal sealed class WatchedAnswers(FindDocument find, AuthorityDirectory authorities, ExpectedTimesDirectory expected, TimeProvider clock, IOptions<JsonOptions> json)
{
    /// <summary>The document that is found under this lookup now.</summary>
    public Task<Document?> FindAsync(string lookup, CancellationToken cancellation) => find.ByLookupAsync([lookup], cancellation);

    /// <summary>What an answer about this document follows from now. While it stays the same, so does the answer.</summary>
    public AnswerBasis BasisOf(Document document) => new(document, authorities.Find(document.Authority), clock.GetUtcNow().DayInBerlin(), expected.Current);

    /// <summary>The JSON of <c>POST /api/v1/status</c> as it would be; null where there would be none.</summary>
    public byte[]? Answer(AnswerBasis basis, Language language) =>
        AnswerStatus.Answer(basis.Document, basis.Authority, language, basis.Today, basis.Expected) is { } answer ? JsonAnswer.Bytes(answer, json.Value) : null;

    /// <summary>The version under which the watch tells this answer to a question.</summary>
    public string VersionOf(StatusAnswer answer) => EventStream.VersionOf(JsonAnswer.Bytes(AnswerStatus.WithOpening(answer, null), json.Value));
}

internal readonly record struct AnswerBasis(Document Document, AuthorityEntry? Authority, DateOnly Today, ExpectedTables? Expected);
