using Ausweisstatus.Tests.Docs;
using Xunit;

namespace Ausweisstatus.Tests.Contracts;

/// <summary>Texts that others depend on, as files below <c>approved/</c>: whoever changes one sees the difference in review.</summary>
internal static class Approved
{
    private const string Folder = "tests/Ausweisstatus.Tests/Contracts/approved";

    public static string Directory => Path.Combine(Pages.Root, Folder);

    /// <summary>Fails where the text is not the approved one, leaves it beside the approved file, and says how to approve it.</summary>
    public static void ShouldBe(string name, string text)
    {
        var (approved, received) = ($"{Folder}/{name}", $"{Folder}/{name}.received");
        var (path, receivedPath) = (Path.Combine(Pages.Root, approved), Path.Combine(Pages.Root, received));
        var before = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (before == text)
        {
            File.Delete(receivedPath);
            return;
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(receivedPath, text);
        Assert.Fail($"{name} is not as approved.\n{FirstDifference(before, text)}\nIf this is meant, approve it:\n\n  mv {received} {approved}\n");
    }

    private static string FirstDifference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => old.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"Line {line + 1} approved: {old.ElementAtOrDefault(line) ?? "(nothing)"}\nLine {line + 1} received: {now.ElementAtOrDefault(line) ?? "(nothing)"}";
    }
}
