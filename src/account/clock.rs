//! An account's idea of the services' time: whom it believes.

use super::hook;
use super::moment::{Moment, ServiceTime};
use crate::answer::ServerDate;
use std::time::SystemTime;

/// A date has whole seconds and takes its time to get here.
const EXACT: u64 = 5;
/// A date that is off by no more is believed at once; a larger jump wants a second witness.
const CREDIBLE: u64 = 5 * 60;
/// Dates that are off from each other by no more bear each other out.
const AGREE: u64 = 30;
/// One and the same host is a second witness after so many seconds: longer than [`AGREE`], so that a copy of an old answer
/// does not bear itself out.
const LATER: u64 = 60;

#[derive(Debug)]
pub(super) struct Clock {
    time: ServiceTime,
    /// A date that nobody has borne out yet.
    claim: Option<Claim>,
}

#[derive(Debug)]
struct Claim {
    host: String,
    time: ServiceTime,
    at: Moment,
}

impl Clock {
    /// At moment zero, while no service has been heard.
    pub(super) fn by_this_machine() -> Self {
        Self::starting_at(this_machine())
    }

    fn starting_at(unix: i64) -> Self {
        Self { time: ServiceTime::guessed(unix, Moment::ZERO), claim: None }
    }

    pub(super) fn time(&self) -> ServiceTime {
        self.time
    }

    /// The services' time less this machine's.
    pub(super) fn skew(&self, now: Moment) -> i64 {
        self.time.unix(now).saturating_sub(this_machine())
    }

    /// Trusts what an earlier run has learnt of this machine's clock, until a service is heard.
    pub(super) fn correct(&mut self, skew: i64) {
        if !self.time.is_told() {
            let unix = self.time.unix(Moment::ZERO).saturating_add(skew);
            self.time = ServiceTime::guessed(unix, Moment::ZERO);
        }
    }

    /// An answer tells its service's time. True if another time is believed from here on.
    pub(super) fn hear(&mut self, now: Moment, date: &ServerDate) -> bool {
        let told = ServiceTime::told(unix_time(date.time), now);
        let off = told.ahead_of(self.time).unsigned_abs();
        if off > CREDIBLE && !self.is_borne_out(now, &date.host, told) {
            return false;
        }
        self.claim = None;
        let before = self.time;
        self.time = if off <= EXACT { ServiceTime::told(before.unix(now), now) } else { told };
        self.time != before
    }

    /// Whether the claim that stands says the same, by another host or at another time; if not, this is the claim.
    fn is_borne_out(&mut self, now: Moment, host: &str, told: ServiceTime) -> bool {
        let agrees = |claim: &&Claim| told.ahead_of(claim.time).unsigned_abs() <= AGREE;
        if let Some(claim) = self.claim.as_ref().filter(agrees) {
            return claim.host != host || now.since(claim.at).as_secs() >= LATER;
        }
        self.claim = Some(Claim { host: host.to_owned(), time: told, at: now });
        false
    }
}

fn this_machine() -> i64 {
    unix_time(SystemTime::now()).saturating_add(hook::clock_error())
}

fn unix_time(time: SystemTime) -> i64 {
    let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => whole(since.as_secs()),
        Err(before) => -whole(before.duration().as_secs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const START: i64 = 1_800_000_000;
    const YEAR: i64 = 365 * 86_400;

    fn moment(at: u64) -> Moment {
        Moment::after(Duration::from_secs(at))
    }

    /// Hears a host whose clock is off; how far the clock is off then, and whether it says that it changed.
    fn hear(clock: &mut Clock, at: u64, host: &str, off: i64) -> (i64, bool) {
        let unix = u64::try_from(START + off).expect("after 1970") + at;
        let date = ServerDate { host: host.into(), time: SystemTime::UNIX_EPOCH + Duration::from_secs(unix) };
        let changed = clock.hear(moment(at), &date);
        (clock.time().unix(moment(at)) - START - i64::try_from(at).expect("small"), changed)
    }

    /// A clock that a service has told the right time.
    fn told() -> Clock {
        let mut clock = Clock::starting_at(START);
        assert_eq!(hear(&mut clock, 0, "discord", 0), (0, true));
        clock
    }

    #[test]
    fn small_corrections_are_believed_at_once() {
        let mut clock = told();
        assert_eq!(hear(&mut clock, 10, "discord", 4), (0, false));
        assert_eq!(hear(&mut clock, 20, "discord", -200), (-200, true));
    }

    #[test]
    fn one_wrong_date_moves_nothing() {
        let mut clock = told();
        assert_eq!(hear(&mut clock, 10, "lootlocker", YEAR), (0, false));
        assert_eq!(hear(&mut clock, 20, "discord", 0), (0, false));
        // A right answer in between has taken the claim away.
        assert_eq!(hear(&mut clock, 90, "lootlocker", YEAR), (0, false));
        assert_eq!(hear(&mut clock, 91, "lootlocker", YEAR), (0, false), "no second witness so soon");
        assert_eq!(hear(&mut clock, 92, "discord", -YEAR), (0, false), "they don't agree");
    }

    #[test]
    fn another_host_or_a_later_answer_bears_a_date_out() {
        let mut clock = told();
        assert_eq!(hear(&mut clock, 10, "lootlocker", 7200), (0, false));
        assert_eq!(hear(&mut clock, 11, "discord", 7201), (7201, true));
        let mut clock = told();
        assert_eq!(hear(&mut clock, 10, "discord", 7200), (0, false));
        assert_eq!(hear(&mut clock, 40, "discord", 7200), (0, false));
        assert_eq!(hear(&mut clock, 75, "discord", 7200), (7200, true));
    }

    #[test]
    fn a_copy_of_an_old_answer_bears_nothing_out() {
        let mut clock = told();
        for at in (0..2000).step_by(20) {
            // The same date each time.
            assert_eq!(hear(&mut clock, at, "discord", YEAR - i64::try_from(at).unwrap()), (0, false));
        }
    }

    #[test]
    fn a_wrong_machine_wants_two_witnesses_too() {
        let mut clock = Clock::starting_at(START - YEAR);
        assert_eq!(hear(&mut clock, 0, "discord", 0), (-YEAR, false));
        assert_eq!(hear(&mut clock, 1, "lootlocker", 0), (0, true));
    }

    #[test]
    fn extremes_are_no_overflow() {
        let mut clock = Clock::starting_at(i64::MAX);
        clock.correct(i64::MAX);
        assert_eq!(clock.time().moment(i64::MIN), Moment::ZERO);
        let forever = Moment::after(Duration::MAX);
        assert_eq!(clock.time().unix(forever), i64::MAX);
        let date = ServerDate { host: "discord".into(), time: SystemTime::UNIX_EPOCH };
        assert!(!clock.hear(forever, &date));
    }
}
