//! External identities: who vouches for a player without a Discord account.

use super::enums::{self, numbered};
use super::text::kinpass_string;
use crate::discord::oauth2::External;
use crate::error::{Error, Result};
use crate::given::Text;

const MAX_TOKEN: usize = 10_240;

/// Who vouches for a player without a Discord account.
#[repr(i32)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
/// cbindgen:prefix-with-name
/// cbindgen:rename-all=ScreamingSnakeCase
pub enum kinpass_external_auth_type {
    /// None.
    None = 0,
    /// An OpenID Connect ID token.
    Oidc = 1,
    /// Epic Online Services, access token.
    EpicOnlineServicesAccessToken = 2,
    /// Epic Online Services, ID token.
    EpicOnlineServicesIdToken = 3,
    /// Steam session ticket.
    SteamSessionTicket = 4,
    /// Unity Services ID token.
    UnityServicesIdToken = 5,
    /// Discord access token issued for a bot's provisional account.
    DiscordBotIssuedAccessToken = 6,
    /// Apple ID token.
    AppleIdToken = 7,
    /// PlayStation Network ID token.
    PlaystationNetworkIdToken = 8,
}

numbered!(kinpass_external_auth_type {
    None,
    Oidc,
    EpicOnlineServicesAccessToken,
    EpicOnlineServicesIdToken,
    SteamSessionTicket,
    UnityServicesIdToken,
    DiscordBotIssuedAccessToken,
    AppleIdToken,
    PlaystationNetworkIdToken,
});

impl kinpass_external_auth_type {
    /// Discord's word for it.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Oidc => Some("OIDC"),
            Self::EpicOnlineServicesAccessToken => Some("EPIC_ONLINE_SERVICES_ACCESS_TOKEN"),
            Self::EpicOnlineServicesIdToken => Some("EPIC_ONLINE_SERVICES_ID_TOKEN"),
            Self::SteamSessionTicket => Some("STEAM_SESSION_TICKET"),
            Self::UnityServicesIdToken => Some("UNITY_SERVICES_ID_TOKEN"),
            Self::DiscordBotIssuedAccessToken => Some("DISCORD_BOT_ISSUED_ACCESS_TOKEN"),
            Self::AppleIdToken => Some("APPLE_ID_TOKEN"),
            Self::PlaystationNetworkIdToken => Some("PLAYSTATION_NETWORK_ID_TOKEN"),
        }
    }
}

/// Type and token together, or neither.
///
/// # Safety
/// As for `kinpass_string::optional`.
pub(super) unsafe fn read(kind: i32, token: kinpass_string) -> Result<Option<External>> {
    let kind = enums::read::<kinpass_external_auth_type>("external_auth_type", kind)?;
    let token = unsafe { token.optional("external_auth_token") }?;
    match (kind.name(), token) {
        (None, None) => Ok(None),
        (Some(_), Some(token)) if token.len() > MAX_TOKEN => {
            Err(Error::argument("external_auth_token", "at most 10,240 bytes", Text::Hidden(&token)))
        }
        (Some(kind), Some(token)) => Ok(Some(External { kind, token: token.into() })),
        (Some(_), None) => Err(Error::argument("external_auth_token", "a token of external_auth_type", "nothing")),
        (None, Some(_)) => Err(Error::argument("external_auth_type", "the type of external_auth_token", "NONE")),
    }
}
