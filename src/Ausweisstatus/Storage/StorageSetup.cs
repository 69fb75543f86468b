using JasperFx;
using Marten;
using Npgsql;

namespace Ausweisstatus.Storage;

/// <summary>
/// The Marten store. Each capability registers its own documents with <c>services.ConfigureMarten(…)</c>;
/// what all of them share stands here.
/// </summary>
internal static class StorageSetup
{
    public const string ConnectionName = "Ausweisstatus";

    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(
            builder.Configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException($"ConnectionStrings__{ConnectionName} is not set.")));

        builder.Services.AddMarten(options =>
        {
            // The schema comes from migrations/ and from nowhere else.
            options.AutoCreateSchemaObjects = AutoCreate.None;
        })
        .UseNpgsqlDataSource()
        .UseLightweightSessions();
        return builder;
    }
}
