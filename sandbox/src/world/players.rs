//! Players: Discord users and LootLocker players in one, known by their name.

use ring::digest::{SHA256, digest};
use serde::Serialize;

use super::World;

/// A ban at LootLocker.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Ban {
    pub ban_reason: &'static str,
    pub banned_on: String,
    pub banned_until: Option<String>,
    pub permanent: bool,
}

/// One person.
#[derive(Clone, Debug)]
pub(crate) struct Player {
    pub name: String,
    /// Discord's id of the user.
    pub user_id: String,
    /// A Discord account made for an external identity.
    pub provisional: bool,
    /// LootLocker's ids.
    pub player_id: u64,
    pub ulid: String,
    pub public_uid: String,
    pub wallet_id: String,
    pub created_at: String,
    /// Name at LootLocker.
    pub display_name: Option<String>,
    pub last_seen: Option<String>,
    pub ban: Option<Ban>,
}

impl World {
    /// The player of this name, made now if nobody has named them before.
    pub fn player(&mut self, name: &str) -> &mut Player {
        let created_at = crate::clock::iso(self.now_ms());
        self.players.entry(name.to_owned()).or_insert_with(|| Player::new(name, created_at))
    }

    /// The player that LootLocker knows by this ULID.
    pub fn player_by_ulid(&self, ulid: &str) -> Option<&Player> {
        self.players.values().find(|player| player.ulid == ulid)
    }

    pub fn ban(&mut self, name: &str, permanent: bool) {
        let now = self.now_ms();
        let until = (!permanent).then(|| crate::clock::iso(now + 7 * 86_400_000));
        self.player(name).ban =
            Some(Ban { ban_reason: "manual", banned_on: crate::clock::iso(now), banned_until: until, permanent });
    }

    pub fn unban(&mut self, name: &str) {
        self.player(name).ban = None;
    }
}

impl Player {
    /// Ids come of the name, so that they are the same in every run.
    fn new(name: &str, created_at: String) -> Self {
        let hash = digest(&SHA256, name.as_bytes());
        let number = |at: usize| {
            let bytes: [u8; 8] = hash.as_ref()[at..at + 8].try_into().expect("eight bytes");
            u64::from_be_bytes(bytes)
        };
        Self {
            name: name.to_owned(),
            user_id: format!("9{:017}", number(0) % 100_000_000_000_000_000),
            provisional: false,
            // Beyond 32 bits on purpose: clients have to read it as a 64-bit number.
            player_id: 5_000_000_000 + number(8) % 1_000_000_000,
            ulid: format!("01{}", base32(number(8), number(16))),
            public_uid: base32(number(16), 0)[..8].to_owned(),
            wallet_id: format!("01{}", base32(number(16), number(24))),
            created_at,
            display_name: None,
            last_seen: None,
            ban: None,
        }
    }
}

/// 24 letters of Crockford's alphabet, as ULIDs are written.
fn base32(high: u64, low: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = (u128::from(high) << 64) | u128::from(low);
    (0..24)
        .map(|index| {
            let five = (bits >> (123 - 5 * index)) & 31;
            char::from(LETTERS[usize::try_from(five).unwrap_or(0)])
        })
        .collect()
}
