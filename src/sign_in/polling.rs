//! When a device asks whether the player has answered, and when it stops (RFC 8628, 3.5). Time is an argument.

use crate::answer::UserCode;
use crate::error::{Error, Result};
use crate::status::Status::*;
use std::time::{Duration, Instant};

const SLOW_DOWN: Duration = Duration::from_secs(5);
/// The last poll comes this long before the code ends: it has to arrive in time.
const LAST_POLL: Duration = Duration::from_millis(500);

pub(super) struct Polling {
    interval: Duration,
    ends: Instant,
    /// The longest pause of the library's own after a hiccup.
    longest: Duration,
    /// Polls in a row that brought no word of the player.
    hiccups: u32,
    /// An answer was lost since the player was last known to think: the code may be spent.
    maybe_spent: bool,
}

/// What a poll that brought no token means.
enum Meaning {
    Pending,
    SlowDown,
    /// It says nothing about the code.
    Hiccup,
    Final,
}

impl Polling {
    pub(super) fn new(now: Instant, code: &UserCode, longest: Duration) -> Self {
        // A code that lives shorter than its interval is asked for once, at its end.
        let interval = code.interval.min(code.expires_in.saturating_sub(LAST_POLL).max(LAST_POLL));
        Self { interval, ends: now + code.expires_in, longest, hiccups: 0, maybe_spent: false }
    }

    /// How long to wait before the first poll. There is one, however short the code lives.
    pub(super) fn first(&self, now: Instant) -> Duration {
        self.wait(now, self.interval, self.interval).unwrap_or(self.interval)
    }

    /// How long to wait after a poll that brought no token, or why there is no further one. `answer_lost`: Discord may have
    /// given the token away.
    pub(super) fn after(&mut self, now: Instant, error: Error, answer_lost: bool) -> Result<Duration> {
        let (least, wanted) = match meaning(&error) {
            Meaning::Final if self.maybe_spent && error.status != KINPASS_ERROR_ACCESS_DENIED => {
                return Err(unknown(error));
            }
            Meaning::Final => return Err(error),
            Meaning::Hiccup => {
                self.hiccups += 1;
                self.maybe_spent |= answer_lost;
                let asked = error.service.retry_after.unwrap_or_default();
                let backoff = self.interval.saturating_mul(1 << self.hiccups.min(16)).min(self.longest);
                let least = self.interval.max(asked);
                (least, least.max(backoff))
            }
            player_thinks => {
                if matches!(player_thinks, Meaning::SlowDown) {
                    self.interval += SLOW_DOWN;
                }
                self.hiccups = 0;
                self.maybe_spent = false;
                (self.interval, self.interval)
            }
        };
        self.wait(now, least, wanted).ok_or_else(|| if self.maybe_spent { unknown(error) } else { expired(error) })
    }

    /// What is `wanted`, but never less than `least`; `None` if the code ends before. A poll that would leave no time for
    /// another one is put off until just before the end: the player may agree in the last moment.
    fn wait(&self, now: Instant, least: Duration, wanted: Duration) -> Option<Duration> {
        let remaining = self.ends.saturating_duration_since(now);
        let last = remaining.saturating_sub(LAST_POLL);
        let wait = if wanted.saturating_add(self.interval) > last { least.max(last) } else { wanted };
        (wait <= remaining).then_some(wait)
    }
}

/// Only what Discord says about the code or the application is final. A page of a network's, an outage, a limit, a connection
/// that breaks: the player may be typing all the while.
fn meaning(error: &Error) -> Meaning {
    let code = error.service.code.as_deref();
    match error.status {
        KINPASS_ERROR_TIMEOUT
        | KINPASS_ERROR_CONNECT
        | KINPASS_ERROR_CONNECTION_LOST
        | KINPASS_ERROR_TLS
        | KINPASS_ERROR_MALFORMED_ANSWER
        | KINPASS_ERROR_ANSWER_TOO_LARGE
        | KINPASS_ERROR_REDIRECTED
        | KINPASS_ERROR_LOCKED
        | KINPASS_ERROR_RATE_LIMITED
        | KINPASS_ERROR_SERVICE_UNAVAILABLE => Meaning::Hiccup,
        KINPASS_ERROR_OAUTH2 => match code {
            Some("authorization_pending") => Meaning::Pending,
            Some("slow_down") => Meaning::SlowDown,
            Some("server_error" | "temporarily_unavailable") => Meaning::Hiccup,
            _ => Meaning::Final,
        },
        // Without a code of its own it need not be Discord that speaks.
        KINPASS_ERROR_BAD_REQUEST | KINPASS_ERROR_UNAUTHORIZED | KINPASS_ERROR_FORBIDDEN | KINPASS_ERROR_NOT_FOUND
            if matches!(code, None | Some("0")) =>
        {
            Meaning::Hiccup
        }
        _ => Meaning::Final,
    }
}

