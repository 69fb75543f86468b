using System.Text;
using Ausweisstatus.Simulator;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
if (!AnsiConsole.Profile.Out.IsTerminal)
{
    // Nobody's window: sentences are not to be broken where a file or another program reads them.
    AnsiConsole.Profile.Width = 250;
}

// The launcher calls this for 'ausweis simulate'; named so, usage and errors read as the user typed them.
return await new System.CommandLine.Command("ausweis") { SimulateCommand.Create() }.Parse(["simulate", .. args]).InvokeAsync();
