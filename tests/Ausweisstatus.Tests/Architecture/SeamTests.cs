using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Docs;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Architecture;

/// <summary>Who knows what.</summary>
public sealed partial class SeamTests
{
    private static readonly string Product = Path.Combine(Pages.Root, "src", "Ausweisstatus");

    [Fact]
    public void Only_the_event_log_speaks_of_martens_tables()
    {
        var speaking = Sources().Where(file => MartenTable().IsMatch(File.ReadAllText(file))).Select(FolderOf).Distinct();

        speaking.ShouldBe(["EventLog"], "and if it is empty this test sees nothing");
    }

    [Theory]
    [InlineData("ReadDocuments", "ReadForStaff")]
    [InlineData("ReadHistory", "ReadForStaff")]
    public void Only_what_writes_the_audit_log_reads_documents_for_staff(string reader, string user) =>
        Sources().Where(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{reader}\b")).Select(Path.GetFileNameWithoutExtension)
            .ShouldBe([reader, user, "SupportSetup"], ignoreOrder: true);

    [Fact]
    public void No_two_folders_need_each_other()
    {
        var needs = Sources()
            .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(match => (From: FolderOf(file), To: match.Groups["folder"].Value)))
            .Where(need => need.From != need.To && need.From.Length > 0)
            .ToHashSet();

        needs.ShouldNotBeEmpty();
        needs.Where(need => needs.Contains((need.To, need.From))).Select(need => $"{need.From} needs {need.To}").Order().ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Product, "*.cs", SearchOption.AllDirectories)
            .Where(file => FolderOf(file) is not ("obj" or "bin"))
            // Adapters that Wolverine writes: they are where the messages lead, not who knows whom.
            .Where(file => !file.StartsWith(Path.Combine(Product, "Messaging", "Generated"), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The capability a file belongs to; nothing for those that compose them.</summary>
    private static string FolderOf(string file) =>
        Path.GetRelativePath(Product, file).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";

    [GeneratedRegex(@"\bmt_[a-z]")]
    private static partial Regex MartenTable();

    [GeneratedRegex(@"^using (static )?Ausweisstatus\.(?<folder>[A-Za-z]+)[.;]", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();
}
