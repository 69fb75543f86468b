using System.Text;
using Ausweisstatus.Domain;
using Ausweisstatus.Languages;
using Ausweisstatus.Locations;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Locations;

public sealed class AuthorityFileTests
{
    private const string Header = "authority,location,name,street,postcode,city,hours,authorityName,bring,appointments,languages\n";

    [Fact]
    public void A_row_is_a_place_and_rows_of_one_authority_come_together()
    {
        var read = AuthorityFile.Read(Header
            + "stadt-a,haus-1,\"Haus \"\"Eins\"\"\",Weg 1,01234,A,\"Mo 08:00-12:00; Di 08:00-12:00\",Stadt A,payment-card; Das Formular,https://a.example/t,de; tr\n"
            + "stadt-b,,,,,,,Stadt B,,,\n"
            + "stadt-a,haus-2,Haus Zwei,,,,,,,,\n");

        read.Errors.ShouldBeEmpty();
        read.Authorities.Select(authority => (authority.Id, authority.Name, authority.Locations.Count))
            .ShouldBe([("stadt-a", "Stadt A", 2), ("stadt-b", "Stadt B", 0)]);
        var first = read.Authorities[0].Locations[0];
        (first.Name, first.Address, first.Hours).ShouldBe(("Haus \"Eins\"", "Weg 1, 01234 A", "Mo 08:00-12:00; Di 08:00-12:00"));
        first.Bring.ShouldBe(["payment-card", "Das Formular"]);
        first.Languages.ShouldBe(["de", "tr"]);
        first.Appointments.ShouldBe(new Uri("https://a.example/t"));
        read.Authorities[0].Locations[1].Address.ShouldBeNull();
    }

    [Fact]
    public void Every_wrong_row_is_named_with_its_line_and_nothing_is_read()
    {
        var read = AuthorityFile.Read(Header
            + "Stadt A,haus-1,Haus,,,,,,,,\n"
            + "stadt-a,haus-1,Haus,,,,,,,,\n"
            + "stadt-a,haus-1,Haus,,,,,,,,\n"
            + "stadt-a,haus-2,,,,,,,,javascript:alert(1),deutsch!\n"
            + "stadt-a,,Haus,,,,,,,,\n"
            + "stadt-a,haus-3,Haus\n");

        read.Authorities.ShouldBeEmpty();
        read.Errors.ShouldBe(
        [
            "Line 2: authority has to be 2 to 40 of a-z, 0-9 and hyphen.",
            "Line 4: the location haus-1 of stadt-a is there twice.",
            "Line 5: a location needs a name.",
            "Line 5: appointments has to be an address that begins with https:// or http://.",
            "Line 5: languages has to be tags such as de; en; tr.",
            "Line 6: there is a name, but no location.",
            "Line 7: 3 columns, but the header has 11.",
        ]);
    }

    [Theory]
    [InlineData("stadt-a,haus-1,\u200b,,,,,,,,\n", "name")]
    [InlineData("stadt-a,haus-1,\u2800\u3164,,,,,,,,\n", "name")]
    [InlineData("stadt-a,haus-1,Haus,Weg\u202e1,,,,,,,\n", "street")]
    [InlineData("stadt-a,haus-1,Haus,,,,,Stadt \u2066A,,,\n", "authorityName")]
    [InlineData("stadt-a,haus-1,Haus,,,,,,Das Formular; \u200b,,\n", "bring")]
    public void A_text_that_nobody_could_read_is_named_and_nothing_is_read(string row, string column) =>
        AuthorityFile.Read(Header + row).Errors.ShouldBe(
            [$"Line 2: {column} has to be readable: not blank or invisible, and without characters that turn the line around."]);

    [Theory]
    [InlineData("", "The file is empty. Its first row has to name the columns.")]
    [InlineData("authority,location,name\n", "The file names no authority.")]
    [InlineData("authority,location\n", "Line 1: the column name is missing.")]
    [InlineData("authority,location,name,name\n", "Line 1: the column name is there twice.")]
    public void A_file_that_cannot_be_right_is_refused(string text, string error) => AuthorityFile.Read(text).Errors.ShouldBe([error]);

    [Fact]
    public void A_misspelt_column_is_not_passed_over() =>
        AuthorityFile.Read("authority,location,name,strasse\n").Errors.ShouldHaveSingleItem().ShouldStartWith("Line 1: there is no column strasse.");

    [Fact]
    public void A_quotation_mark_that_is_not_closed_is_told() =>
        AuthorityFile.Read("authority,location,name\nstadt-a,haus-1,\"Haus\nstadt-a,haus-2,Haus\n").Errors.ShouldNotBeEmpty();

    [Fact]
    public void Spreadsheets_write_semicolons_and_a_byte_order_mark()
    {
        using var file = new MemoryStream([.. Encoding.UTF8.Preamble, .. "authority;location;name\r\nstadt-a;haus-1;Bürgeramt\r\n"u8]);
        var read = AuthorityFile.Read(file);
        read.Errors.ShouldBeEmpty();
        read.Authorities.Single().Find(LocationId.Parse("haus-1"))!.Name.ShouldBe("Bürgeramt");
    }

    [Fact]
    public void Another_encoding_is_told_and_not_guessed()
    {
        using var file = new MemoryStream(Encoding.Latin1.GetBytes("authority,location,name\nstadt-a,haus-1,Bürgeramt\n"));
        AuthorityFile.Read(file).Errors.ShouldBe(["The file is not UTF-8. Save it as \"CSV UTF-8\"."]);
    }

    [Fact]
    public void The_samples_are_right()
    {
        var samples = SampleAuthorities.Read();
        samples.Select(authority => (authority.Id, authority.Locations.Count)).ShouldBe([("berlin-mitte", 3), ("berlin-pankow", 1)]);
        samples[1].Find(LocationId.Parse("pankow-rathaus"))!.Hours.ShouldBeNull();
    }

    [Theory]
    [InlineData("Mo 07:30-15:00; Do 10:00-12:00, 14:00-18:00", "en", "Mon 07:30–15:00; Thu 10:00–12:00, 14:00–18:00")]
    [InlineData("Mo 07:30-15:00", "fr", "lun 07:30–15:00")]
    [InlineData("Mo 07:30-15:00", "de-simple", "Montag 07:30–15:00")]
    [InlineData("nach Vereinbarung", "en", "nach Vereinbarung")]
    [InlineData("Mo 07:30-15:00; nach Vereinbarung", "en", "Mo 07:30-15:00; nach Vereinbarung")]
    public void Days_are_put_into_the_language_where_all_of_it_is_understood(string hours, string language, string expected) =>
        OpeningHours.InLanguage(hours, Language.Of(language)).ShouldBe(expected);

    [Fact]
    public void The_state_of_an_authority_is_one_of_sixteen_and_the_same_in_all_its_rows()
    {
        const string WithState = "authority,location,name,state\n";

        AuthorityFile.Read(WithState + "stadt-a,haus-1,Haus,DE-BE\nstadt-a,haus-2,Haus,\nstadt-b,haus-1,Haus,\n").Authorities.Select(one => one.State)
            .ShouldBe(["DE-BE", null]);
        AuthorityFile.Read(WithState + "stadt-a,haus-1,Haus,Berlin\nstadt-b,haus-1,Haus,DE-BE\nstadt-b,haus-2,Haus,DE-BB\n").Errors.ShouldBe(
        [
            "Line 2: state has to be a state by ISO 3166-2, such as DE-BE.",
            "Line 4: state differs from that of an earlier row of stadt-b.",
        ]);
    }
}
