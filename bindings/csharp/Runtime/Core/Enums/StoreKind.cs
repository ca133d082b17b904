// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>Where accounts rest between runs. Mirrors <c>kinpass_store_kind</c>.</summary>
    public enum StoreKind
    {
        /// <summary>Only in memory: the player links again in the next run.</summary>
        Memory = 0,

        /// <summary>
        /// The operating system's credential store. If there is none, operations say
        /// <see cref="KinpassStatus.StoreUnavailable"/>.
        /// </summary>
        System = 1,

        /// <summary>
        /// The host's own functions, which a native plugin has: <see cref="KinpassConfig.NativeStoreFunctions"/>.
        /// </summary>
        Host = 2,
    }
}
