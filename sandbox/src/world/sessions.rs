//! LootLocker's side: sessions and the tokens that renew them.

use super::{Ban, Player, World};
use crate::secret;
use crate::seed::Game;

/// A running session.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub player: String,
    pub game: &'static str,
    pub expires_ms: u64,
}

/// A LootLocker refresh token.
#[derive(Clone, Debug)]
pub(crate) struct LootLockerRefresh {
    pub player: String,
    pub game: &'static str,
    pub expires_ms: u64,
    pub used: bool,
}

/// A session that has just begun.
pub(crate) struct Started {
    pub player: Player,
    pub session_token: String,
    /// None where the settings say that refresh answers bring none.
    pub refresh_token: Option<String>,
    pub seen_before: bool,
}

/// Why no session began.
pub(crate) enum LootLockerRefusal {
    Banned(Ban),
    /// The Discord token is dead, or of an application that this game does not take.
    AccessToken,
    /// The refresh token is spent, expired, unknown or of another game.
    RefreshToken,
}

impl World {
    /// Starts a session with a Discord access token.
    pub fn start_session(&mut self, game: &'static Game, access_token: &str) -> Result<Started, LootLockerRefusal> {
        let found = self.access_token(access_token);
        let Some(found) = found.filter(|found| game.takes(found.application)) else {
            return Err(LootLockerRefusal::AccessToken);
        };
        let player = found.player.clone();
        self.refuse_banned(&player)?;
        Ok(self.begin(game, &player, true))
    }

    /// Goes on with LootLocker's refresh token, or begins with Discord's.
    pub fn refresh_session(&mut self, game: &'static Game, token: &str) -> Result<Started, LootLockerRefusal> {
        let now = self.now_ms();
        let rotates = self.settings.lootlocker_refresh_rotates;
        let omits = self.settings.lootlocker_refresh_omits_token;
        let Some(found) = self.lootlocker_refresh.get_mut(token) else {
            // Documented as possible: LootLocker redeems Discord's refresh token, which is spent by that.
            let spent = self.spend_refresh(token, |application| game.takes(application));
            let spent = spent.map_err(|_| LootLockerRefusal::RefreshToken)?;
            self.refuse_banned(&spent.player)?;
            return Ok(self.begin(game, &spent.player, true));
        };
        if found.used {
            self.lootlocker_reuse += 1;
            return Err(LootLockerRefusal::RefreshToken);
        }
        if found.game != game.key || found.expires_ms <= now {
            return Err(LootLockerRefusal::RefreshToken);
        }
        let player = found.player.clone();
        if let Some(ban) = self.players.get(&player).and_then(|player| player.ban.clone()) {
            return Err(LootLockerRefusal::Banned(ban));
        }
        found.used = rotates && !omits;
        let mut started = self.begin(game, &player, rotates && !omits);
        if !rotates && !omits {
            started.refresh_token = Some(token.to_owned());
        }
        Ok(started)
    }

    fn refuse_banned(&self, player: &str) -> Result<(), LootLockerRefusal> {
        let ban = self.players.get(player).and_then(|player| player.ban.clone());
        ban.map_or(Ok(()), |ban| Err(LootLockerRefusal::Banned(ban)))
    }

    fn begin(&mut self, game: &'static Game, name: &str, with_refresh: bool) -> Started {
        let now = self.now_ms();
        let player = self.player(name);
        let before = player.clone();
        player.last_seen = Some(crate::clock::iso(now));
        let session_token = secret::random("ll-session-");
        let expires_ms = now + self.settings.session_seconds.saturating_mul(1000);
        self.sessions.insert(session_token.clone(), Session { player: name.to_owned(), game: game.key, expires_ms });
        let refresh_token = with_refresh.then(|| {
            let token = secret::random("ll-refresh-");
            let seconds = self.settings.lootlocker_refresh_seconds;
            self.lootlocker_refresh.insert(
                token.clone(),
                LootLockerRefresh {
                    player: name.to_owned(),
                    game: game.key,
                    expires_ms: now + seconds.saturating_mul(1000),
                    used: false,
                },
            );
            token
        });
        Started { seen_before: before.last_seen.is_some(), player: before, session_token, refresh_token }
    }

    /// A running session.
    pub fn session(&self, token: &str) -> Option<&Session> {
        let now = self.now_ms();
        self.sessions.get(token).filter(|found| found.expires_ms > now)
    }

    pub fn end_session(&mut self, token: &str) -> bool {
        self.session(token).is_some() && self.sessions.remove(token).is_some()
    }

    pub fn is_lootlocker_refresh_valid(&self, token: &str) -> bool {
        let now = self.now_ms();
        self.lootlocker_refresh.get(token).is_some_and(|found| !found.used && found.expires_ms > now)
    }

    pub fn expire_session(&mut self, token: &str) -> bool {
        self.sessions.remove(token).is_some()
    }

    pub fn expire_lootlocker_refresh(&mut self, token: &str) -> bool {
        let now = self.now_ms();
        match self.lootlocker_refresh.get_mut(token) {
            Some(found) => {
                found.expires_ms = now;
                true
            }
            None => false,
        }
    }
}
