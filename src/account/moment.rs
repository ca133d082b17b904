//! A moment of an account's life.

use std::ops::{Add, Sub};
use std::time::Duration;

/// Time since the account was opened, sleep of the machine included, on a clock that nobody sets. Sums that leave its range stay at its end.
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
