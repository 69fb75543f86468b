using System.Runtime.Versioning;
using Ausweisstatus.Operate;
using Shouldly;
using Xunit;

namespace Ausweisstatus.Tests.Operate;

[UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void A_new_one_is_for_its_owner_alone()
    {
        var path = Path.Combine(directory.Path, "new");

        new DataDirectory(path).MakePrivate();

        File.GetUnixFileMode(path).ShouldBe(OwnerAlone);
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("clients")]
    public void One_that_an_earlier_version_left_open_is_tightened(string content)
    {
        File.WriteAllText(Path.Combine(directory.Path, content), "");
        File.SetUnixFileMode(directory.Path, Everybody);

        new DataDirectory(directory.Path).MakePrivate();

        File.GetUnixFileMode(directory.Path).ShouldBe(OwnerAlone);
    }

    [Fact]
    public void A_directory_that_serves_something_else_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(Path.Combine(directory.Path, "letters.txt"), "");
        File.SetUnixFileMode(directory.Path, Everybody);

        Should.Throw<StartException>(() => new DataDirectory(directory.Path).MakePrivate()).Message.ShouldContain("--data");

        File.GetUnixFileMode(directory.Path).ShouldBe(Everybody);
    }

    [Fact]
    public void A_file_in_its_place_is_said()
    {
        var path = Path.Combine(directory.Path, "file");
        File.WriteAllText(path, "");

        Should.Throw<StartException>(() => new DataDirectory(path).MakePrivate()).Message.ShouldContain(path);
    }

    public void Dispose() => directory.Dispose();
}
