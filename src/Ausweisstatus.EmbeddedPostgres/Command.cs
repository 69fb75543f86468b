using System.Diagnostics;

namespace Ausweisstatus.Embedded;

/// <summary>A program run to its end: its exit code and what it said.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last lines it said, for a message.</summary>
    public string LastWords => string.Join(' ', (Error + '\n' + Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3));

    public static async Task<Command> RunAsync(
        ServerUser user, IEnumerable<string> words, string input = "", CancellationToken cancellation = default)
    {
        using var process = Start(user, words);
        if (process is null)
        {
            return new Command(127, "", $"{words.First()}: not found");
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await FeedAsync(process, input);
            await process.WaitForExitAsync(cancellation);
            return new Command(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with all three streams in our hands; null where it does not exist or may not be run.</summary>
    public static Process? Start(ServerUser user, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(words.First(), words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The server's account may not be allowed to stand where the caller stands.
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        if (user.Name is { } name)
        {
            start.UserName = name;
            start.Environment["HOME"] = "/";
        }

        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells why.
        }
    }
}
