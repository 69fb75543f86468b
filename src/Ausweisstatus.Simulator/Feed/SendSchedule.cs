using Ausweisstatus.Simulator.Figures;
using Ausweisstatus.Simulator.Story;

namespace Ausweisstatus.Simulator.Feed;

/// <summary>When a client gets round to telling what it knows, and what it sends twice.</summary>
internal static class SendSchedule
{
    /// <summary>When something leaves the client: the print shop exports at night, the others soon, all of them sometimes days late.</summary>
    public static DateTimeOffset SendTime(Client client, DateTimeOffset at, SeededRandom random)
    {
        var late = random.Happens(Assumptions.ToldLate);
        if (client == Client.PrintShop)
        {
            return NightAfter(at).AddDays(late ? 1 + random.Next(3) : 0);
        }

        return at.AddSeconds(random.Next(client == Client.Courier ? 3600 : 600)).AddDays(late ? random.Between(0.5, 4) : 0);
    }

    /// <summary>What is sent, and again what is sent twice.</summary>
    public static IEnumerable<Outgoing> WithRepetitions(Run run, Outgoing sending, SeededRandom random)
    {
        yield return sending;
        if (random.Happens(Assumptions.ResentSingly))
        {
            yield return sending with { At = sending.At.AddHours(random.Between(1, 120)) };
        }

        if (sending.By == Client.PrintShop && NightIsResent(run, sending.At))
        {
            yield return sending with { At = sending.At.AddDays(1) };
        }
    }

    private static DateTimeOffset NightAfter(DateTimeOffset at)
    {
        var night = new DateTimeOffset(at.UtcDateTime.Date.AddHours(1), TimeSpan.Zero);
        return at < night ? night : night.AddDays(1);
    }

    private static bool NightIsResent(Run run, DateTimeOffset night) =>
        SeededRandom.For($"{run.Name}/night/{night.UtcDateTime.Date.Ticks}").Happens(Assumptions.NightResentWhole);
}
