using System.Text.Json;
using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>The body of <c>POST /api/v1/status</c>, as it was sent.</summary>
internal sealed record Question(string? Reference, string? DateOfBirth)
{
    public const int MaxBytes = 8 * 1024;

    /// <summary>Reads a body. Exactly one of the two results is given.</summary>
    public static async Task<(Question? Question, ProblemAnswer? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return (null, ProblemAnswer.UnsupportedMediaType);
        }

        try
        {
            var body = new byte[MaxBytes + 1];
            var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
            return length > MaxBytes ? (null, ProblemAnswer.TooLarge)
                : JsonSerializer.Deserialize<Question>(body.AsSpan(0, length), StatusJson.Options) is { } question ? (question, null)
                : (null, ProblemAnswer.Malformed);
        }
        catch (JsonException)
        {
            return (null, ProblemAnswer.Malformed);
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, ProblemAnswer.TooLarge);
        }
    }

    /// <summary>What is wrong with the two fields, in the words of a language; null where both can be asked with.</summary>
    public ProblemAnswer? Check(StatusTexts texts, out DateOfBirth dateOfBirth)
    {
        var errors = new Dictionary<string, string[]>();
        var typo = false;
        if (string.IsNullOrWhiteSpace(Reference))
        {
            errors["reference"] = [texts["ask.reference.missing"]];
        }
        else if (!Domain.Reference.TryParse(Reference, out _))
        {
            typo = true;
            errors["reference"] = [texts["ask.reference.typo"]];
        }

        if (!Domain.DateOfBirth.TryParse(DateOfBirth, out dateOfBirth))
        {
            errors["dateOfBirth"] = [texts[string.IsNullOrWhiteSpace(DateOfBirth) ? "ask.dateOfBirth.missing" : "ask.dateOfBirth.invalid"]];
        }

        return errors.Count == 0 ? null : (typo ? ProblemAnswer.Typo : ProblemAnswer.Invalid) with { Errors = errors };
    }
}
