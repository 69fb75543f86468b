using Microsoft.Win32.SafeHandles;

namespace Ausweisstatus.Intake.Answering;

/// <summary>
/// Bytes in a temporary file, first in, first out. The file is used in a ring, so that it never gets longer than what may wait. Only its owner
/// can read it, and it is gone with the process, however that ends.
/// </summary>
internal sealed class SpoolFile(SpoolRoom room) : IDisposable
{
    private const long Longest = IntakeLimits.WaitingBytesOfStream;

    private SafeFileHandle? file;
    private long written;
    private long taken;
    private long length;

    public bool IsEmpty => taken == written;

    /// <returns>False where there is no room for so much, or no way to write; nothing was added then.</returns>
    public async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (written - taken + bytes.Length > Longest || !TryGrow(Math.Min(Longest, written + bytes.Length)))
        {
            return false;
        }

        try
        {
            file ??= Create();
            var toTheEnd = (int)Math.Min(bytes.Length, Longest - (written % Longest));
            await RandomAccess.WriteAsync(file, bytes[..toTheEnd], written % Longest, cancellation);
            await RandomAccess.WriteAsync(file, bytes[toTheEnd..], 0, cancellation);
            written += bytes.Length;
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            room.CannotWrite(fault);
            return false;
        }
    }

    /// <returns>How many bytes were taken from the front.</returns>
    public async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var most = (int)Math.Min(Math.Min(buffer.Length, written - taken), Longest - (taken % Longest));
        var read = await RandomAccess.ReadAsync(file!, buffer[..most], taken % Longest, cancellation);
        taken += read > 0 ? read : throw new EndOfStreamException();
        if (IsEmpty)
        {
            RandomAccess.SetLength(file!, 0);
            room.Release(length);
            written = taken = length = 0;
        }

        return read;
    }

    public void Dispose()
    {
        file?.Dispose();
        room.Release(length);
    }

    private bool TryGrow(long to)
    {
        if (to > length && !room.TryReserve(to - length))
        {
            return false;
        }

        length = Math.Max(length, to);
        return true;
    }

    private static SafeFileHandle Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"ausweisstatus-{Guid.NewGuid():n}");
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        }

        new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }).Dispose();
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        // It stays as long as it is open, and no longer.
        File.Delete(path);
        return handle;
    }
}
