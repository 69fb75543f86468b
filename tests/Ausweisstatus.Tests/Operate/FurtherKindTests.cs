using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Ausweisstatus.Access;
using Ausweisstatus.Tests.Intake;
using Ausweisstatus.Tests.Status;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

/// <summary>A further service is an entry in a file of the operator, and no code.</summary>
public sealed partial class FurtherKindTests(PostgresFixture postgres) : IDisposable
{
    private const string Permit = """
        // A comment does no harm.
        [
          {
            "kind": "parking-permit",
            "usualWorkingDays": 10,
            "bring": ["identity-document"],
            "texts": {
              "de": { "name": "Bewohnerparkausweis", "yours": "Ihr Bewohnerparkausweis", "bring": ["Den Fahrzeugschein"] },
              "en": { "name": "Resident's parking permit", "yours": "Your resident's parking permit", "bring": ["The vehicle registration"] }
            }
          }
        ]
        """;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_parking_permit_is_registered_told_and_answered_in_the_languages_it_has_words_for_and_by_its_name_in_the_others()
    {
        using var process = Start(Permit, await postgres.NewDatabaseAsync());
        try
        {
            var address = await AddressAsync(process);
            using var office = new HttpClient { BaseAddress = address };
            office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOfOffice());
            using var citizen = new HttpClient { BaseAddress = address };
            var order = Events.NewOrder();

            var reference = await office.ApplyAsync(order, "parking-permit");
            var late = await citizen.AnswerAsync(reference, "en");
            await office.SayAsync("/authorities/berlin-mitte", order, "ready-for-pickup", "2026-11-10T08:00:00Z", new { location = "mitte-osloer" });
            var german = await citizen.AnswerAsync(reference);
            var english = await citizen.AnswerAsync(reference, "en");
            var turkish = await citizen.AnswerAsync(reference, "tr");

            ((string)late["nextStep"]!["text"]!).ShouldContain("up to 10 working days are usual");
            ((string)german["kind"]!, (string)german["kindName"]!).ShouldBe(("parking-permit", "Bewohnerparkausweis"));
            ((string)german["headline"]!).ShouldBe("Ihr Bewohnerparkausweis ist abholbereit.");
            ((string)english["headline"]!).ShouldBe("Your resident's parking permit is ready for collection.");
            ((string)turkish["headline"]!).ShouldBe("Bewohnerparkausweis teslim alınmaya hazır.");
            english["pickup"]!["bring"]!.AsArray().Select(thing => (string)thing!)
                .ShouldBe(["Your identity card or another identity document with a photo", "The vehicle registration"]);
            (await citizen.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).ShouldContain("\"parking-permit\"");
            await RefusesAsync(office, "fishing-licence");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("\"usualWorkingDays\": 10", "\"usualWorkingDays\": -1", "parking-permit: usualWorkingDays")]
    [InlineData("\"identity-document\"", "\"identty-document\"", "no words for bring identty-document")]
    public async Task A_wrong_file_ends_every_verb_with_one_sentence(string right, string wrong, string said)
    {
        using var process = Start(Permit.Replace(right, wrong, StringComparison.Ordinal), "Host=nowhere");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(1);
        error.ShouldContain(said);
        error.Trim().ShouldNotContain('\n');
    }

    private static async Task RefusesAsync(HttpClient office, string kind)
    {
        var application = new { authority = "berlin-mitte", order = Events.NewOrder(), kind, dateOfBirth = Citizens.Born };
        using var response = await office.PostAsJsonAsync(new Uri("/api/v1/documents", UriKind.Relative), application);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await response.JsonAsync())["errors"]!["kind"]![0]!).ShouldEndWith("travel-document, parking-permit");
    }

    private Process Start(string kinds, string connectionString)
    {
        var file = Path.Combine(directory.Path, "kinds.json");
        File.WriteAllText(file, kinds);
        var data = Path.Combine(directory.Path, "data");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "run", "--data", data, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["ConnectionStrings__Ausweisstatus"] = connectionString;
        start.Environment["Ausweisstatus__Kinds"] = file;
        return Process.Start(start).ShouldNotBeNull();
    }

    private string TokenOfOffice()
    {
        using var key = KeyFiles.Read(Path.Combine(directory.Path, "data", "clients", "office-berlin-mitte.pem")).ShouldNotBeNull();
        return ClientToken.Create("office-berlin-mitte", key, "ausweisstatus", DateTimeOffset.UtcNow);
    }

    /// <summary>What it says once it runs.</summary>
    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (Address().Match(line) is { Success: true } address)
            {
                // A full pipe would hold it up.
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return new Uri(address.Value);
            }
        }

        throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync()}");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
