using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    // How events get from the library's queue to those who wait for them.
    public sealed partial class KinpassClient
    {
        // Code that starts the next operation as soon as one completes must not keep a frame from ending.
        private const int MostEventsPerPump = 1024;

        private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

        /// <summary>
        /// Delivers what has arrived: completes tasks, running on this thread what awaits them, and raises account events and
        /// <see cref="Log"/>. Call it every frame; with nothing to do it costs nanoseconds and allocates nothing. If a handler
        /// throws, the rest is delivered all the same, and the first exception is thrown at the end.
        /// </summary>
        /// <returns>How many events were delivered; log lines are none.</returns>
        public unsafe int Pump()
        {
            ThrowIfDisposed();
            var delivered = 0;
            ExceptionDispatchInfo thrown = null;
            kinpass_event* native;
            while (delivered < MostEventsPerPump && TryNext(&native))
            {
                delivered++;
                try
                {
                    Deliver(native, ref thrown);
                }
                catch (Exception exception)
                {
                    thrown = thrown ?? ExceptionDispatchInfo.Capture(exception);
                }
            }
            RaiseLog(ref thrown);
            if (thrown != null)
            {
                thrown.Throw();
            }
            return delivered;
        }

        /// <summary>Blocks until there is something to pump. For tools and tests; a game pumps every frame instead.</summary>
        /// <returns>Whether there is.</returns>
        public bool Wait(TimeSpan timeout)
        {
            ThrowIfDisposed();
            var status = NativeMethods.kinpass_client_wait(Handle, Units.ToMilliseconds(timeout, "timeout"));
            if (status == KinpassStatus.Timeout || status == KinpassStatus.Cancelled)
            {
                return false;
            }
            Check(status);
            return true;
        }

        /// <summary>
        /// Pumps until the task has ended; returns its result or throws what awaiting it would. For tools and tests: in a game
        /// it would stop the frame.
        /// </summary>
        /// <exception cref="TimeoutException">It has not ended in time.</exception>
        public T PumpToEnd<T>(Task<T> task, TimeSpan timeout)
        {
            PumpToEnd((Task)task, timeout);
            return task.Result;
        }

        /// <summary>The same, for a task without a result.</summary>
        public void PumpToEnd(Task task, TimeSpan timeout)
        {
            Require.NotNull(task, "task");
            var watch = Stopwatch.StartNew();
            while (!task.IsCompleted)
            {
                if (watch.Elapsed > timeout)
                {
                    throw new TimeoutException("The task did not end within " + timeout + ".");
                }
                // In short steps: the task may also be ended by something that is no event of this client.
                Wait(LongestWait);
                Pump();
            }
            task.GetAwaiter().GetResult();
        }

        // False also when the client was disposed meanwhile, by what was just delivered or on another thread.
        private unsafe bool TryNext(kinpass_event** native)
        {
            var status = NativeMethods.kinpass_client_next_event(Handle, native);
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

        // Copies, releases (which wipes the library's copy of any token), and only then runs code of the host.
        private unsafe void Deliver(kinpass_event* native, ref ExceptionDispatchInfo thrown)
        {
            Action then;
            try
            {
                Compatibility.CheckEvent(native);
                then = Take(native);
            }
            finally
            {
                NativeMethods.kinpass_event_release(native);
            }
            // The lines about the event were there before it.
            RaiseLog(ref thrown);
            if (then != null)
            {
                then();
            }
        }

        private unsafe Action Take(kinpass_event* native)
        {
            switch (native->kind)
            {
                case EventKind.Completed:
                    return TakeCompletion(native);
                case EventKind.UserCode:
                    var code = operations.Find(native->user_data);
                    if (code == null || code.OnUserCode == null)
                    {
                        return null;
                    }
                    var prompt = new UserCodePrompt(native->user_code);
                    return () => code.OnUserCode(prompt);
                case EventKind.AuthorizationUrl:
                    var page = operations.Find(native->user_data);
                    if (page == null || page.OnAuthorizationUrl == null)
                    {
                        return null;
                    }
                    var url = Utf8.Read(native->url);
                    return () => page.OnAuthorizationUrl(url);
                default:
                    var account = accounts.Find(native->user_data);
                    return account == null ? null : account.Take(native);
            }
        }

        private unsafe Action TakeCompletion(kinpass_event* native)
        {
            var operation = operations.Remove(native->user_data);
            if (operation == null)
            {
                return null;
            }
            operation.Take(native);
            return operation.Finish;
        }

        // For Dispose: completions only. A result that has arrived may hold the only copy of a fresh token.
        private unsafe void PullRest()
        {
            kinpass_event* native = null;
            // What a log handler throws now is lost: Dispose does not throw.
            ExceptionDispatchInfo lost = null;
            while (NativeMethods.kinpass_client_next_event(Handle, &native) == KinpassStatus.Ok && native != null)
            {
                Action then = null;
                if (native->kind == EventKind.Completed)
                {
                    then = TakeCompletion(native);
                }
                NativeMethods.kinpass_event_release(native);
                RaiseLog(ref lost);
                if (then != null)
                {
                    then();
                }
            }
            RaiseLog(ref lost);
        }
    }
}
