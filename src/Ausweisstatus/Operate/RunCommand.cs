using System.CommandLine;

namespace Ausweisstatus.Operate;

/// <summary><c>ausweis run</c>: the whole system, from the database up.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var command = new Command("run", "Start the whole system") { urls };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = Host.Build([$"--urls={parsed.GetValue(urls)}"]);
            await app.RunAsync(cancellation);
        });
        return command;
    }
}
