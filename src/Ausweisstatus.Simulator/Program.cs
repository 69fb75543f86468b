using System.Text;
using Ausweisstatus.Simulator;

Console.OutputEncoding = Encoding.UTF8;
// The launcher calls this for 'ausweis simulate'; named so, usage and errors read as the user typed them.
return await new System.CommandLine.Command("ausweis") { SimulateCommand.Create() }.Parse(["simulate", .. args]).InvokeAsync();
