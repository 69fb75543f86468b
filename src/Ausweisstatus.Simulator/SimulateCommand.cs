using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Ausweisstatus.Simulator.Story;
using Spectre.Console;

namespace Ausweisstatus.Simulator;

/// <summary><c>ausweis simulate</c>: a realistic feed, sent through the public API.</summary>
internal static class SimulateCommand
{
    private const string About =
        """
        Sends a realistic feed through the public API, as print shop, courier and offices would

        Volumes, production times and what goes wrong follow published figures. The systems send late, twice, out of order and with
        wrong clocks, and take wrong facts back. The same --documents, --seed, --scenario and --until give exactly the same facts:
        repeat a command that was interrupted, and what the host knows already is counted as duplicate. With --verify the status of
        each document is asked for afterwards, as its holder would, and compared with what really happened to it. With --subscribe every
        document has a subscriber by e-mail and a webhook from the beginning, and what they are told is judged too.

        The host has to run ('./ausweis run'); it makes the keys of the development clients in DIR/clients.
        Exit code: 0 when all went well, 1 when a fact was rejected, a status is wrong or missing, or the host does not answer.
        """;

    public static Command Create()
    {
        var documents = new Option<int>("--documents") { Description = "How many documents, about ten facts each", Required = true };
        documents.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && count is < 1 or > 10_000_000)
            {
                result.AddError("--documents is 1 to 10000000.");
            }
        });
        var seed = new Option<ulong>("--seed") { Description = "Another seed is another feed", DefaultValueFactory = _ => 1 };
        var urls = new Option<string>("--urls") { Description = "Where the host listens", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Directory of the host's data, with clients/<client>.pem (default: AUSWEIS_DATA, or .ausweis)",
            DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("AUSWEIS_DATA") is { Length: > 0 } set ? set : ".ausweis"),
        };
        var scenario = new Option<string>("--scenario")
        {
            Description = "usual: an ordinary half year up to now; surge-2024: January to September 2024, when passports took three times as long",
            DefaultValueFactory = _ => Scenario.All[0].Name,
        };
        scenario.AcceptOnlyFromAmong([.. Scenario.All.Select(known => known.Name)]);
        var until = new Option<string?>("--until")
        {
            Description = "yyyy-MM-dd: nothing is told that happened on this day or later (default: today; surge-2024: 2024-10-01)",
        };
        var verify = new Option<bool>("--verify") { Description = "Ask for the status of each document afterwards and compare" };

        var subscribe = new Option<bool>("--subscribe")
        {
            Description = "Have each document listened to, by e-mail and by webhooks, and judge what is told; with --verify, and a --seed that is new to the host",
        };

        var command = new Command("simulate", About) { documents, seed, scenario, until, verify, subscribe, urls, data, new HelpOption() };
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = Scenario.All.Single(known => known.Name == parsed.GetValue(scenario));
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            return UntilOf(parsed.GetValue(until), chosen, today, out var day) && UrlOf(parsed.GetValue(urls)!, out var url)
                ? new Simulation(new Run(chosen, day, parsed.GetValue(seed)), parsed.GetValue(documents), AnsiConsole.Console)
                    .Run(url, parsed.GetValue(data)!, parsed.GetValue(verify), parsed.GetValue(subscribe), cancellation)
                : Task.FromResult(1);
        });
        return command;
    }

    private static bool UntilOf(string? text, Scenario scenario, DateOnly today, out DateOnly until)
    {
        until = scenario.DefaultUntil(today);
        var understood = text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out until);
        var first = scenario.First.AddDays(7);
        if (understood && until >= first && until <= today)
        {
            return true;
        }

        Console.Error.WriteLine($"--until is a day as yyyy-MM-dd, from {first:yyyy-MM-dd} to today, {today:yyyy-MM-dd}.");
        return false;
    }

    // The host may listen at several addresses, or at every one of the machine; one is enough to talk to it.
    private static bool UrlOf(string urls, out Uri url)
    {
        var first = urls.Split(';')[0].Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);
        if (Uri.TryCreate(first, UriKind.Absolute, out url!) && url.Scheme is "http" or "https")
        {
            return true;
        }

        Console.Error.WriteLine("--urls is an address such as http://127.0.0.1:5080.");
        return false;
    }
}
