namespace Ausweisstatus.Intake.Answering;

/// <summary>How many bytes of results may wait in files, all streams of this node together: senders who do not read must not fill the disk.</summary>
internal sealed partial class SpoolRoom(ILogger<SpoolRoom> log)
{
    private long taken;

    /// <returns>False where there is no room for so much.</returns>
    public bool TryReserve(long bytes)
    {
        var isRoom = Interlocked.Add(ref taken, bytes) <= IntakeLimits.WaitingBytesOfNode;
        if (!isRoom)
        {
            Release(bytes);
        }

        return isRoom;
    }

    public void Release(long bytes) => Interlocked.Add(ref taken, -bytes);

    /// <summary>Tells the operator that there is no room because the files cannot be written.</summary>
    public void CannotWrite(Exception fault) => LogCannotWrite(Path.GetTempPath(), fault.GetType().Name);

    [LoggerMessage(Level = LogLevel.Error, Message = "Results that wait to be read cannot be written below {Directory} ({Exception}); set TMPDIR")]
    private partial void LogCannotWrite(string directory, string exception);
}
