using System.Diagnostics;
using Ausweisstatus.Operate;
using Ausweisstatus.Storage;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>Runs verbs of <c>ausweis</c>.</summary>
internal static class Verbs
{
    /// <summary>In this process, by the code that <c>Program</c> calls: a start of .NET for each would take most of the time.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string connectionString, params string[] arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new($"ConnectionStrings:{StorageSetup.ConnectionName}", connectionString)]).Build();
        await using StringWriter output = new(), error = new();
        var code = await CommandLine.RunAsync(arguments, settings, output, error);
        return (code, $"{output}", $"{error}");
    }

    /// <summary>As a process of its own, as an operator does it: the settings come from the environment.</summary>
    public static async Task<(int Code, string Output, string Error)> RunProcessAsync(string connectionString, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [$"ConnectionStrings__{StorageSetup.ConnectionName}"] = connectionString },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
