using Ausweisstatus.Domain;

namespace Ausweisstatus.Browser.Tests;

/// <summary>What a citizen types: a code and a date of birth.</summary>
public sealed record Question(Reference Reference)
{
    public static DateOfBirth Birth { get; } = DateOfBirth.Parse("1990-05-17", null);

    public string Code => Reference.ToString();
}
