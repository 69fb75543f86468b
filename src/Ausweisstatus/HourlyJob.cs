namespace Ausweisstatus;

/// <summary>A job that is done at the start and then every hour.</summary>
internal abstract class HourlyJob(TimeProvider clock, ILogger log) : RecurringJob(TimeSpan.FromHours(1), clock, log);
