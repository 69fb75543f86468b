using System.Diagnostics;
using Ausweisstatus.Benchmarks.Measuring;

namespace Ausweisstatus.Benchmarks.Stage;

/// <summary>Programs as <c>dotnet publish</c> puts them together for a server, each of them once for all benchmarks.</summary>
internal sealed class PublishedPrograms : IDisposable
{
    private const string EmptyProject = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <PublishReadyToRun Condition="'$(_IsPublishing)' == 'true'">true</PublishReadyToRun>
          </PropertyGroup>
        </Project>
        """;

    private const string EmptyCode = """
        var app = WebApplication.Create(args);
        app.MapPost("/", () => "{}");
        app.Run();
        """;

    private readonly TemporaryDirectory directory = new();
    private string? product;

    /// <summary>The product, from its source around this program.</summary>
    public async Task<string> ProductAsync(CancellationToken cancellation) => product ??=
        await PublishAsync(Path.Combine(Root(), "src", "Ausweisstatus"), Path.Combine(directory.Path, "product"), "Ausweisstatus.dll", cancellation);

    /// <summary>An ASP.NET app that does nothing.</summary>
    public async Task<string> EmptyAppAsync(CancellationToken cancellation)
    {
        var source = Directory.CreateDirectory(Path.Combine(directory.Path, "empty-source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "Empty.csproj"), EmptyProject, cancellation);
        await File.WriteAllTextAsync(Path.Combine(source, "Program.cs"), EmptyCode, cancellation);
        return await PublishAsync(source, Path.Combine(directory.Path, "empty"), "Empty.dll", cancellation);
    }

    public void Dispose() => directory.Dispose();

    private static async Task<string> PublishAsync(string project, string to, string program, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync($"stage: publishing {Path.GetFileNameWithoutExtension(program)}");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", to, "-nologo", "-v", "quiet", "--disable-build-servers"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellation);
        await publish.WaitForExitAsync(cancellation);
        return publish.ExitCode == 0 ? Path.Combine(to, program) : throw new BenchmarkFailedException($"It cannot be published: {output.Trim()}");
    }

    private static string Root()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Ausweisstatus.sln")))
            {
                return directory.FullName;
            }
        }

        throw new BenchmarkFailedException("The source is not around this program, so it cannot be published.");
    }
}
