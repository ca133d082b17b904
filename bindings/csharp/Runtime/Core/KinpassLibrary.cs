using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>The native library behind this wrapper.</summary>
    public static class KinpassLibrary
    {
        /// <summary>The ABI version that this wrapper was written for.</summary>
        public const int RequiredAbiVersion = 1;

        private static volatile bool compatible;

        /// <summary>The library's version as text, such as <c>0.1.0</c>.</summary>
        public static unsafe string Version
        {
            get { return Utf8.ReadZeroTerminated(NativeMethods.kinpass_version_string()); }
        }

        /// <summary>The library's version as a number: major * 1,000,000 + minor * 1,000 + patch.</summary>
        public static int VersionNumber
        {
            get { return (int)NativeMethods.kinpass_version(); }
        }

        /// <summary>The library's ABI version.</summary>
        public static int AbiVersion
        {
            get { return (int)NativeMethods.kinpass_abi_version(); }
        }

        /// <summary>The name of a status in the C header, such as <c>KINPASS_ERROR_TIMEOUT</c>; never null.</summary>
        public static unsafe string StatusName(KinpassStatus status)
        {
            return Utf8.ReadZeroTerminated(NativeMethods.kinpass_status_name((int)status));
        }

        /// <summary>
        /// Checks that the library is there and fits this wrapper. Every client does so by itself; call it where you want to
        /// know earlier.
        /// </summary>
        /// <exception cref="KinpassLoadException">It is missing, or it does not fit.</exception>
        public static void EnsureCompatible()
        {
            if (compatible)
            {
                return;
            }
            try
            {
                Compatibility.Check();
            }
            catch (DllNotFoundException missing)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library was not found: it has to lie beside the program, or in Runtime/Plugins of the "
                    + "Unity package with its platform ticked in the importer.", missing);
            }
            catch (BadImageFormatException foreign)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library is for another processor or operating system.", foreign);
            }
            catch (EntryPointNotFoundException older)
            {
                throw new KinpassLoadException(
                    "The native Kinpass library is older than this wrapper: it lacks a function.", older);
            }
            compatible = true;
        }

        // Right after the call, on the same thread: the reason of a refusal is kept for that thread.
        internal static void Check(KinpassStatus status)
        {
            if (status != KinpassStatus.Ok)
            {
                throw new KinpassException(KinpassError.Refused(status));
            }
        }
    }
}
