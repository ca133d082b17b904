//! What can be chosen about the world's behaviour.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How the authorize page and the device page are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// A person decides on the page.
    #[default]
    Ask,
    /// Allowed at once.
    Allow,
    /// Denied at once.
    Deny,
}

/// So many requests in so many seconds of sandbox time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    /// Requests per window.
    pub limit: u32,
    /// Length of the window.
    pub seconds: u64,
}

/// The settings of a sandbox; each has a default that suits most tests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Who answers the consent page.
    pub consent: Consent,
    /// The player who consents when nobody is asked.
    pub consent_player: String,
    /// Life of a publisher application's access token.
    pub access_token_seconds: u64,
    /// Life of a child token, unless its parent ends sooner.
    pub child_token_seconds: u64,
    /// Life of a provisional account's token.
    pub provisional_seconds: u64,
    /// Whether provisional answers carry a refresh token.
    pub provisional_refresh_token: bool,
    /// Life of a Discord refresh token; none: for ever.
    pub refresh_token_seconds: Option<u64>,
    /// Whether a used refresh token that comes again kills what came of it.
    pub revoke_family_on_reuse: bool,
    /// Scopes added to what was asked for.
    pub extra_scopes: Vec<String>,
    /// Life of an authorization code.
    pub code_seconds: u64,
    /// Life of a device code.
    pub device_seconds: u64,
    /// Least time between two polls of a device code.
    pub device_interval: u64,
    /// Whether Discord's routes refuse a user agent that is not a `DiscordBot`.
    pub check_user_agent: bool,
    /// Life of a LootLocker session.
    pub session_seconds: u64,
    /// Life of a LootLocker refresh token.
    pub lootlocker_refresh_seconds: u64,
    /// Whether a refresh brings a new refresh token and ends the old.
    pub lootlocker_refresh_rotates: bool,
    /// Whether refresh answers carry no refresh token (the old one stays good).
    pub lootlocker_refresh_omits_token: bool,
    /// Status of a refused LootLocker refresh.
    pub lootlocker_expired_refresh_status: u16,
    /// Status of a request with a dead session.
    pub lootlocker_expired_session_status: u16,
    /// Limits by route (`"POST /game/session/discord"`).
    pub rate_limits: BTreeMap<String, RateLimit>,
    /// Real time before each answer.
    pub latency_ms: u64,
    /// Whether the clock only moves when it is told to.
    pub freeze_clock: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            consent: Consent::Ask,
            consent_player: "ada".to_owned(),
            access_token_seconds: 604_800,
            child_token_seconds: 604_800,
            provisional_seconds: 604_800,
            provisional_refresh_token: false,
            refresh_token_seconds: None,
            revoke_family_on_reuse: false,
            extra_scopes: vec!["identify".to_owned()],
            code_seconds: 60,
            device_seconds: 300,
            device_interval: 5,
            check_user_agent: true,
            session_seconds: 86_400,
            lootlocker_refresh_seconds: 2_592_000,
            lootlocker_refresh_rotates: true,
            lootlocker_refresh_omits_token: false,
            lootlocker_expired_refresh_status: 401,
            lootlocker_expired_session_status: 401,
            rate_limits: BTreeMap::new(),
            latency_ms: 0,
            freeze_clock: false,
        }
    }
}
