namespace Ausweisstatus.Simulator.Sending;

/// <summary>The simulation cannot go on; the message tells the person at the terminal why and what to do.</summary>
internal sealed class StoppedException(string message) : Exception(message);
