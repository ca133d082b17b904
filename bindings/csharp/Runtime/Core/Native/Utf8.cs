using System;
using System.Text;

namespace Kinpass.Native
{
    // Text on its way across the boundary: UTF-8 as pointer and size, in both directions.
    internal static unsafe class Utf8
    {
        // Throws on a lone surrogate instead of replacing it: a token must arrive as it is or not at all.
        internal static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        // Null stands for an absent string.
        internal static string Read(kinpass_string text)
        {
            return text.data == null ? null : Encoding.UTF8.GetString(text.data, (int)text.size);
        }

        internal static string ReadZeroTerminated(byte* text)
        {
            if (text == null)
            {
                return null;
            }
            var size = 0;
            while (text[size] != 0)
            {
                size++;
            }
            return Encoding.UTF8.GetString(text, size);
        }

        internal static string[] ReadArray(kinpass_string* first, UIntPtr count)
        {
            var texts = new string[(int)count];
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i] = Read(first[i]);
            }
            return texts;
        }

        // A plain loop: the memory may hold a secret, and nothing may skip it as "not used any more".
        internal static void Wipe(byte* memory, int size)
        {
            for (var i = 0; i < size; i++)
            {
                System.Threading.Volatile.Write(ref memory[i], 0);
            }
        }
    }
}
