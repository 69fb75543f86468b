using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Domain;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Status;

/// <summary>The body of <c>POST /api/v1/status</c>, as it was sent.</summary>
internal sealed record Question(string? Reference, string? DateOfBirth)
{
    private const int MaxBytes = 8 * 1024;

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, AllowDuplicateProperties = false };

    /// <summary>Reads a body. Exactly one of the two results is given.</summary>
    public static async Task<(Question? Question, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem.UnsupportedMediaType);
        }

        var body = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBytes)
        {
            return (null, Problem.TooLarge);
        }

        return Parse(body.AsSpan(0, length)) is { } question ? (question, null) : (null, Problem.MalformedRequest);
    }

    /// <summary>What is wrong with the two fields, in the words of a language; null where both can be asked with.</summary>
    public Problem? Check(StatusTexts texts, out DateOfBirth dateOfBirth)
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

        return errors.Count == 0 ? null : (typo ? StatusProblems.ReferenceTypo : StatusProblems.InvalidRequest) with { Errors = errors };
    }

    private static Question? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Utf8.IsValid(body) ? JsonSerializer.Deserialize<Question>(body, Json) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Duplicate names are compared unescaped, so half a character in a name surfaces as InvalidOperationException.
            return null;
        }
    }
}
