//! The server's time: what turns an account's moments into it, and back.

use super::hook;
use super::moment::Moment;
use std::time::{Duration, SystemTime};

/// Turns moments into the server's time and back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    /// The server's time at moment zero, in seconds since 1970.
    origin: i64,
    /// A server has told it; else it is this machine's, which may be wrong.
    known: bool,
}

impl Clock {
    /// At moment zero, while no server has been heard.
    pub(super) fn by_this_machine() -> Self {
        Self { origin: this_machine(), known: false }
    }

    pub(super) fn unix(self, moment: Moment) -> i64 {
        self.origin.saturating_add(seconds(moment))
    }

    pub(super) fn moment(self, unix: i64) -> Moment {
        Moment::after(Duration::from_secs(unix.saturating_sub(self.origin).try_into().unwrap_or(0)))
    }

    /// The server's clock less this machine's.
    pub(super) fn skew(self, now: Moment) -> i64 {
        self.unix(now).saturating_sub(this_machine())
    }

    /// Trusts what an earlier run has learnt of this machine's clock, until a server is heard.
    pub(super) fn correct(&mut self, skew: i64) {
        if !self.known {
            self.origin = self.origin.saturating_add(skew);
        }
    }

    /// A server tells its time: how far it is ahead of what was thought, and whether that was told by a server before.
    pub(super) fn set(&mut self, now: Moment, server: SystemTime) -> Option<(i64, bool)> {
        let unix = unix_time(server);
        let ahead = unix.saturating_sub(self.unix(now));
        let known_before = std::mem::replace(&mut self.known, true);
        // A date has whole seconds and takes its time to get here.
        if ahead.abs() <= 5 {
            return None;
        }
        self.origin = unix.saturating_sub(seconds(now));
        Some((ahead, known_before))
    }
}

fn seconds(moment: Moment) -> i64 {
    whole(moment.as_secs())
}

fn whole(seconds: u64) -> i64 {
    seconds.try_into().unwrap_or(i64::MAX)
}

fn this_machine() -> i64 {
    unix_time(SystemTime::now()).saturating_add(hook::clock_error())
}

fn unix_time(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => whole(since.as_secs()),
        Err(before) => -whole(before.duration().as_secs()),
    }
}
