//! The sandbox's clock: real time, plus what it was told to skip.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that can be moved forward and stopped.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_ms: u64,
    /// The time it shows while it is stopped.
    frozen_at: Option<u64>,
}

impl Clock {
    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.frozen_at.unwrap_or_else(|| real_ms() + self.offset_ms)
    }

    /// Seconds since 1970.
    pub fn now(&self) -> u64 {
        self.now_ms() / 1000
    }

    pub fn advance(&mut self, seconds: u64) {
        let ms = seconds.saturating_mul(1000).min(MAX_ADVANCE_MS);
        match &mut self.frozen_at {
            Some(at) => *at += ms,
            None => self.offset_ms += ms,
        }
    }

    pub fn freeze(&mut self, freeze: bool) {
        match (freeze, self.frozen_at) {
            (true, None) => self.frozen_at = Some(self.now_ms()),
            (false, Some(at)) => {
                self.offset_ms = at.saturating_sub(real_ms());
                self.frozen_at = None;
            }
            _ => {}
        }
    }
}

/// A hundred years: more is a slip of the pen, and dates stay printable.
const MAX_ADVANCE_MS: u64 = 100 * 366 * 86_400 * 1000;

fn real_ms() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX / 2)
}

/// A time as HTTP headers write it.
pub(crate) fn http_date(seconds: u64) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
}

/// A time as ISO 8601 with an offset, in UTC.
pub(crate) fn iso(ms: u64) -> String {
    let seconds = ms / 1000;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days since 0000-03-01, so that leap days come last (Howard Hinnant's civil_from_days).
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}+00:00",
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
        ms % 1000
    )
}

#[cfg(test)]
mod tests {
    use super::{Clock, iso};

    #[test]
    fn iso_dates_are_right_around_leap_days() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000+00:00");
        assert_eq!(iso(951_782_400_123), "2000-02-29T00:00:00.123+00:00");
        assert_eq!(iso(1_767_225_599_000), "2025-12-31T23:59:59.000+00:00");
    }

    #[test]
    fn a_frozen_clock_moves_by_advance_only() {
        let mut clock = Clock::default();
        clock.freeze(true);
        let before = clock.now_ms();
        clock.advance(3);
        assert_eq!(clock.now_ms(), before + 3000);
        clock.freeze(false);
        assert!(clock.now_ms() >= before + 3000);
    }
}
