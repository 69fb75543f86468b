using Ausweisstatus.Languages;
using Ausweisstatus.Throttling;

namespace Ausweisstatus.Status;

/// <summary>What every endpoint does that is asked with code and date of birth. Every outcome carries the same fields, so that none can be told by them.</summary>
internal static class QuestionEndpoint
{
    /// <param name="context">Of the request.</param>
    /// <param name="ask">Finds the document.</param>
    /// <param name="clock">Says what lies in the future.</param>
    /// <param name="device">The token of an earlier answer.</param>
    /// <param name="answer">What is told of a document that was found.</param>
    public static async Task<IResult> AnswerAsync<T>(
        HttpContext context, AskStatus ask, TimeProvider clock, string? device, Func<T, AskOutcome.Found, Language, ValueTask<IResult>> answer)
        where T : Question
    {
        var language = context.NegotiatedLanguage();
        StatusEndpoint.PrepareHeaders(context.Response, language);

        var (question, unreadable) = await Question.ReadAsync<T>(context.Request, context.RequestAborted);
        if (question is null)
        {
            return unreadable!;
        }

        if (question.Check(language, clock.GetUtcNow(), out var reference, out var dateOfBirth) is { } problem)
        {
            return problem;
        }

        var asker = new Asker(context.Connection.RemoteIpAddress, device);
        return await ask.AskAsync(reference, dateOfBirth, asker, language, context.RequestAborted) switch
        {
            AskOutcome.Found found => await answer(question, found, language),
            AskOutcome.TooMany tooMany => tooMany.Problem,
            _ => StatusProblems.NotFound,
        };
    }
}
