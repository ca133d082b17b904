//! The state of both services: who exists, which tokens live, whose sessions run.

mod consent;
mod externals;
mod players;
mod sessions;
mod table;
mod tokens;

use std::collections::{BTreeMap, HashMap};

pub(crate) use consent::{Code, CodeRequest, Decision, Device};
pub(crate) use externals::{BOT_KIND, ExternalRefusal};
pub(crate) use players::{Ban, Player};
pub(crate) use sessions::{LootLockerRefusal, Started};
pub(crate) use table::Table;
pub(crate) use tokens::{AccessToken, Kind};

use crate::clock::Clock;
use crate::settings::Settings;
use externals::External;
use sessions::{LootLockerRefresh, Session};
use tokens::RefreshToken;

/// Everything that a reset clears.
#[derive(Default)]
pub(crate) struct World {
    pub settings: Settings,
    pub clock: Clock,
    pub players: BTreeMap<String, Player>,
    pub access: Table<AccessToken>,
    pub refresh: Table<RefreshToken>,
    pub codes: Table<Code>,
    pub devices: Table<Device>,
    pub externals: HashMap<External, String>,
    pub sessions: Table<Session>,
    pub lootlocker_refresh: Table<LootLockerRefresh>,
    /// Used refresh tokens that came again.
    pub reuse: u64,
    /// Used authorization codes that came again.
    pub code_reuse: u64,
    /// The same for LootLocker's refresh tokens.
    pub lootlocker_reuse: u64,
    next_family: u64,
    rate_windows: HashMap<String, (u64, u32)>,
}

impl World {
    pub fn with(settings: Settings) -> Self {
        let mut world = Self::default();
        world.change_settings(settings);
        world
    }

    pub fn change_settings(&mut self, settings: Settings) {
        self.clock.freeze(settings.freeze_clock);
        self.settings = settings;
    }

    pub fn now_ms(&self) -> u64 {
        self.clock.now_ms()
    }

    /// Counts a request against its route's limit; over the limit, the milliseconds until it ends.
    pub fn over_limit(&mut self, route: &str) -> Option<u64> {
        let limit = *self.settings.rate_limits.get(route)?;
        let now = self.clock.now_ms();
        let length = limit.seconds.max(1) * 1000;
        let (started, used) = self.rate_windows.entry(route.to_owned()).or_insert((now, 0));
        if now >= *started + length {
            (*started, *used) = (now, 0);
        }
        if *used >= limit.limit {
            return Some(*started + length - now);
        }
        *used += 1;
        None
    }

    fn family(&mut self) -> u64 {
        self.next_family += 1;
        self.next_family
    }
}
