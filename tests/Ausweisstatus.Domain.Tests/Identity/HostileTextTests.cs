using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Whatever is sent: it is read or it is not, and nothing falls over.</summary>
public sealed class HostileTextTests
{
    private static readonly Func<string?, string?>[] Readers =
    [
        text => AuthorityId.TryParse(text, null, out var read) ? read.ToString() : null,
        text => LocationId.TryParse(text, null, out var read) ? read.ToString() : null,
        text => Domain.OrderNumber.TryParse(text, null, out var read) ? read.ToString() : null,
        text => Domain.Realm.TryParse(text, null, out var read) ? read.ToString() : null,
        text => Domain.Reference.TryParse(text, out var read) ? read.ToString() : null,
        text => Domain.DateOfBirth.TryParse(text, null, out var read) ? read.ToString() : null,
        text => Lookup.TryParse(text, null, out var read) ? read.ToString() : null,
        text => ShortText.TryParse(text, null, out var read) ? read.ToString() : null,
        text => DocumentKind.TryParse(text, null, out var read) ? read.ToString() : null,
    ];

    [Fact]
    public void What_is_read_is_read_the_same_again_and_nothing_throws() =>
        HostileText.Sample(text => Readers.All(read => read(text) is not { } once || read(once) == once), iter: 2 * Cases);

    [Theory]
    [InlineData('\0')]
    [InlineData('\ud800')]
    [InlineData('\udfff')]
    [InlineData(' ')]
    [InlineData('-')]
    [InlineData('.')]
    [InlineData('0')]
    [InlineData('a')]
    [InlineData('\u202e')]
    public void Very_long_text_is_refused(char character) =>
        Readers.ShouldAllBe(read => read(new string(character, 100_000)) == null);

    [Fact]
    public void No_text_at_all_is_refused() => Readers.ShouldAllBe(read => read(null) == null);
}
