using System;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // Run once, before the first client: a library and a wrapper that do not fit must say so, not corrupt memory.
    internal static unsafe partial class Compatibility
    {
        internal static void Check()
        {
            var found = (int)NativeMethods.kinpass_abi_version();
            if (found != KinpassLibrary.RequiredAbiVersion)
            {
                throw new KinpassLoadException(
                    "This wrapper needs ABI version " + KinpassLibrary.RequiredAbiVersion + " of the native Kinpass library, but "
                    + KinpassLibrary.Version + " has " + found + ". Take both from the same release.");
            }
            CheckOptions();
            CheckOutputs();
        }

        // What is pulled says how long it is: a longer one has fields that this wrapper does not know, a shorter one lacks some.
        internal static void CheckEvent(kinpass_event* native)
        {
            LongEnough(native->struct_size, sizeof(kinpass_event), "events");
        }

        internal static void CheckLogLine(kinpass_log_line* native)
        {
            LongEnough(native->struct_size, sizeof(kinpass_log_line), "log lines");
        }

        private static void LongEnough(UIntPtr found, int needed, string what)
        {
            if ((ulong)found < (ulong)needed)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library is older than this wrapper: its " + what + " are " + found + " bytes long, not "
                    + needed + ".");
            }
        }

        private static UIntPtr Size(int size)
        {
            return (UIntPtr)(uint)size;
        }

        private static void Same<T>(KinpassStatus status, UIntPtr written, int size)
        {
            Blittable<T>(size);
            if (status != KinpassStatus.Ok || (ulong)written != (ulong)size)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library does not take " + typeof(T).Name + " at the " + size
                    + " bytes that it has in this wrapper (" + status + "). Take both from the same release.");
            }
        }

        private static void Blittable<T>(int size)
        {
            var marshalled = Marshal.SizeOf(typeof(T));
            if (marshalled != size)
            {
                throw new KinpassLoadException(
                    "This runtime lays " + typeof(T).Name + " out at " + marshalled + " bytes instead of " + size + ".");
            }
        }
    }
}
