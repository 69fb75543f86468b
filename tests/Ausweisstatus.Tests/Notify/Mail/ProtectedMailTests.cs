using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ausweisstatus.DevelopmentMail;
using Ausweisstatus.Drills.Ground;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Notify.Mail;

/// <summary>A mail server that wants encryption and a password, as those on the internet do.</summary>
public sealed class ProtectedMailTests(WebOnlyInstallation installation) : IClassFixture<WebOnlyInstallation>
{
    private const string Password = "correct horse";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_told_nothing_and_one_that_is_vouched_for_is_signed_in_to()
    {
        using var certificate = NewCertificate();
        await using var server = await MailServer.StartAsync(protection: new(certificate, "ausweis", Password));
        var folder = Directory.CreateTempSubdirectory("ausweisstatus-");
        try
        {
            var trusted = Path.Combine(folder.FullName, "trusted.pem");
            await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), Cancellation);
            var order = Events.NewOrder();
            using var office = installation.As("office-berlin-mitte");
            var reference = await office.ApplyAsync(order);
            using var citizen = installation.Anonymous();
            var address = $"{Guid.NewGuid():n}@example.org";
            using var asked = await citizen.PostAsJsonAsync(
                new Uri("/api/v1/subscriptions", UriKind.Relative),
                new { reference, dateOfBirth = "1990-05-17", channel = "email", address, language = "en" }, Cancellation);
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);

            await using (await StartAsync(server, trusted: null))
            {
                using var @operator = installation.As("operator");
                await Eventually.TrueAsync(async () =>
                    (long)(await (await @operator.GetAsync(new Uri("/api/v1/operations/mail", UriKind.Relative), Cancellation)).JsonAsync())["failing"]! > 0);
                server.Mails.ShouldBeEmpty();
            }

            await using (await StartAsync(server, trusted))
            {
                await Eventually.TrueAsync(() => server.Mails.Count > 0, TimeSpan.FromSeconds(60));
                server.Mails.ShouldHaveSingleItem().Recipient.ShouldBe(address);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private Task<Node> StartAsync(MailServer server, string? trusted)
    {
        var environment = new Dictionary<string, string>(installation.NodeEnvironment)
        {
            ["Ausweisstatus__LookupKeys__1"] = installation.LookupKey,
            ["Mail__Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Security"] = "StartTls",
            ["Mail__User"] = "ausweis",
            ["Mail__Password"] = Password,
        };
        if (trusted is not null)
        {
            // Where OpenSSL, and so .NET, looks for who may vouch for a server.
            environment["SSL_CERT_FILE"] = trusted;
        }

        return Node.StartAsync(installation.ConnectionString, environment, Cancellation, role: "worker");
    }
}
