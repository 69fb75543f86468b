using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Ausweisstatus.Tests.Docs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;

namespace Ausweisstatus.Tests.Notify;

/// <summary>A receiver of webhooks as it stands in docs/api.md, word for word, as a process of its own.</summary>
internal sealed partial class DocumentedReceiver : IDisposable
{
    // What the SDK for the web adds to each file.
    private const string Usings = """
        global using System; global using System.IO; global using System.Linq; global using System.Threading.Tasks; global using System.Collections.Generic;
        global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Http; global using Microsoft.Extensions.Hosting;
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly ConcurrentQueue<string> lines = [];
    private readonly Process process;

    /// <param name="language">As the block of the page is marked.</param>
    /// <param name="address">To listen at.</param>
    /// <param name="secret">That deliveries are signed with.</param>
    public DocumentedReceiver(string language, Uri address, string secret)
    {
        var start = language == "js" ? Node(address) : Dotnet(address);
        start.Environment["WEBHOOK_SECRET"] = secret;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        process = Process.Start(start).ShouldNotBeNull();
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The languages whose runtime is there.</summary>
    public static IEnumerable<string> Languages =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")))
            ? ["csharp", "js"]
            : ["csharp"];

    /// <summary>Where nobody listens.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/changes");
    }

    /// <summary>What it has done.</summary>
    public string[] Done => [.. lines.Where(line => line.StartsWith('{'))];

    /// <summary>All that it said.</summary>
    public string Said => string.Join('\n', lines);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        directory.Dispose();
    }

    private ProcessStartInfo Node(Uri address)
    {
        var script = Path.Combine(directory.Path, "receiver.mjs");
        File.WriteAllText(script, Block("js"));
        return new("node", [script]) { Environment = { ["HOST"] = address.Host, ["PORT"] = $"{address.Port}" } };
    }

    private ProcessStartInfo Dotnet(Uri address)
    {
        var program = Path.Combine(directory.Path, "receiver.dll");
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(assembly => Path.GetDirectoryName(assembly) != Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var compilation = CSharpCompilation.Create(
            "receiver",
            [CSharpSyntaxTree.ParseText(Block("csharp"), options), CSharpSyntaxTree.ParseText(Usings, options)],
            assemblies.Select(assembly => MetadataReference.CreateFromFile(assembly)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        compilation.Emit(program).Diagnostics.Where(said => said.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        var runtime = Path.Combine(AppContext.BaseDirectory, $"{typeof(DocumentedReceiver).Assembly.GetName().Name}.runtimeconfig.json");
        return new("dotnet", ["exec", "--runtimeconfig", runtime, program, $"--urls={address.GetLeftPart(UriPartial.Authority)}"]);
    }

    private static string Block(string language) =>
        CodeBlock().Matches(string.Join('\n', Pages.Lines("docs/api.md")))
            .Where(block => block.Groups["language"].Value == language && block.Groups["code"].Value.Contains("WEBHOOK_SECRET", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Groups["code"].Value;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeBlock();
}
