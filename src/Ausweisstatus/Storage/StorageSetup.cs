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

    /// <param name="builder">The host's.</param>
    /// <param name="extend">What works with the store beyond reading and writing; verbs beside a host have none.</param>
    public static WebApplicationBuilder AddStorage(
        this WebApplicationBuilder builder, Action<MartenServiceCollectionExtensions.MartenConfigurationExpression>? extend = null)
    {
        builder.Services.AddSingleton(provider => DataSource(ConnectionStringOf(provider.GetRequiredService<IConfiguration>())));
        // Marten logs every lost race as a failure; we answer or retry each, and an outage is logged where it is answered.
        builder.Logging.AddFilter("Marten", LogLevel.Critical);
        var store = builder.Services.AddMarten(_ => Options()).UseNpgsqlDataSource().UseLightweightSessions();
        extend?.Invoke(store);
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
        connection.Options = $"{connection.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off -c timezone=UTC {Durable}".TrimStart();
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

    private static void AddStatusColumns(DocumentMapping mapping)
    {
        if (mapping.DocumentType != typeof(Document))
        {
            return;
        }

        foreach (var property in typeof(StatusColumns).GetProperties())
        {
            mapping.DuplicateField([typeof(Document).GetProperty(nameof(Document.Columns))!, property], columnName: SnakeCase(property.Name));
        }

        // In the order of the lists that are read by them, and of no others: most facts change these columns.
        AddIndex("documents_by_stage", null, "tenant_id", "stage", "since", "id");
        AddIndex("documents_by_location", "location is not null", "tenant_id", "location", "since", "id");
        AddIndex("documents_by_overdue_from", "overdue_from is not null", "tenant_id", "overdue_from", "id");
        AddIndex("documents_with_anomalies", "anomalies <> '{}'::character varying[]", "tenant_id", "since", "id");

        void AddIndex(string name, string? predicate, params string[] columns) =>
            mapping.Indexes.Add(new DocumentIndex(mapping, columns) { Name = name, Predicate = predicate });
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
        // Of the lists, made by a migration.
        options.Events.IgnoreIndex("facts_retracted");
        foreach (var type in FactType.All)
        {
            options.Events.MapEventType(type.Record, type.Name);
        }
    }
}
