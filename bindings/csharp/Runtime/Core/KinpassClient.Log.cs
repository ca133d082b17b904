using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using Kinpass.Native;

namespace Kinpass
{
    // The library keeps its log lines, and the pump fetches them: no native code calls managed code.
    public sealed partial class KinpassClient
    {
        // A handler whose own calls make lines must not keep a frame from ending.
        private const int MostLinesAtOnce = 1024;

        private readonly object logGate = new object();
        private Action<KinpassLogLevel, string, string> log;
        private KinpassLogLevel logLevel = KinpassLogLevel.Warn;

        /// <summary>
        /// A line of the library's log: how much it matters, which part of the library speaks, and what it says. Raised while
        /// the client is pumped, on that thread; the line that tells why something failed comes before the failure does. No
        /// line holds a token or secret. While nobody listens none is made. Of lines that nobody pumps the newest 256 are
        /// kept; the next one tells how many were dropped.
        /// </summary>
        public event Action<KinpassLogLevel, string, string> Log
        {
            add
            {
                lock (logGate)
                {
                    ThrowIfDisposed();
                    KeepLog(log + value, logLevel);
                }
            }

            remove
            {
                lock (logGate)
                {
                    KeepLog(log - value, logLevel);
                }
            }
        }

        /// <summary>
        /// Up to which level <see cref="Log"/> tells. Default <see cref="KinpassLogLevel.Warn"/>: warnings and errors.
        /// </summary>
        public KinpassLogLevel LogLevel
        {
            get
            {
                lock (logGate)
                {
                    return logLevel;
                }
            }

            set
            {
                if (value < KinpassLogLevel.Off || value > KinpassLogLevel.Trace)
                {
                    throw new ArgumentOutOfRangeException("value");
                }
                lock (logGate)
                {
                    ThrowIfDisposed();
                    KeepLog(log, value);
                }
            }
        }

        // With the lock held.
        private void KeepLog(Action<KinpassLogLevel, string, string> listeners, KinpassLogLevel level)
        {
            var wanted = listeners == null ? KinpassLogLevel.Off : level;
            var status = NativeMethods.kinpass_client_keep_log(Handle, (int)wanted, 0);
            // One that has ended keeps nothing; who lets go of it late does nothing wrong.
            if (status != KinpassStatus.InvalidHandle || !IsDisposed)
            {
                KinpassLibrary.Check(status);
            }
            logLevel = level;
            Volatile.Write(ref log, listeners);
        }

        // Tells all lines that wait. What a handler throws goes to `thrown`, if it is the first.
        private unsafe void RaiseLog(ref ExceptionDispatchInfo thrown)
        {
            for (var lines = 0; lines < MostLinesAtOnce; lines++)
            {
                var listeners = Volatile.Read(ref log);
                kinpass_log_line* native;
                if (listeners == null || !TryNextLine(&native))
                {
                    return;
                }
                try
                {
                    Tell(listeners, native);
                }
                catch (Exception exception)
                {
                    thrown = thrown ?? ExceptionDispatchInfo.Capture(exception);
                }
            }
        }

        // As TryNext.
        private unsafe bool TryNextLine(kinpass_log_line** native)
        {
            var status = NativeMethods.kinpass_client_next_log_line(Handle, native);
            if (status == KinpassStatus.Ok)
            {
                return *native != null;
            }
            if (!IsDisposed)
            {
                KinpassLibrary.Check(status);
            }
            return false;
        }

        // Copies, releases, and only then runs code of the host.
        private static unsafe void Tell(Action<KinpassLogLevel, string, string> listeners, kinpass_log_line* native)
        {
            KinpassLogLevel level;
            string target;
            string text;
            try
            {
                Compatibility.CheckLogLine(native);
                level = native->level;
                target = Utf8.Read(native->target);
                text = Utf8.Read(native->text);
                if (native->dropped > 0)
                {
                    text += " (" + native->dropped + " lines before this one were dropped)";
                }
            }
            finally
            {
                NativeMethods.kinpass_log_line_release(native);
            }
            listeners(level, target, text);
        }
    }
}
