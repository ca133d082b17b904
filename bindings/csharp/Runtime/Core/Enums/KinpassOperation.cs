// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>Which function started an operation. Mirrors <c>kinpass_operation_kind</c>.</summary>
    public enum KinpassOperation
    {
        /// <summary>The event belongs to no operation.</summary>
        None = 0,

        /// <summary><see cref="LootLockerApi.StartSessionAsync"/></summary>
        LootLockerStartSession = 1,

        /// <summary><see cref="LootLockerApi.RefreshSessionAsync"/></summary>
        LootLockerRefreshSession = 2,

        /// <summary><see cref="LootLockerApi.EndSessionAsync"/></summary>
        LootLockerEndSession = 3,

        /// <summary><see cref="LootLockerApi.PingAsync"/></summary>
        LootLockerPing = 4,

        /// <summary><see cref="DiscordApi.ExchangeChildTokenAsync"/></summary>
        DiscordExchangeChildToken = 20,

        /// <summary><see cref="DiscordApi.RefreshTokenAsync"/></summary>
        DiscordRefreshToken = 21,

        /// <summary>
        /// <see cref="DiscordApi.RevokeTokenAsync(RevokeTokenOptions, System.Threading.CancellationToken)"/>
        /// </summary>
        DiscordRevokeToken = 22,

        /// <summary><see cref="DiscordApi.ExchangeCodeAsync"/></summary>
        DiscordExchangeCode = 23,

        /// <summary><see cref="DiscordApi.AuthorizeAsync"/></summary>
        DiscordAuthorize = 24,

        /// <summary><see cref="DiscordApi.AuthorizeDeviceAsync"/></summary>
        DiscordAuthorizeDevice = 25,

        /// <summary><see cref="DiscordApi.GetProvisionalTokenAsync"/></summary>
        DiscordGetProvisionalToken = 26,

        /// <summary><see cref="DiscordApi.UnmergeProvisionalAccountAsync"/></summary>
        DiscordUnmergeProvisionalAccount = 27,

        /// <summary><see cref="DiscordApi.GetAuthorizationAsync"/></summary>
        DiscordGetAuthorization = 28,

        /// <summary><see cref="KinpassAccount.AdoptTokensAsync"/></summary>
        AccountAdoptTokens = 40,

        /// <summary><see cref="KinpassAccount.SignInAsync"/></summary>
        AccountSignIn = 41,

        /// <summary>
        /// <see cref="KinpassAccount.GetChildTokenAsync(ChildTokenOptions, System.Threading.CancellationToken)"/>
        /// </summary>
        AccountGetChildToken = 42,

        /// <summary><see cref="KinpassAccount.GetSessionAsync"/></summary>
        AccountGetSession = 43,

        /// <summary><see cref="KinpassAccount.RefreshSessionAsync"/></summary>
        AccountRefreshSession = 44,

        /// <summary><see cref="KinpassAccount.RequestAsync"/></summary>
        AccountRequest = 45,

        /// <summary><see cref="KinpassAccount.SignOutAsync"/></summary>
        AccountSignOut = 46,
    }
}
