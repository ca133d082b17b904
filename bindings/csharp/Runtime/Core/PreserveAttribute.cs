using System;

namespace Kinpass
{
    // See AssemblyInfo.cs.
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class PreserveAttribute : Attribute
    {
    }
}
