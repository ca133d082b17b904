using System;

namespace Kinpass
{
    internal static class Require
    {
        internal static void NotNull(object argument, string name)
        {
            if (argument == null)
            {
                throw new ArgumentNullException(name);
            }
        }

        // What an event of this kind always carries. Checked, because IL2CPP would crash where Mono throws.
        internal static unsafe void Carried(void* part)
        {
            if (part == null)
            {
                throw new KinpassException(KinpassStatus.Internal);
            }
        }
    }
}
