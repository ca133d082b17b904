//! External identities, the provisional accounts made for them, and merging those into full ones.

use super::World;
use crate::seed::App;

/// Application, kind of identity, user.
pub(crate) type External = (&'static str, String, String);

/// Kinds of external tokens that Discord takes.
const KINDS: &[&str] = &[
    "OIDC",
    "EPIC_ONLINE_SERVICES_ACCESS_TOKEN",
    "EPIC_ONLINE_SERVICES_ID_TOKEN",
    "STEAM_SESSION_TICKET",
    "UNITY_SERVICES_ID_TOKEN",
    "DISCORD_BOT_ISSUED_ACCESS_TOKEN",
    "APPLE_ID_TOKEN",
    "PLAYSTATION_NETWORK_ID_TOKEN",
];

/// The kind of identities that a bot names.
pub(crate) const BOT_KIND: &str = "DISCORD_BOT_ISSUED_ACCESS_TOKEN";

/// Why an external token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExternalRefusal {
    /// No such kind of token.
    Kind,
    /// Discord's code.
    Code(u32, &'static str),
    /// HTTP 423.
    Locked,
}

impl World {
    /// Who an external token names.
    pub fn external_user(&self, kind: &str, token: &str) -> Result<String, ExternalRefusal> {
        use ExternalRefusal::{Code, Kind, Locked};
        if !KINDS.contains(&kind) {
            return Err(Kind);
        }
        if kind == BOT_KIND
            && let Some(found) = self.access_token(token)
        {
            let known = self.externals.iter();
            let mut known = known.filter(|((_, kind, _), name)| kind == BOT_KIND && **name == found.player);
            if let Some(((_, _, user), _)) = known.next() {
                return Ok(user.clone());
            }
        }
        match token.split_once(':').unwrap_or((token, "")) {
            ("valid", user) if !user.is_empty() => Ok(user.to_owned()),
            ("locked", _) => Err(Locked),
            ("noname", _) => Err(Code(530_006, "The user name could not be made")),
            ("unconfigured", _) => Err(Code(530_000, "Application not configured")),
            ("expired", _) => Err(Code(530_001, "External ID token is expired")),
            ("issuer", _) => Err(Code(530_002, "Issuer mismatch")),
            ("audience", _) => Err(Code(530_003, "Audience mismatch")),
            ("too_old", _) => Err(Code(530_004, "External ID token is too old")),
            ("oidc", _) => Err(Code(530_008, "OIDC configuration not found")),
            ("jwks", _) => Err(Code(530_009, "JWKS not found")),
            ("kid", _) => Err(Code(530_027, "Unknown kid")),
            _ => Err(Code(530_020, "Invalid JWT")),
        }
    }

    /// The account of an external identity: its provisional one (made now if need be), or none if it is linked to a
    /// full one.
    pub fn provisional_player(&mut self, app: &'static App, kind: &str, user: &str) -> Option<String> {
        let key = (app.id, kind.to_owned(), user.to_owned());
        if let Some(name) = self.externals.get(&key).cloned() {
            return self.player(&name).provisional.then_some(name);
        }
        let name = format!("provisional-{}-{user}", kind.to_ascii_lowercase());
        self.player(&name).provisional = true;
        self.externals.insert(key, name.clone());
        Some(name)
    }

    /// Gives an external identity the provisional account with this user id; false if there is none.
    pub fn adopt_provisional(&mut self, app: &'static App, kind: &str, user: &str, user_id: &str) -> bool {
        let account = self.players.iter().find(|(_, player)| player.provisional && player.user_id == user_id);
        let Some(name) = account.map(|(name, _)| name.clone()) else { return false };
        self.externals.insert((app.id, kind.to_owned(), user.to_owned()), name);
        true
    }

    /// Joins an external identity to a full account; its provisional account ends.
    pub fn merge(&mut self, app: &'static App, kind: &str, user: &str, player: &str) {
        let key = (app.id, kind.to_owned(), user.to_owned());
        let before = self.externals.insert(key, player.to_owned());
        if let Some(before) = before.filter(|before| before != player)
            && self.player(&before).provisional
        {
            self.revoke_player(&before);
        }
    }

    /// Parts an external identity from its full account; false if there is none.
    pub fn unmerge(&mut self, app: &'static App, kind: &str, user: &str) -> bool {
        let key = (app.id, kind.to_owned(), user.to_owned());
        let Some(name) = self.externals.get(&key).cloned() else {
            return false;
        };
        if self.player(&name).provisional {
            return false;
        }
        self.externals.remove(&key);
        true
    }
}
