//! A moment of an account's life, and what turns it into the services' time.

use std::ops::{Add, Sub};
use std::time::Duration;

/// Time since the account was opened, sleep of the machine included, on a clock that nobody sets. Sums that leave its range
/// stay at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Moment(Duration);

impl Moment {
    pub(crate) const ZERO: Self = Self(Duration::ZERO);

    /// So long after the account was opened.
    pub(crate) const fn after(since: Duration) -> Self {
        Self(since)
    }

    /// How long after another one it is; nothing if it is before.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    pub(crate) fn as_secs(self) -> u64 {
        self.0.as_secs()
    }

    fn seconds(self) -> i64 {
        self.as_secs().try_into().unwrap_or(i64::MAX)
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, later: Duration) -> Self {
        Self(self.0.saturating_add(later))
    }
}

impl Sub<Duration> for Moment {
    type Output = Self;

    fn sub(self, earlier: Duration) -> Self {
        Self(self.0.saturating_sub(earlier))
    }
}

/// The services' time, in whole seconds since 1970, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServiceTime {
    /// At moment zero.
    origin: i64,
    /// A service has told it; else it is this machine's, which may be wrong.
    told: bool,
}

impl ServiceTime {
    /// It is `unix` at a moment, as this machine thinks.
    pub(crate) fn guessed(unix: i64, at: Moment) -> Self {
        Self { origin: unix.saturating_sub(at.seconds()), told: false }
    }

    /// It is `unix` at a moment, as a service says.
    pub(crate) fn told(unix: i64, at: Moment) -> Self {
        Self { told: true, ..Self::guessed(unix, at) }
    }

    pub(crate) fn is_told(self) -> bool {
        self.told
    }

    pub(crate) fn unix(self, moment: Moment) -> i64 {
        self.origin.saturating_add(moment.seconds())
    }

    /// What was before the account was opened is its first moment.
    pub(crate) fn moment(self, unix: i64) -> Moment {
        Moment::after(Duration::from_secs(unix.saturating_sub(self.origin).try_into().unwrap_or(0)))
    }

    /// How many seconds it is ahead of another.
    pub(crate) fn ahead_of(self, other: Self) -> i64 {
        self.origin.saturating_sub(other.origin)
    }
}
