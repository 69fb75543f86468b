using Ausweisstatus.Intake.Validation;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Support;

/// <summary>What becomes of something that staff want to record.</summary>
internal interface IRecordedAnswer
{
    /// <summary>False for a preview, and where it was recorded before.</summary>
    bool Recorded { get; }
}

/// <summary>Answers a request of staff to record something: what they sent is read, and 201 says that it is new.</summary>
internal static class ChangeAnswer
{
    private const int MaxBytes = 8 * 1024;

    /// <param name="context">Of the request.</param>
    /// <param name="language">Named in the address; in it its holder reads.</param>
    /// <param name="execute">Records it, or shows what it would do.</param>
    public static async Task<IResult> OfAsync<TRequest, TAnswer>(
        HttpContext context, string? language, Func<TRequest, Language, Task<(TAnswer? Answer, Problem? Problem)>> execute)
        where TRequest : class where TAnswer : class, IRecordedAnswer
    {
        context.Response.Headers.CacheControl = "no-store";
        var (request, unreadable) = await JsonBody.ReadAsync<TRequest>(context.Request, MaxBytes, context.RequestAborted);
        if (request is null)
        {
            return unreadable!;
        }

        var (spoken, unknown) = context.NamedLanguage(language);
        if (spoken is null)
        {
            return unknown!;
        }

        var (answer, problem) = await execute(request, spoken);
        return answer is null ? problem! : new JsonAnswer<TAnswer>(answer, answer.Recorded ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
