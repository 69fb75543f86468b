using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Domain.Tests;

/// <summary>What makes the domain the domain.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Product = typeof(Document).Assembly;

    private static readonly string[] NeverUsed =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    private static readonly string[] NeverTouched =
    [
        "System.Random", "System.TimeProvider", "System.Environment", "System.Diagnostics.Stopwatch",
        "System.Security.Cryptography.RandomNumberGenerator", "System.IO.File", "System.Console", "System.Threading.Tasks.Task",
    ];

    [Fact]
    public void The_domain_stands_on_the_runtime_alone()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Product.GetReferencedAssemblies().ShouldAllBe(reference => File.Exists(Path.Combine(runtime, reference.Name + ".dll")));
    }

    [Fact]
    public void The_domain_has_no_clock_no_chance_and_no_way_out()
    {
        var calls = CallsOf(Product).ToList();
        calls.ShouldContain("System.Security.Cryptography.IncrementalHash.CreateHMAC", "or the test sees nothing");
        calls.Where(NeverUsed.Contains).ShouldBeEmpty();
        calls.Where(call => NeverTouched.Any(type => call.StartsWith(type + ".", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_fact_is_sealed_and_stands_in_the_catalogue_once()
    {
        var facts = Product.GetTypes().Where(type => type.IsAssignableTo(typeof(Fact)) && type != typeof(Fact)).ToList();
        facts.ShouldAllBe(type => type.IsSealed && type.IsPublic);
        FactType.All.Select(type => type.Record).ShouldBe(facts, ignoreOrder: true);
    }

    [Fact]
    public void Every_fact_is_found_by_its_one_name()
    {
        FactType.All.Select(type => type.Name).ShouldBeUnique();
        FactType.All.ShouldAllBe(type => FactType.Find($"de.ausweisstatus.{type.Name}.v1") == type);
        Story.OneOfEach.ShouldAllBe(fact => FactType.Of(fact).Record == fact.GetType());
        FactType.Find("dispatched").ShouldBeNull();
        FactType.Find(null).ShouldBeNull();
    }

    // The names are stored; a renamed record must not rename them.
    [Fact]
    public void Every_fact_has_the_name_of_the_catalogue() =>
        FactType.All.ShouldAllBe(type => type.Name == Kebab(type.Record.Name));

    [Theory]
    [InlineData(Senders.Manufacturer, """
        order-confirmed order-returned production-started production-completed quality-rejected dispatched delivery-missed
        returned-to-office sent-again delivered lost fact-retracted
        """)]
    [InlineData(Senders.Courier, """
        dispatched delivery-missed returned-to-office arrived-at-office sent-again delivered lost fact-retracted
        """)]
    [InlineData(Senders.Authority, """
        application-received order-sent order-returned returned-to-office arrived-at-office incoming-check-failed sent-again ready-for-pickup
        handed-over not-collected lost cancelled reference-reissued fact-retracted
        """)]
    [InlineData(Senders.Support, "fact-retracted")]
    public void A_sender_may_say_what_it_can_know(Senders sender, string facts) =>
        FactType.All.Where(type => type.MayBeSaidBy.HasFlag(sender)).Select(type => type.Name)
            .ShouldBe(facts.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void Every_stage_is_reached_by_a_fact() =>
        Story.OneOfEach.Select(fact => FoldRow.Of(fact).Stage).OfType<Stage>().Distinct()
            .ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);

    [Fact]
    public void Every_fact_that_is_not_in_the_fold_is_noticed()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FoldRow.Of(Story.dispatchedToOffice with { To = (Destination)2 }));
        Should.Throw<ArgumentOutOfRangeException>(() => FoldRow.Of(Story.sentAgainToOffice with { To = (Destination)2 }));
    }

    // Equality is written by hand where arrays are; a property forgotten there would hide a difference.
    [Fact]
    public void Every_property_counts_when_statuses_are_compared()
    {
        foreach (var property in typeof(Status).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var changed = Status.Unknown with { };
            property.SetValue(changed, Other(property.PropertyType));
            changed.ShouldNotBe(Status.Unknown, property.Name);
            (changed with { }).ShouldBe(changed, property.Name);
        }
    }

    private static object Other(Type type)
    {
        object[] others =
        [
            2, ImmutableArray.Create(new StageEntered(Stage.Lost, Samples.Day(1))),
            ImmutableArray.Create(Anomaly.AfterFinal),
        ];
        return Nullable.GetUnderlyingType(type) is { } told ? Activator.CreateInstance(told)! : others.Single(type.IsInstanceOfType);
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();

    private static IEnumerable<string> CallsOf(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                yield return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
            }
        }
    }
}
