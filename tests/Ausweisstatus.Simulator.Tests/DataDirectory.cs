using System.Security.Cryptography;
using Ausweisstatus.Simulator.Feed;

namespace Ausweisstatus.Simulator.Tests;

/// <summary>A data directory with a fresh key for every development client.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly Dictionary<string, byte[]> publicKeys = [];

    public DataDirectory()
    {
        var clients = Info.CreateSubdirectory("clients");
        foreach (var client in Client.All)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(Path.Combine(clients.FullName, $"{client.Name}.pem"), key.ExportPkcs8PrivateKeyPem());
            publicKeys[client.Name] = key.ExportSubjectPublicKeyInfo();
        }
    }

    public DirectoryInfo Info { get; } = Directory.CreateTempSubdirectory("ausweis-simulator-");

    public ECDsa PublicKeyOf(string client)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKeys[client], out _);
        return key;
    }

    public void Dispose() => Info.Delete(recursive: true);
}
