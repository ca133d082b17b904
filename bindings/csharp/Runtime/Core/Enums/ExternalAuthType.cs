// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// Who vouches for a player without a Discord account. Mirrors <c>kinpass_external_auth_type</c>.
    /// </summary>
    public enum ExternalAuthType
    {
        /// <summary>None.</summary>
        None = 0,

        /// <summary>An OpenID Connect ID token.</summary>
        Oidc = 1,

        /// <summary>Epic Online Services, access token.</summary>
        EpicOnlineServicesAccessToken = 2,

        /// <summary>Epic Online Services, ID token.</summary>
        EpicOnlineServicesIdToken = 3,

        /// <summary>Steam session ticket.</summary>
        SteamSessionTicket = 4,

        /// <summary>Unity Services ID token.</summary>
        UnityServicesIdToken = 5,

        /// <summary>Discord access token issued for a bot's provisional account.</summary>
        DiscordBotIssuedAccessToken = 6,

        /// <summary>Apple ID token.</summary>
        AppleIdToken = 7,

        /// <summary>PlayStation Network ID token.</summary>
        PlayStationNetworkIdToken = 8,
    }
}
