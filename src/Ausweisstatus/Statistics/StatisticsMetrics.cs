using System.Diagnostics.Metrics;
using Ausweisstatus.EventLog.ReadModels;
using Npgsql;

namespace Ausweisstatus.Statistics;

/// <summary>How far the read models are behind, and what had to be mended.</summary>
internal sealed class StatisticsMetrics
{
    public const string MeterName = "Ausweisstatus.ReadModels";

    private readonly NpgsqlDataSource database;
    private readonly Counter<long> mended;
    private volatile IReadOnlyList<Lag> last = [];

    public StatisticsMetrics(NpgsqlDataSource database, IMeterFactory meters)
    {
        this.database = database;
        var meter = meters.Create(MeterName);
        mended = meter.CreateCounter<long>("ausweisstatus.read_models.mended", "{document}", "Documents that the daemon had passed over.");
        meter.CreateObservableGauge(
            "ausweisstatus.read_models.behind", () => last.Select(lag => new Measurement<long>(lag.Behind, Tag(lag.ReadModel))), "{fact}",
            "Facts that a read model has not seen yet.");
        meter.CreateObservableGauge(
            "ausweisstatus.read_models.lag", () => last.Select(lag => new Measurement<double>(lag.Seconds, Tag(lag.ReadModel))), "s",
            "Since when the first of these is recorded.");
    }

    public void Mended(string readModel, int documents) => mended.Add(documents, Tag(readModel));

    public async Task<IReadOnlyList<Lag>> MeasureAsync(CancellationToken cancellation) =>
        last = await Progress.LagAsync(database, StatisticsSetup.ReadModels, cancellation);

    private static KeyValuePair<string, object?> Tag(string readModel) => new("read_model", readModel);
}
