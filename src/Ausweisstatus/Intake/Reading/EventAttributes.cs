using System.Buffers;

namespace Ausweisstatus.Intake.Reading;

/// <summary>The attributes that count, and the members of the JSON format that hold the data.</summary>
[Flags]
internal enum EventMembers
{
    None = 0,
    SpecVersion = 1,
    Id = 2,
    Source = 4,
    Type = 8,
    Subject = 16,
    Time = 32,
    DataContentType = 64,
    Data = 128,
    DataBase64 = 256,
}

/// <summary>Collects the attributes of one event, whichever form it came in, and says of each what is wrong with it.</summary>
internal struct EventAttributes
{
    private const string TimeError = "is when it happened, RFC 3339 with an offset: 2026-05-04T09:12:00+02:00";
    private const string VersionError = "is 1.0";

    private static readonly SearchValues<char> UsualInSources =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~");

    private string? id;
    private string? source;
    private string? type;
    private string? subject;
    private DateTimeOffset? time;
    private bool hasVersion;
    private Dictionary<string, string[]>? errors;

    public void SetVersion(bool isUnderstood)
    {
        hasVersion = true;
        Check(isUnderstood, "specversion", VersionError);
    }

    public void SetId(string text)
    {
        id = text;
        Check(AttributeText.IsSound(text, IntakeLimits.IdLength), "id", "has 1 to 128 characters on one line");
    }

    public void SetSource(string text)
    {
        source = text;
        Check(
            AttributeText.IsSound(text, IntakeLimits.SourceLength)
            && (!text.AsSpan().ContainsAnyExcept(UsualInSources) || Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _)),
            "source",
            "is a URI or a path of 1 to 256 characters on one line");
    }

    public void SetType(string text)
    {
        type = text;
        Check(AttributeText.IsSound(text, int.MaxValue), "type", "is the type of a fact, de.ausweisstatus.<fact>.v1");
    }

    public void SetSubject(string text)
    {
        subject = text;
        Check(AttributeText.IsSound(text, int.MaxValue), "subject", "is <authority>/<order>");
    }

    /// <param name="told">Null where what was sent is no time.</param>
    public void SetTime(DateTimeOffset? told)
    {
        time = told;
        Check(told is not null, "time", TimeError);
    }

    public void Refuse(string attribute, string because) => (errors ??= [])[attribute] = [because];

    /// <summary>The event, or what is wrong with it and as much of it as could be read.</summary>
    public EventReadResult ToResult(ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> sent = default)
    {
        Require(hasVersion, "specversion", VersionError);
        Require(id is not null, "id", "1 to 128 characters, another for each fact");
        Require(source is not null, "source", "your registered source or something below it");
        Require(type is not null, "type", "de.ausweisstatus.<fact>.v1");
        Require(time is not null, "time", TimeError);
        var read = new ReceivedEvent(id ?? "", source ?? "", type ?? "", subject, time, data, sent);
        return errors is null ? read : new EventReadResult(read, IntakeProblems.InvalidEvent with { Errors = errors });
    }

    private void Require(bool isThere, string attribute, string what)
    {
        if (!isThere && errors?.ContainsKey(attribute) != true)
        {
            Refuse(attribute, "is required: " + what);
        }
    }

    private void Check(bool isGood, string attribute, string because)
    {
        if (!isGood)
        {
            Refuse(attribute, because);
        }
    }
}
