using System.Threading.Tasks;

namespace Cysharp.Threading.Tasks
{
    public struct UniTask
    {
        private readonly Task task;

        internal UniTask(Task task)
        {
            this.task = task;
        }

        public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter()
        {
            return task.GetAwaiter();
        }
    }

    public struct UniTask<T>
    {
        private readonly Task<T> task;

        internal UniTask(Task<T> task)
        {
            this.task = task;
        }

        public System.Runtime.CompilerServices.TaskAwaiter<T> GetAwaiter()
        {
            return task.GetAwaiter();
        }
    }

    public static class UniTaskExtensions
    {
        public static UniTask<T> AsUniTask<T>(this Task<T> task, bool useCurrentSynchronizationContext = true)
        {
            return new UniTask<T>(task);
        }

        public static UniTask AsUniTask(this Task task, bool useCurrentSynchronizationContext = true)
        {
            return new UniTask(task);
        }
    }
}
