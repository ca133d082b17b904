using System;
using System.Runtime.ConstrainedExecution;
using Kinpass.Native;

namespace Kinpass
{
    // Owns the native client. What SafeHandle does by counting references the library does itself: a handle is a number that
    // it looks up, so a call that races with the end gets "invalid handle" and never touches freed memory.
    internal sealed class ClientHandle : CriticalFinalizerObject, IDisposable
    {
        private readonly kinpass_client client;
        private int destroyed;

        internal ClientHandle(kinpass_client client)
        {
            this.client = client;
        }

        // A client that was forgotten, or whose app domain is unloaded, ends here. Nothing is left that could be waited for:
        // this wrapper registers no callbacks. So 1 ms, and the finaliser thread is never held up.
        ~ClientHandle()
        {
            Destroy(1);
        }

        internal kinpass_client Value
        {
            get { return client; }
        }

        internal bool IsDestroyed
        {
            get { return System.Threading.Volatile.Read(ref destroyed) != 0; }
        }

        public void Dispose()
        {
            Destroy(0);
            GC.SuppressFinalize(this);
        }

        private void Destroy(uint timeoutMs)
        {
            if (System.Threading.Interlocked.Exchange(ref destroyed, 1) == 0)
            {
                NativeMethods.kinpass_client_destroy(client, timeoutMs);
            }
        }
    }
}
