namespace Kinpass
{
    /// <summary>Which function started an operation. Mirrors <c>kinpass_operation_kind</c>.</summary>
    public enum KinpassOperation
    {
        /// <summary>The event belongs to no operation.</summary>
        None = 0,

        /// <summary>kinpass_lootlocker_start_session</summary>
        LootLockerStartSession = 1,

        /// <summary>kinpass_lootlocker_refresh_session</summary>
        LootLockerRefreshSession = 2,

        /// <summary>kinpass_lootlocker_end_session</summary>
        LootLockerEndSession = 3,

        /// <summary>kinpass_lootlocker_ping</summary>
        LootLockerPing = 4,

        /// <summary>kinpass_discord_exchange_child_token</summary>
        DiscordExchangeChildToken = 20,

        /// <summary>kinpass_discord_refresh_token</summary>
        DiscordRefreshToken = 21,

        /// <summary>kinpass_discord_revoke_token</summary>
        DiscordRevokeToken = 22,

        /// <summary>kinpass_discord_exchange_code</summary>
        DiscordExchangeCode = 23,

        /// <summary>kinpass_discord_authorize</summary>
        DiscordAuthorize = 24,

        /// <summary>kinpass_discord_authorize_device</summary>
        DiscordAuthorizeDevice = 25,

        /// <summary>kinpass_discord_get_provisional_token</summary>
        DiscordGetProvisionalToken = 26,

        /// <summary>kinpass_discord_unmerge_provisional_account</summary>
        DiscordUnmergeProvisionalAccount = 27,

        /// <summary>kinpass_discord_get_authorization</summary>
        DiscordGetAuthorization = 28,

        /// <summary>kinpass_account_adopt_tokens</summary>
        AccountAdoptTokens = 40,

        /// <summary>kinpass_account_sign_in</summary>
        AccountSignIn = 41,

        /// <summary>kinpass_account_child_token</summary>
        AccountChildToken = 42,

        /// <summary>kinpass_account_session</summary>
        AccountSession = 43,

        /// <summary>kinpass_account_refresh_session</summary>
        AccountRefreshSession = 44,

        /// <summary>kinpass_account_request</summary>
        AccountRequest = 45,

        /// <summary>kinpass_account_sign_out</summary>
        AccountSignOut = 46,
    }
}
