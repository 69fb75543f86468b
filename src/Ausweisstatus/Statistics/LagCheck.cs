using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ausweisstatus.Statistics;

/// <summary>Tells how far the read models are behind. A node is ready however far that is: nothing that a citizen is told depends on it.</summary>
internal sealed class LagCheck(StatisticsMetrics metrics) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var lags = await metrics.MeasureAsync(cancellationToken);
            return HealthCheckResult.Healthy(data: lags.ToDictionary(
                lag => lag.ReadModel,
                object (lag) => string.Create(CultureInfo.InvariantCulture, $"{lag.Behind} facts behind, {lag.Seconds:0.0} s")));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Healthy();
        }
    }
}
