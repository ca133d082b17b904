// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// Which Discord token a LootLocker session is started with: whichever the game's LootLocker console expects.
    /// Mirrors <c>kinpass_lootlocker_token_source</c>.
    /// </summary>
    public enum LootLockerTokenSource
    {
        /// <summary>The child token of the account's own application.</summary>
        Child = 0,

        /// <summary>The parent's access token.</summary>
        Parent = 1,
    }
}
