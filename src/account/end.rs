//! When a token ends.

use super::moment::{Moment, ServiceTime};
use std::time::Duration;

/// A token's life counts from its receipt, whatever any clock says later: it never passes for longer. In the services' time
/// it may end sooner: it comes from the store, or time has passed that this machine did not count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    latest: Moment,
    /// In the services' time; `None`: received while no service had told its time.
    dated: Option<i64>,
}

impl End {
    /// Of a token that is received at a moment.
    pub(crate) fn received(at: Moment, life: Duration, time: ServiceTime) -> Self {
        let latest = at + life;
        Self { latest, dated: time.is_told().then(|| time.unix(latest)) }
    }

    /// Of a token that is read from the store at a moment; `life` is that of a fresh one.
    pub(crate) fn stored(dated: i64, at: Moment, life: Duration) -> Self {
        Self { latest: at + life, dated: Some(dated) }
    }

    /// The sooner of two.
    pub(crate) fn min(self, other: Self) -> Self {
        let dated = self.dated.into_iter().chain(other.dated).min();
        Self { latest: self.latest.min(other.latest), dated }
    }

    pub(crate) fn moment(self, time: ServiceTime) -> Moment {
        self.dated.map_or(self.latest, |dated| time.moment(dated).min(self.latest))
    }

    pub(crate) fn unix(self, time: ServiceTime) -> i64 {
        self.dated.unwrap_or_else(|| time.unix(self.latest))
    }

    /// Another time is believed from here on. The first that a service tells is no time that has passed uncounted.
    pub(crate) fn note(&mut self, time: ServiceTime) {
        if time.is_told() {
            self.dated.get_or_insert(time.unix(self.latest));
        }
    }
}
