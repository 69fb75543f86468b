using Ausweisstatus.Domain;
using Ausweisstatus.Locations;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ausweisstatus.Status.Watching;

/// <summary>The answer to a question that was asked before, without reference and date of birth.</summary>
internal sealed class WatchedAnswers(FindDocument find, AuthorityDirectory authorities, TimeProvider clock, IOptions<JsonOptions> json)
{
    /// <summary>The document that is found under this lookup now.</summary>
    public Task<Document?> FindAsync(string lookup, CancellationToken cancellation) => find.ByLookupAsync([lookup], cancellation);

    /// <summary>The JSON of <c>POST /api/v1/status</c> as it would be now; null where there would be none.</summary>
    public byte[]? Answer(Document document, Language language) =>
        AnswerStatus.Answer(document, authorities.Find(document.Authority), language, clock.GetUtcNow()) is { } answer
            ? JsonAnswer.Bytes(answer, json.Value)
            : null;
}
