using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // The strings of one call, as UTF-8 outside the managed heap, where the collector can't move or copy them. The library
    // copies what it is given before it returns; then they are wiped and freed here.
    internal sealed unsafe class NativeText : IDisposable
    {
        private struct Block
        {
            internal IntPtr Memory;
            internal int Size;
        }

        private readonly List<Block> blocks = new List<Block>(4);

        // Null gives an absent string; an empty one stays an empty string.
        internal kinpass_string Add(string text)
        {
            var native = new kinpass_string();
            if (text == null)
            {
                return native;
            }
            try
            {
                var size = Utf8.Strict.GetByteCount(text);
                var block = new Block { Memory = Marshal.AllocHGlobal(size + 1), Size = size };
                blocks.Add(block);
                native.data = (byte*)block.Memory;
                native.size = (UIntPtr)(uint)size;
                fixed (char* characters = text)
                {
                    Utf8.Strict.GetBytes(characters, text.Length, native.data, size);
                }
                native.data[size] = 0;
            }
            catch (System.Text.EncoderFallbackException)
            {
                // Not chained: the inner exception would quote from the text, which may be a secret.
                throw new KinpassException(KinpassStatus.InvalidString);
            }
            return native;
        }

        public void Dispose()
        {
            foreach (var block in blocks)
            {
                Utf8.Wipe((byte*)block.Memory, block.Size);
                Marshal.FreeHGlobal(block.Memory);
            }
            blocks.Clear();
        }
    }
}
