using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ausweisstatus.Domain;
using Ausweisstatus.Storage;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Contracts;

/// <summary>
/// What any version has stored is read for ever, and gives the status that was approved for it. Below <c>approved/stored/</c> each version
/// that was ever released has a folder: the events, the documents beside them, and the statuses that follow.
/// </summary>
public sealed class StoredFactsTests
{
    private const string Events = "facts.ndjson";
    private const string Documents = "documents.ndjson";
    private const string Statuses = "statuses.ndjson";

    // As texts are stored, and so that a difference can be read.
    private static readonly JsonSerializerOptions Json = new(FactJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Stored { get; } = Path.Combine(Approved.Directory, "stored");

    public static TheoryData<string> Versions() => [.. Directory.GetDirectories(Stored).Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void Every_fact_is_stored_as_approved_for_this_version() =>
        Approved.ShouldBe($"stored/{Version}/{Events}", Lines(StoredFactSamples.All().Select(fact => JsonSerializer.Serialize(fact, Camel))));

    [Fact]
    public void Every_document_is_stored_as_approved_for_this_version() =>
        Approved.ShouldBe($"stored/{Version}/{Documents}", Lines(Fold(StoredFactSamples.All()).Select(document => JsonSerializer.Serialize(document, Json))));

    [Theory, MemberData(nameof(Versions))]
    public void Facts_that_a_version_stored_give_the_approved_statuses(string version) =>
        Approved.ShouldBe($"stored/{version}/{Statuses}", StatusesOf(Fold(Read(version, Events).Select(line => JsonSerializer.Deserialize<StoredFact>(line, Camel)!))));

    [Theory, MemberData(nameof(Versions))]
    public void Documents_that_a_version_stored_give_the_approved_statuses(string version) =>
        Approved.ShouldBe($"stored/{version}/{Statuses}", StatusesOf(Read(version, Documents).Select(line => JsonSerializer.Deserialize<Document>(line, Json)!)));

    [Fact]
    public void This_version_is_among_those_that_are_looked_at() =>
        Versions().Select(row => (string)row).ShouldContain(Version);

    private static string Version => typeof(Host).Assembly.GetName().Version!.ToString(3);

    private static IEnumerable<Document> Fold(IEnumerable<StoredFact> facts) => facts
        .GroupBy(fact => fact.Order)
        .Select(stream => Document.Of(AuthorityId.Parse("berlin-mitte"), OrderNumber.Parse(stream.Key)).With(stream.Select(stored => new KnownFact(
            stored.Id, FactJson.Read(JsonSerializer.SerializeToUtf8Bytes(stored.Data), FactType.Named(stored.Type) ?? throw new JsonException($"No fact {stored.Type}."))))));

    private static string StatusesOf(IEnumerable<Document> documents) => Lines(documents.Select(document =>
        new JsonObject { ["order"] = document.Order.ToString(), ["status"] = JsonSerializer.SerializeToNode(document.Status, Json) }.ToJsonString(Camel)));

    private static IEnumerable<string> Read(string version, string name) => File.ReadLines(Path.Combine(Stored, version, name));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
