using System;
using System.Threading;
using System.Threading.Tasks;
using Kinpass.Native;

namespace Kinpass
{
    // An operation whose completion has not been pulled yet.
    internal abstract unsafe class PendingOperation
    {
        internal Action<string> OnAuthorizationUrl { get; set; }

        internal Action<UserCodePrompt> OnUserCode { get; set; }

        // Copies what the completion says. The event is released between this and `Finish`.
        internal abstract void Take(kinpass_event* completion);

        // Completes the task, and runs on this thread what waits for it.
        internal abstract void Finish();

        // Completes the task without a completion, as cancelled.
        internal abstract void Abandon();
    }

    internal sealed unsafe class PendingOperation<T> : PendingOperation
    {
        private static readonly Action<object> CancelOperation = Cancel;

        private readonly TaskCompletionSource<T> source = new TaskCompletionSource<T>();
        private readonly object gate = new object();
        private readonly ReadResult<T> read;
        private readonly CancellationToken cancellation;
        private CancellationTokenRegistration registration;
        private kinpass_operation operation;
        private bool finished;
        private KinpassStatus status;
        private T result;
        private Exception failure;

        internal PendingOperation(ReadResult<T> read, CancellationToken cancellation)
        {
            this.read = read;
            this.cancellation = cancellation;
        }

        internal Task<T> Task
        {
            get { return source.Task; }
        }

        // The completion may have been pulled on another thread before this is called: then there is nothing to cancel.
        internal void Started(kinpass_operation started)
        {
            operation = started;
            if (!cancellation.CanBeCanceled)
            {
                return;
            }
            CancellationTokenRegistration made;
            try
            {
                made = cancellation.Register(CancelOperation, this);
            }
            catch (ObjectDisposedException)
            {
                return; // Its source is gone, so nobody can cancel any more.
            }
            lock (gate)
            {
                if (!finished)
                {
                    registration = made;
                    return;
                }
            }
            made.Dispose();
        }

        internal override void Take(kinpass_event* completion)
        {
            status = completion->status;
            try
            {
                if (status == KinpassStatus.Ok)
                {
                    result = read(completion);
                }
                else if (status != KinpassStatus.Cancelled)
                {
                    failure = new KinpassException(
                        KinpassError.Read(completion->error, status),
                        completion->operation_kind,
                        ServiceResponse.Read(completion->response));
                }
            }
            catch (Exception unreadable)
            {
                // Whatever it is, it belongs to the one who awaits the task, not to the one who pumps.
                failure = unreadable;
            }
        }

        internal override void Finish()
        {
            CancellationTokenRegistration made;
            lock (gate)
            {
                finished = true;
                made = registration;
            }
            made.Dispose();
            if (failure != null)
            {
                source.TrySetException(failure);
            }
            else if (status == KinpassStatus.Ok)
            {
                source.TrySetResult(result);
            }
            else if (cancellation.IsCancellationRequested)
            {
                source.TrySetCanceled(cancellation);
            }
            else
            {
                source.TrySetCanceled();
            }
        }

        internal override void Abandon()
        {
            status = KinpassStatus.Cancelled;
            Finish();
        }

        // Only tells the library; the completion comes by the queue like every other, so that tasks end while pumping.
        private static void Cancel(object pending)
        {
            NativeMethods.kinpass_operation_cancel(((PendingOperation<T>)pending).operation);
        }
    }
}
