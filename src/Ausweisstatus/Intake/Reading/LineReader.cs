using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Ausweisstatus.Intake.Reading;

/// <summary>Cuts a stream into lines and reads each as an event. Never holds more than one line too long and one list of events.</summary>
internal static class LineReader
{
    // A line may end with a carriage return, which does not count.
    private const int LongestLine = IntakeLimits.EventBytes + 1;

    /// <summary>What has arrived, as soon as it has arrived, at most <paramref name="most"/> events at once.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<EventReadResult>> ReadAsync(
        PipeReader reader, int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await SkipMarkAsync(reader, cancellation);
        var isTooLong = false;
        for (var completed = false; !completed;)
        {
            var read = await reader.ReadAsync(cancellation);
            completed = read.IsCompleted;
            var rest = read.Buffer;
            List<EventReadResult> events = [];
            while (events.Count < most && TryCutLine(ref rest, completed, out var line))
            {
                Add(events, line, ref isTooLong);
            }

            // Lines beyond the limit are still in the buffer; they come next.
            completed &= rest.IsEmpty;
            if (rest.Length > LongestLine && rest.PositionOf((byte)'\n') is null)
            {
                // A line that long is refused in any case; what has come of it need not be kept.
                isTooLong = true;
                rest = rest.Slice(rest.End);
            }

            reader.AdvanceTo(rest.Start, events.Count < most ? rest.End : rest.Start);
            if (events.Count > 0)
            {
                yield return events;
            }
        }

        if (isTooLong)
        {
            yield return [IntakeProblems.EventTooLarge];
        }
    }

    private static async ValueTask SkipMarkAsync(PipeReader reader, CancellationToken cancellation)
    {
        var start = await reader.ReadAtLeastAsync(ByteOrderMark.Utf8.Length, cancellation);
        reader.AdvanceTo(AfterMark(start.Buffer));
    }

    private static SequencePosition AfterMark(ReadOnlySequence<byte> start)
    {
        var reader = new SequenceReader<byte>(start);
        reader.IsNext(ByteOrderMark.Utf8, advancePast: true);
        return reader.Position;
    }

    private static bool TryCutLine(ref ReadOnlySequence<byte> rest, bool completed, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        // The last line needs no line feed.
        line = completed ? rest : default;
        rest = completed ? rest.Slice(rest.End) : rest;
        return completed && !line.IsEmpty;
    }

    private static void Add(List<EventReadResult> events, ReadOnlySequence<byte> line, ref bool isTooLong)
    {
        if (isTooLong || line.Length > LongestLine)
        {
            events.Add(IntakeProblems.EventTooLarge);
        }
        else if (!IsBlank(line))
        {
            ReadOnlyMemory<byte> utf8 = line.ToArray();
            events.Add(EventReader.Structured(utf8.Span[^1] == '\r' ? utf8[..^1] : utf8));
        }

        isTooLong = false;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
