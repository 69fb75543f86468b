using Ausweisstatus.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Ausweisstatus.Citizen;

/// <summary>The two questions as they were filled in; shown again as they were typed.</summary>
public sealed record AskForm
{
    [FromForm(Name = "code")]
    public string? Code { get; init; }

    [FromForm(Name = "day")]
    public string? Day { get; init; }

    [FromForm(Name = "month")]
    public string? Month { get; init; }

    [FromForm(Name = "year")]
    public string? Year { get; init; }

    /// <summary>What is wrong with the answers, one error a question, in the order of the questions.</summary>
    internal IReadOnlyList<FieldError> Check(DateTimeOffset now, out DateOfBirth dateOfBirth)
    {
        var errors = new List<FieldError>(2);
        if (WhatIsWrongWithTheCode() is { } wrong)
        {
            errors.Add(wrong);
        }

        if (BirthFields.Check(Day, Month, Year, now, out dateOfBirth) is { } birth)
        {
            errors.Add(birth);
        }

        return errors;
    }

    private FieldError? WhatIsWrongWithTheCode() =>
        string.IsNullOrWhiteSpace(Code) ? new FieldError(FieldError.Code, "error.code.missing")
        : Reference.TryParse(Code, out _) ? null
        : FieldError.Typo;
}

/// <summary>A sentence that says what to do, and the field it is about.</summary>
internal sealed record FieldError(string Field, string Text)
{
    public const string Code = "code";
    public const string Day = "day";
    public const string Month = "month";
    public const string Year = "year";

    /// <summary>The check symbol does not fit.</summary>
    public static FieldError Typo { get; } = new(Code, "error.code.typo");
}
