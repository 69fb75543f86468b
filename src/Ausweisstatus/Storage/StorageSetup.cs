using Ausweisstatus.Domain;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Schema;
using Npgsql;
using Weasel.Core;

namespace Ausweisstatus.Storage;

/// <summary>
/// The Marten store: one stream of facts a document, one tenant an authority, the document's snapshot written in the same transaction.
/// Each capability registers documents of its own with <c>services.ConfigureMarten(…)</c>; what all of them share stands here.
/// </summary>
internal static class StorageSetup
{
    public const string ConnectionName = "Ausweisstatus";
    public const string Schema = "ausweisstatus";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => DataSource(ConnectionStringOf(provider.GetRequiredService<IConfiguration>())));
        // Marten logs every lost race as a failure; we answer or retry each, and an outage is logged where it is answered.
        builder.Logging.AddFilter("Marten", LogLevel.Critical);
        builder.Services.AddMarten(_ => Options()).UseNpgsqlDataSource().UseLightweightSessions();
        builder.Services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: ["ready"]);
        return builder;
    }

    public static NpgsqlDataSource DataSource(string connectionString)
    {
        // What was acknowledged is on the disk, whatever the database or the role is set to: what a connection asks for itself wins.
        const string Durable = "-c synchronous_commit=on";
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        // What is asked often is asked by index, and planned once. Left to itself PostgreSQL plans statements that take arrays anew each
        // time, which for a single fact takes longer than writing it, or keeps a plan for tables that were empty when it was made.
        connection.Options = $"{connection.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off {Durable}".TrimStart();
        // A connection that does not answer a query seldom answers its cancelling.
        connection.CancellationTimeout = 500;
        return NpgsqlDataSource.Create(connection);
    }

    private static string ConnectionStringOf(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionName)
        ?? throw new InvalidOperationException($"ConnectionStrings__{ConnectionName} is not set.");

    private static StoreOptions Options()
    {
        var options = new StoreOptions();
        // The schema comes from migrations/ and from nowhere else; a test proves that the two agree.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DatabaseSchemaName = Schema;
        options.UseSystemTextJsonForSerialization(new(FactJson.Options), EnumStorage.AsString, Casing.CamelCase);

        ConfigureEvents(options);

        options.Policies.ForAllDocuments(mapping => mapping.Metadata.DotNetType.Enabled = false);
        options.Policies.ForAllDocuments(AddStatusColumns);
        options.Schema.For<Document>()
            .MultiTenanted()
            .Duplicate(document => document.Lookup!, pgType: "varchar");
        options.Projections.Add<DocumentProjection>(ProjectionLifecycle.Inline);

        // An event that cannot be projected must stop us, not be passed over in silence.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.RebuildErrors.SkipApplyErrors = false;
        options.Projections.RebuildErrors.SkipSerializationErrors = false;
        options.Projections.RebuildErrors.SkipUnknownEvents = false;
        return options;
    }

    // Without an index each: most facts change them, and an update that changes no indexed column leaves all indexes alone.
    private static void AddStatusColumns(DocumentMapping mapping)
    {
        var columns = mapping.DocumentType == typeof(Document) ? typeof(StatusColumns).GetProperties() : [];
        foreach (var property in columns)
        {
            mapping.DuplicateField([typeof(Document).GetProperty(nameof(Document.Columns))!, property], columnName: SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static void ConfigureEvents(StoreOptions options)
    {
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        // A fact is known for ever by its id, across all authorities.
        options.Events.EnableUniqueIndexOnEventId = true;
        // A lost race must not burn sequence numbers: readers of the sequence wait at gaps.
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var type in FactType.All)
        {
            options.Events.MapEventType(type.Record, type.Name);
        }
    }
}
