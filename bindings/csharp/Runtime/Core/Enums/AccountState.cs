// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>Where an account stands. Mirrors <c>kinpass_account_state</c>.</summary>
    public enum AccountState
    {
        /// <summary>The store is still being read, or could not be so far.</summary>
        Loading = 0,

        /// <summary>No tokens.</summary>
        SignedOut = 1,

        /// <summary>A sign-in waits for the player.</summary>
        Linking = 2,

        /// <summary>Linked; a good parent token is at hand.</summary>
        Linked = 3,

        /// <summary>Linked; the parent token is being renewed, or is over.</summary>
        Renewing = 4,

        /// <summary>Linked; the network is away.</summary>
        Offline = 5,

        /// <summary>Revoked or refused: link again.</summary>
        LinkLost = 6,
    }
}
