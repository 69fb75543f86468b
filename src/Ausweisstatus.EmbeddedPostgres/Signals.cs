using System.Runtime.InteropServices;

namespace Ausweisstatus.Embedded;

/// <summary>POSIX signals to other processes, which the framework does not send.</summary>
internal static partial class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>To a postmaster: stop now, roll back what is open, leave a clean directory.</summary>
    public static void Interrupt(int process) => _ = Kill(process, 2);

    /// <summary>To a postmaster: stop at once; the next start recovers from the log.</summary>
    public static void Quit(int process) => _ = Kill(process, 3);

    public static bool IsAlive(int process) => Kill(process, 0) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
