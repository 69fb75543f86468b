using Ausweisstatus.Domain;

namespace Ausweisstatus.Citizen;

/// <summary>The two questions as they were filled in; shown again as they were typed.</summary>
internal sealed record AskForm
{
    public string? Code { get; init; }

    public string? Day { get; init; }

    public string? Month { get; init; }

    public string? Year { get; init; }

    /// <summary>Where to tell what changes; asked for beside an answer.</summary>
    public string? Address { get; init; }

    /// <summary>The form of a request; an empty one where there is none that can be read.</summary>
    internal static async Task<AskForm> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var form = await SafeForm.ReadAsync(request, cancellation);
        return new AskForm
        {
            Code = form["code"].FirstOrDefault(),
            Day = form["day"].FirstOrDefault(),
            Month = form["month"].FirstOrDefault(),
            Year = form["year"].FirstOrDefault(),
            Address = form["address"].FirstOrDefault(),
        };
    }

    /// <summary>What is wrong with the answers, one error a question, in the order of the questions.</summary>
    internal IReadOnlyList<FieldError> Check(DateTimeOffset now, out Reference reference, out DateOfBirth dateOfBirth)
    {
        var errors = new List<FieldError>(2);
        if (!Reference.TryParse(Code, out reference))
        {
            errors.Add(new FieldError(FieldError.Code, string.IsNullOrWhiteSpace(Code) ? "error.code.missing" : "error.code.typo"));
        }

        if (BirthFields.Check(Day, Month, Year, now, out dateOfBirth) is { } birth)
        {
            errors.Add(birth);
        }

        return errors;
    }
}

/// <summary>A sentence that says what to do, and the field it is about.</summary>
internal sealed record FieldError(string Field, string Text)
{
    public const string Code = "code";
    public const string Day = "day";
    public const string Month = "month";
    public const string Year = "year";
}
