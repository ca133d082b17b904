namespace Kinpass
{
    /// <summary>What an event tells. Mirrors <c>kinpass_event_kind</c>.</summary>
    internal enum EventKind
    {
        /// <summary>Never delivered.</summary>
        None = 0,

        /// <summary>An operation ended. Exactly one for every operation that was started, and its last event.</summary>
        Completed = 1,

        /// <summary><c>user_code</c>: show the player the code and where to enter it (device authorization; the operation goes on).</summary>
        UserCode = 2,

        /// <summary><c>url</c>: open this page for the player (the operation goes on).</summary>
        AuthorizationUrl = 3,

        /// <summary>The account's parent token was renewed; <c>token</c> is the new one.</summary>
        TokenRenewed = 10,

        /// <summary>A child token was renewed before it expired; <c>token</c> is the new one.</summary>
        ChildTokenRenewed = 11,

        /// <summary>The LootLocker session was refreshed or started anew; <c>session</c> is the new one.</summary>
        SessionRenewed = 12,

        /// <summary>The account has no network. Tokens are kept; work resumes by itself.</summary>
        Offline = 13,

        /// <summary>The network is back.</summary>
        Online = 14,

        /// <summary>The parent token ends soon and can't be renewed by the library: bring a new one with AdoptTokensAsync.</summary>
        TokenExpiring = 15,

        /// <summary>The link is lost for good; all tokens are dropped and erased. <c>error</c> tells why.</summary>
        LinkLost = 16,

        /// <summary>The LootLocker session is over and could not be started again. <c>error</c> tells why.</summary>
        SessionLost = 17,

        /// <summary>LootLocker has banned the player. <c>error.ban</c> tells for how long.</summary>
        Banned = 18,

        /// <summary>The account's store failed; its tokens are kept in memory. <c>error</c> tells why.</summary>
        StoreFailed = 19,
    }
}
