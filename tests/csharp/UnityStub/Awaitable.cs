using System;
using System.Threading.Tasks;

namespace UnityEngine
{
    public class Awaitable
    {
        internal readonly TaskCompletionSource<bool> Source = new TaskCompletionSource<bool>();

        public bool IsCompleted
        {
            get { return Source.Task.IsCompleted; }
        }

        public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter()
        {
            return ((Task)Source.Task).GetAwaiter();
        }
    }

    public class Awaitable<T>
    {
        internal readonly TaskCompletionSource<T> Source = new TaskCompletionSource<T>();

        public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter()
        {
            return Source.Task.GetAwaiter();
        }
    }

    public class AwaitableCompletionSource
    {
        private readonly Awaitable awaitable = new Awaitable();

        public Awaitable Awaitable
        {
            get { return awaitable; }
        }

        public void SetResult()
        {
            awaitable.Source.SetResult(true);
        }

        public void SetException(Exception exception)
        {
            awaitable.Source.SetException(exception);
        }

        public void SetCanceled()
        {
            awaitable.Source.SetCanceled();
        }
    }

    public class AwaitableCompletionSource<T>
    {
        private readonly Awaitable<T> awaitable = new Awaitable<T>();

        public Awaitable<T> Awaitable
        {
            get { return awaitable; }
        }

        public void SetResult(T value)
        {
            awaitable.Source.SetResult(value);
        }

        public void SetException(Exception exception)
        {
            awaitable.Source.SetException(exception);
        }

        public void SetCanceled()
        {
            awaitable.Source.SetCanceled();
        }
    }
}