fn expired(error: Error) -> Error {
    let message = format!("the user code expired ({})", error.message);
    Error { status: KINPASS_ERROR_AUTHORIZATION_EXPIRED, message, ..error }
}

fn unknown(error: Error) -> Error {
    let message = format!("an answer was lost, the code may be spent ({})", error.message);
    Error { status: KINPASS_ERROR_OUTCOME_UNKNOWN, message, ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Status;

    const SECOND: Duration = Duration::from_secs(1);

    /// A code of five minutes, with five seconds between two polls, and what goes on.
    struct Flow {
        polling: Polling,
        now: Instant,
    }

    impl Flow {
        fn start() -> Self {
            Self::of(300, 5)
        }

        fn of(expires_in_s: u64, interval_s: u64) -> Self {
            let code = UserCode {
                device_code: "d".into(),
                user_code: String::new(),
                verification_uri: String::new(),
                verification_uri_complete: None,
                expires_in: Duration::from_secs(expires_in_s),
                interval: Duration::from_secs(interval_s),
            };
            let now = Instant::now();
            Self { polling: Polling::new(now, &code, 60 * SECOND), now }
        }

        /// The next poll's answer, in seconds after which the one after it is due, or the status of the end.
        fn answer(&mut self, error: Error, lost: bool) -> std::result::Result<f64, Status> {
            let wait = self.polling.after(self.now, error, lost).map_err(|error| error.status)?;
            self.now += wait;
            Ok(wait.as_secs_f64())
        }
    }

    fn error(status: Status, code: &str) -> Error {
        let mut error = Error::new(status, "");
        error.service.code = (!code.is_empty()).then(|| code.to_owned());
        error
    }

    fn pending() -> Error {
        error(KINPASS_ERROR_OAUTH2, "authorization_pending")
    }

    #[test]
    fn a_code_that_lives_shorter_than_its_interval_is_asked_for_once_at_its_end() {
        for interval in [5, 86_400] {
            let mut flow = Flow::of(4, interval);
            let first = flow.polling.first(flow.now);
            assert_eq!(first, Duration::from_millis(3500));
            flow.now += first;
            assert_eq!(flow.answer(pending(), false), Err(KINPASS_ERROR_AUTHORIZATION_EXPIRED));
        }
    }

    #[test]
    fn only_definite_errors_end_it() {
        for (status, code) in [
            (KINPASS_ERROR_TIMEOUT, ""),
            (KINPASS_ERROR_CONNECT, ""),
            (KINPASS_ERROR_CONNECTION_LOST, ""),
            (KINPASS_ERROR_TLS, ""),
            (KINPASS_ERROR_MALFORMED_ANSWER, ""),
            (KINPASS_ERROR_ANSWER_TOO_LARGE, ""),
            (KINPASS_ERROR_REDIRECTED, ""),
            (KINPASS_ERROR_LOCKED, ""),
            (KINPASS_ERROR_RATE_LIMITED, ""),
            (KINPASS_ERROR_SERVICE_UNAVAILABLE, ""),
            (KINPASS_ERROR_BAD_REQUEST, ""),
            (KINPASS_ERROR_FORBIDDEN, ""),
            (KINPASS_ERROR_FORBIDDEN, "0"),
            (KINPASS_ERROR_NOT_FOUND, "0"),
            (KINPASS_ERROR_OAUTH2, "server_error"),
            (KINPASS_ERROR_OAUTH2, "temporarily_unavailable"),
        ] {
            assert_eq!(Flow::start().answer(error(status, code), false), Ok(10.0), "{status:?} {code}");
        }
        for (status, code) in [
            (KINPASS_ERROR_ACCESS_DENIED, "access_denied"),
            (KINPASS_ERROR_AUTHORIZATION_EXPIRED, "expired_token"),
            (KINPASS_ERROR_INVALID_GRANT, "invalid_grant"),
            (KINPASS_ERROR_INVALID_CLIENT, "invalid_client"),
            (KINPASS_ERROR_OAUTH2, "unauthorized_client"),
            (KINPASS_ERROR_OAUTH2, "invalid_request"),
            (KINPASS_ERROR_OAUTH2, "unsupported_grant_type"),
            (KINPASS_ERROR_EXTERNAL_TOKEN, "50025"),
            (KINPASS_ERROR_FORBIDDEN, "40333"),
            (KINPASS_ERROR_BAD_REQUEST, "50035"),
            (KINPASS_ERROR_INVALID_ARGUMENT, ""),
        ] {
            assert_eq!(Flow::start().answer(error(status, code), false), Err(status), "{code}");
        }
    }

    #[test]
    fn slower_after_each_hiccup_and_never_sooner_than_asked() {
        let mut flow = Flow::start();
        let down = || error(KINPASS_ERROR_SERVICE_UNAVAILABLE, "");
        let waits: Vec<_> = (0..4).map(|_| flow.answer(down(), false).unwrap()).collect();
        assert_eq!(waits, [10.0, 20.0, 40.0, 60.0]);
        assert_eq!(flow.answer(pending(), false), Ok(5.0), "all is well again");
        assert_eq!(flow.answer(error(KINPASS_ERROR_OAUTH2, "slow_down"), false), Ok(10.0));
        assert_eq!(flow.answer(pending(), false), Ok(10.0), "for good");
        let mut limited = error(KINPASS_ERROR_RATE_LIMITED, "");
        limited.service.retry_after = Some(70 * SECOND);
        assert_eq!(flow.answer(limited, false), Ok(70.0));
    }

    #[test]
    fn the_last_poll_comes_just_before_the_code_ends() {
        for (expires_in_s, interval_s) in [(300, 5), (301, 5), (20, 7), (3, 1)] {
            let mut flow = Flow::of(expires_in_s, interval_s);
            let started = flow.now;
            flow.now += flow.polling.first(flow.now);
            let end = loop {
                match flow.answer(pending(), false) {
                    Ok(wait) => assert!(wait >= interval_s as f64),
                    Err(status) => break status,
                }
            };
            assert_eq!(end, KINPASS_ERROR_AUTHORIZATION_EXPIRED);
            assert_eq!(flow.now - started, expires_in_s as u32 * SECOND - LAST_POLL);
        }
        // Back-off does not sleep through it.
        let mut flow = Flow::of(30, 5);
        flow.answer(error(KINPASS_ERROR_CONNECT, ""), false).unwrap();
        assert_eq!(flow.answer(error(KINPASS_ERROR_CONNECT, ""), false), Ok(19.5));
    }

    #[test]
    fn a_code_that_may_be_spent_is_an_unknown_outcome() {
        let lost = || error(KINPASS_ERROR_CONNECTION_LOST, "");
        let invalid = || error(KINPASS_ERROR_INVALID_GRANT, "invalid_grant");
        let mut flow = Flow::start();
        flow.answer(lost(), true).unwrap();
        flow.answer(error(KINPASS_ERROR_SERVICE_UNAVAILABLE, ""), false).unwrap();
        assert_eq!(flow.answer(invalid(), false), Err(KINPASS_ERROR_OUTCOME_UNKNOWN));
        // Who still thinks has spent nothing.
        let mut flow = Flow::start();
        flow.answer(lost(), true).unwrap();
        flow.answer(pending(), false).unwrap();
        assert_eq!(flow.answer(invalid(), false), Err(KINPASS_ERROR_INVALID_GRANT));
        // Nor has who said no.
        let mut flow = Flow::start();
        flow.answer(lost(), true).unwrap();
        let denied = error(KINPASS_ERROR_ACCESS_DENIED, "access_denied");
        assert_eq!(flow.answer(denied, false), Err(KINPASS_ERROR_ACCESS_DENIED));
        // Lost until the end.
        let mut flow = Flow::of(3, 1);
        let end = loop {
            if let Err(status) = flow.answer(lost(), true) {
                break status;
            }
        };
        assert_eq!(end, KINPASS_ERROR_OUTCOME_UNKNOWN);
    }

    #[test]
    fn a_limit_beyond_the_codes_life_ends_it() {
        let mut limited = error(KINPASS_ERROR_RATE_LIMITED, "");
        limited.service.retry_after = Some(Duration::MAX);
        assert_eq!(Flow::start().answer(limited, false), Err(KINPASS_ERROR_AUTHORIZATION_EXPIRED));
    }
}
