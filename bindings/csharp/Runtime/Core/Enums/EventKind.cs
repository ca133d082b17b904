// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>What an event tells. Mirrors <c>kinpass_event_kind</c>.</summary>
    internal enum EventKind
    {
        /// <summary>Never delivered.</summary>
        None = 0,

        /// <summary>An operation ended. Exactly one for every operation that was started, and its last event.</summary>
        Completed = 1,

        /// <summary>
        /// A user code: show the player the code and where to enter it (device; the operation goes on).
        /// </summary>
        UserCode = 2,

        /// <summary>A URL: open this page for the player (the operation goes on).</summary>
        AuthorizationUrl = 3,

        /// <summary>The account's parent token was renewed. The event brings the new one.</summary>
        TokenRenewed = 10,

        /// <summary>A child token was renewed before it expired. The event brings the new one.</summary>
        ChildTokenRenewed = 11,

        /// <summary>The LootLocker session was refreshed or started anew. The event brings the new one.</summary>
        SessionRenewed = 12,

        /// <summary>The account has no network. Tokens are kept; work resumes by itself.</summary>
        Offline = 13,

        /// <summary>The network is back.</summary>
        Online = 14,

        /// <summary>
        /// The parent token ends soon and can't be renewed: bring a new one with
        /// <see cref="KinpassAccount.AdoptTokensAsync"/>, or sign in again.
        /// </summary>
        TokenExpiring = 15,

        /// <summary>
        /// The link is lost for good; all tokens are dropped, and erased unless another process has signed the player
        /// out. The error tells why.
        /// </summary>
        LinkLost = 16,

        /// <summary>The LootLocker session is over and could not be started again. The error tells why.</summary>
        SessionLost = 17,

        /// <summary>LootLocker has banned the player. The error's ban tells for how long.</summary>
        Banned = 18,

        /// <summary>
        /// The account's store could not be read or written; the tokens in memory are kept. The error tells why.
        /// </summary>
        StoreFailed = 19,
    }
}
