// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// A service that <see cref="KinpassAccount.RequestAsync"/> speaks to. Mirrors <c>kinpass_service</c>.
    /// </summary>
    public enum KinpassService
    {
        /// <summary>LootLocker, with the session.</summary>
        LootLocker = 0,

        /// <summary>Discord, with a child token as Bearer.</summary>
        Discord = 1,
    }
}
