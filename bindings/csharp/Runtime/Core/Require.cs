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
    }
}
