using System;
using System.Collections.Generic;

namespace Kinpass
{
    // Gives an object a number that can travel through native code as `user_data`, and finds the object by it again. So
    // native code holds no managed reference, and a number from another app domain finds nothing instead of something wrong.
    internal sealed class KeyTable<T>
        where T : class
    {
        private readonly Dictionary<int, T> entries = new Dictionary<int, T>();
        private int last;

        internal int Count
        {
            get
            {
                lock (entries)
                {
                    return entries.Count;
                }
            }
        }

        // Never zero, which means "no user data".
        internal IntPtr Add(T entry)
        {
            lock (entries)
            {
                do
                {
                    last = last == int.MaxValue ? 1 : last + 1;
                }
                while (entries.ContainsKey(last));
                entries.Add(last, entry);
                return (IntPtr)last;
            }
        }

        internal T Find(IntPtr key)
        {
            lock (entries)
            {
                T entry;
                entries.TryGetValue((int)key, out entry);
                return entry;
            }
        }

        // Null if it is gone: of two who remove, one gets it.
        internal T Remove(IntPtr key)
        {
            lock (entries)
            {
                T entry;
                if (entries.TryGetValue((int)key, out entry))
                {
                    entries.Remove((int)key);
                }
                return entry;
            }
        }

        internal List<T> Snapshot()
        {
            lock (entries)
            {
                return new List<T>(entries.Values);
            }
        }

        internal List<T> RemoveAll()
        {
            lock (entries)
            {
                var removed = new List<T>(entries.Values);
                entries.Clear();
                return removed;
            }
        }
    }
}
