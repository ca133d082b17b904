using System.Threading.Tasks;
using Cysharp.Threading.Tasks;

namespace Kinpass.Unity
{
    /// <summary>Kinpass's tasks as UniTask, where the project has it.</summary>
    public static class KinpassUniTask
    {
        /// <summary>
        /// A UniTask that ends as the task does. Kinpass ends its tasks on the main thread already, so nothing is posted to a
        /// synchronisation context, which would cost a frame.
        /// </summary>
        public static UniTask<T> ToUniTask<T>(this Task<T> task)
        {
            return task.AsUniTask(useCurrentSynchronizationContext: false);
        }

        /// <summary>A UniTask that ends as the task does, in the same frame.</summary>
        public static UniTask ToUniTask(this Task task)
        {
            return task.AsUniTask(useCurrentSynchronizationContext: false);
        }
    }
}
