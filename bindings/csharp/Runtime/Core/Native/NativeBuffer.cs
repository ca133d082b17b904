using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Kinpass.Native
{
    // A buffer that the library writes text to. Wiped before it is freed: the text may be a secret.
    internal sealed unsafe class NativeBuffer : IDisposable
    {
        private IntPtr memory;

        internal NativeBuffer(int capacity)
        {
            // The struct lives in front of its own bytes, so that a pointer to it stays good.
            memory = Marshal.AllocHGlobal(sizeof(kinpass_buffer) + capacity);
            Lay(capacity);
        }

        internal kinpass_buffer* Native
        {
            get { return (kinpass_buffer*)memory; }
        }

        internal string Text
        {
            get { return Encoding.UTF8.GetString(Native->data, (int)Native->size); }
        }

        // To the size that the library asked for, and the zero byte behind it.
        internal void Grow()
        {
            var needed = (int)Native->size + 1;
            if (needed > (int)Native->capacity)
            {
                Free();
                memory = Marshal.AllocHGlobal(sizeof(kinpass_buffer) + needed);
                Lay(needed);
            }
        }

        public void Dispose()
        {
            Free();
        }

        private void Lay(int capacity)
        {
            Native->data = (byte*)memory + sizeof(kinpass_buffer);
            Native->capacity = (UIntPtr)(uint)capacity;
            Native->size = UIntPtr.Zero;
            for (var i = 0; i < capacity; i++)
            {
                Native->data[i] = 0;
            }
        }

        private void Free()
        {
            if (memory == IntPtr.Zero)
            {
                return;
            }
            Utf8.Wipe(Native->data, (int)Native->capacity);
            Marshal.FreeHGlobal(memory);
            memory = IntPtr.Zero;
        }
    }
}
