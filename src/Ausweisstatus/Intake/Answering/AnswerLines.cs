using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Ausweisstatus.Intake.Answering;

/// <summary>
/// Lines of an answer, sent as fast as the caller reads them while further ones are added. What the caller does not read yet waits: a little
/// in memory, more in a file, up to a limit.
/// </summary>
/// <param name="to">Where they are sent.</param>
/// <param name="json">How they are written.</param>
/// <param name="room">For those that wait.</param>
/// <param name="cancellation">The caller hung up.</param>
internal sealed class AnswerLines(PipeWriter to, JsonSerializerOptions json, SpoolRoom room, CancellationToken cancellation) : IAsyncDisposable
{
    private const int BytesInMemory = 256 * 1024;
    private const int BytesAtOnce = 32 * 1024;

    // One at a time changes what waits: who adds or who sends.
    private readonly SemaphoreSlim gate = new(1);
    private readonly SpoolFile older = new(room);
    private readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private ArrayBufferWriter<byte> newer = new();
    private ArrayBufferWriter<byte> onTheWay = new();
    private Task sending = Task.CompletedTask;
    private bool isSending;
    private long sent;

    /// <summary>Completes when all that was added has been sent.</summary>
    public Task Sending => sending;

    /// <summary>Bytes sent so far; grows as long as the caller reads.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Adds lines, whether or not there is room for more.</summary>
    /// <returns>False where no more should follow.</returns>
    public async Task<bool> AddAsync<T>(IEnumerable<T> lines)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            foreach (var line in lines)
            {
                Write(line);
            }

            var isRoom = newer.WrittenCount <= BytesInMemory || await SpoolAsync();
            if (!isSending)
            {
                isSending = true;
                sending = SendAsync();
            }

            return isRoom;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Nothing is sent any more afterwards, whether or not all was.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        older.Dispose();
        gate.Dispose();
        ending.Dispose();
    }

    private void Write<T>(T line)
    {
        using (var text = new Utf8JsonWriter(newer))
        {
            JsonSerializer.Serialize(text, line, json);
        }

        newer.Write("\n"u8);
    }

    private async ValueTask<bool> SpoolAsync()
    {
        var isRoom = await older.TryWriteAsync(newer.WrittenMemory, cancellation);
        if (isRoom)
        {
            newer.ResetWrittenCount();
        }

        return isRoom;
    }

    private async Task SendAsync()
    {
        while (await TakeAsync() is { IsEmpty: false } next)
        {
            to.Write(next.Span);
            await to.FlushAsync(ending.Token);
            Interlocked.Add(ref sent, next.Length);
        }
    }

    private async Task<ReadOnlyMemory<byte>> TakeAsync()
    {
        await gate.WaitAsync(ending.Token);
        try
        {
            onTheWay.ResetWrittenCount();
            if (!older.IsEmpty)
            {
                onTheWay.Advance(await older.TakeAsync(onTheWay.GetMemory(BytesAtOnce)[..BytesAtOnce], ending.Token));
            }
            else
            {
                (newer, onTheWay) = (onTheWay, newer);
            }

            isSending = onTheWay.WrittenCount > 0;
            return onTheWay.WrittenMemory;
        }
        finally
        {
            gate.Release();
        }
    }
}
