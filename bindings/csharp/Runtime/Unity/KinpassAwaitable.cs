#if UNITY_2023_1_OR_NEWER
using System.Threading;
using System.Threading.Tasks;
using UnityEngine;

namespace Kinpass.Unity
{
    /// <summary>Kinpass's tasks as Unity's own <c>Awaitable</c> (2023.1 and newer).</summary>
    public static class KinpassAwaitable
    {
        /// <summary>An awaitable that ends as the task does, in the same frame.</summary>
        public static Awaitable<T> AsAwaitable<T>(this Task<T> task)
        {
            var source = new AwaitableCompletionSource<T>();
            Continue(task, () => source.SetResult(task.Result), source.SetException, source.SetCanceled);
            return source.Awaitable;
        }

        /// <summary>An awaitable that ends as the task does, in the same frame.</summary>
        public static Awaitable AsAwaitable(this Task task)
        {
            var source = new AwaitableCompletionSource();
            Continue(task, source.SetResult, source.SetException, source.SetCanceled);
            return source.Awaitable;
        }

        // On the thread that ends the task, which is the one that pumps: the main thread.
        private static void Continue(
            Task task,
            System.Action succeeded,
            System.Action<System.Exception> failed,
            System.Action cancelled)
        {
            task.ContinueWith(
                ended =>
                {
                    if (ended.IsCanceled)
                    {
                        cancelled();
                    }
                    else if (ended.IsFaulted)
                    {
                        failed(ended.Exception.GetBaseException());
                    }
                    else
                    {
                        succeeded();
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
#endif
