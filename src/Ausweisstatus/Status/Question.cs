using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Problems;

namespace Ausweisstatus.Status;

/// <summary>The body of <c>POST /api/v1/status</c>, as it was sent.</summary>
internal record Question(string? Reference, string? DateOfBirth)
{
    private const int MaxBytes = 8 * 1024;
    private const int MaxDepth = 16;

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Reads a body. Exactly one of the two results is given.</summary>
    public static async Task<(T? Question, Problem? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellation) where T : Question
    {
        if (!RequestContentType.IsJson(request))
        {
            return (null, Problem.UnsupportedMediaType);
        }

        OversizedBodies.LetPass(request.HttpContext);
        var read = await request.BodyReader.ReadAtLeastAsync(MaxBytes + 1, cancellation);
        var body = read.Buffer;
        try
        {
            return body.Length > MaxBytes ? (null, Problem.TooLarge)
                : Parse<T>(body.IsSingleSegment ? body.FirstSpan : body.ToArray()) is { } question ? (question, null)
                : (null, Problem.MalformedRequest);
        }
        finally
        {
            request.BodyReader.AdvanceTo(body.End);
        }
    }

    /// <summary>What is wrong with the two fields, in the words of a language; null where both can be asked with.</summary>
    public virtual Problem? Check(Language language, DateTimeOffset now, out Reference reference, out DateOfBirth dateOfBirth)
    {
        Dictionary<string, string[]>? errors = null;
        var typo = false;
        if (!Domain.Reference.TryParse(Reference, out reference) && string.IsNullOrWhiteSpace(Reference))
        {
            (errors ??= [])["reference"] = [language["error.code.missing"]];
        }
        else if (reference == default)
        {
            typo = true;
            (errors ??= [])["reference"] = [language["error.code.typo"]];
        }

        if (!Domain.DateOfBirth.TryParse(DateOfBirth, out dateOfBirth))
        {
            (errors ??= [])["dateOfBirth"] = [language[string.IsNullOrWhiteSpace(DateOfBirth) ? "error.birth.missing" : "error.birth.format"]];
        }
        else if (dateOfBirth.IsInFuture(now))
        {
            (errors ??= [])["dateOfBirth"] = [language["error.birth.future"]];
        }

        return errors is null ? null : (typo ? StatusProblems.ReferenceTypo : Problem.InvalidRequest) with { Errors = errors };
    }

    private static T? Parse<T>(ReadOnlySpan<byte> body) where T : Question
    {
        body = ByteOrderMark.Skip(body);
        try
        {
            return Utf8.IsValid(body) ? JsonSerializer.Deserialize<T>(body, Json) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Duplicate names are compared unescaped, so half a character in a name surfaces as InvalidOperationException.
            return null;
        }
    }
}
