using CsCheck;
using Shouldly;
using Xunit;
using static Ausweisstatus.Domain.Tests.Generators;

namespace Ausweisstatus.Domain.Tests;

/// <summary>Ids that are the same on every machine, for ever.</summary>
public sealed class DerivedIdTests
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    [Fact]
    public void A_name_based_uuid_is_the_one_of_the_standard() =>
        NameBasedUuid.Of(Dns, "www.example.com").ShouldBe(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"));

    [Fact]
    public void A_name_based_uuid_has_version_5_and_the_standard_variant_however_long_the_name() =>
        Gen.Select(Gen.Guid, Gen.Char['!', '~'].Array[0, 600]).Sample((space, name) =>
        {
            var uuid = NameBasedUuid.Of(space, new string(name));
            return uuid.Version == 5 && uuid.Variant is >= 8 and <= 11;
        }, iter: Cases);

    // Stored ids: whoever changes them loses every document.
    [Fact]
    public void Ids_of_documents_and_facts_stay_what_they_are()
    {
        DocumentId.Of(Samples.Mitte, Samples.Order).ShouldBe(new Guid("5d815b1b-fd82-58e5-a7b0-0f7e037bca37"));
        FactId.Of("/print-shops/bdr", "2026-11-21/000017").ShouldBe(new Guid("a9f0a7a9-399c-5724-a162-bb9205a230b5"));
    }

    [Fact]
    public void Every_order_of_every_authority_is_a_document_of_its_own() =>
        Gen.Select(Generators.Authority, Generators.OrderNumber, Generators.Authority, Generators.OrderNumber)
            .Sample((authority, order, otherAuthority, otherOrder) =>
                DocumentId.Of(authority, order) != DocumentId.Of(authority, otherOrder) == (order != otherOrder)
                && DocumentId.Of(authority, order) != DocumentId.Of(otherAuthority, order) == (authority != otherAuthority), iter: Cases);

    [Fact]
    public void Source_and_id_are_not_run_together()
    {
        FactId.Of("/a", "bc").ShouldNotBe(FactId.Of("/ab", "c"));
        FactId.Of("/a/b", "c").ShouldNotBe(FactId.Of("/a", "b/c"));
        FactId.Of("/a", "b").ShouldNotBe(FactId.Of("b", "/a"));
    }
}
