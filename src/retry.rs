//! What is tried again, and when.

use crate::error::Error;
use crate::http::Method;
use crate::pacing::UNTOLD_RATE_LIMIT;
use crate::status::Status::{self, *};
use std::time::Duration;

/// Whether a request may be sent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Sending it again does no harm.
    Repeatable,
    /// It spends a single-use token: once an answer is lost, one more try, then the outcome is unknown.
    SingleUse,
    /// Whoever asks decides himself about another try.
    Once,
    /// A host's request that may change something: sent again only if the service certainly did not act on it.
    Careful,
}

impl Policy {
    /// Of a request that the library does not know: reading is repeatable.
    pub(crate) fn of(method: &Method) -> Self {
        if matches!(*method, Method::GET | Method::HEAD) { Self::Repeatable } else { Self::Careful }
    }
}

/// What a request came to, if not to a success.
pub(crate) struct Attempt<'a> {
    pub(crate) error: &'a Error,
    /// The service may have acted on the request.
    pub(crate) sent: bool,
    /// 1 for the first.
    pub(crate) number: u32,
    /// An earlier attempt's answer was lost.
    pub(crate) answer_lost: bool,
}

pub(crate) struct Limits {
    pub(crate) attempts: u32,
    pub(crate) delay: Duration,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Again(Duration),
    Final,
    /// A single-use token may be spent.
    OutcomeUnknown,
}

const FIRST_DELAY: Duration = Duration::from_millis(500);

/// The answer to a single-use request was lost, or says nothing about whether the service acted.
pub(crate) fn is_ambiguous(error: &Error, sent: bool) -> bool {
    let failing = error.status == KINPASS_ERROR_SERVICE_UNAVAILABLE && error.service.http_status != 503;
    sent && (failing
        || matches!(
            error.status,
            KINPASS_ERROR_TIMEOUT
                | KINPASS_ERROR_CONNECTION_LOST
                | KINPASS_ERROR_MALFORMED_ANSWER
                | KINPASS_ERROR_ANSWER_TOO_LARGE
        ))
}

/// Decides about an attempt. `jitter` is from 0 to 1.
pub(crate) fn decide(policy: Policy, attempt: &Attempt<'_>, limits: &Limits, jitter: f64) -> Verdict {
    let lost = attempt.answer_lost;
    let maybe_acted = is_ambiguous(attempt.error, attempt.sent);
    if policy == Policy::Once || (policy == Policy::Careful && maybe_acted) {
        return Verdict::Final;
    }
    let ambiguous = policy == Policy::SingleUse && maybe_acted;
    let end = if ambiguous || lost { Verdict::OutcomeUnknown } else { Verdict::Final };
    if attempt.number >= limits.attempts || lost || !(ambiguous || is_transient(attempt.error.status)) {
        return end;
    }
    match delay(attempt, limits, jitter) {
        Some(delay) => Verdict::Again(delay),
        None => end,
    }
}

fn is_transient(status: Status) -> bool {
    matches!(
        status,
        KINPASS_ERROR_TIMEOUT
            | KINPASS_ERROR_CONNECT
            | KINPASS_ERROR_CONNECTION_LOST
            | KINPASS_ERROR_LOCKED
            | KINPASS_ERROR_RATE_LIMITED
            | KINPASS_ERROR_SERVICE_UNAVAILABLE
    )
}

/// Doubling, with jitter, at least what the service asks for; `None` if that is more than the caller allows.
fn delay(attempt: &Attempt<'_>, limits: &Limits, jitter: f64) -> Option<Duration> {
    let doubled = FIRST_DELAY.saturating_mul(1 << (attempt.number - 1).min(16)).min(limits.delay);
    let backoff = doubled.mul_f64(0.5 + 0.5 * jitter);
    let asked = match (attempt.error.service.retry_after, attempt.error.status) {
        (Some(asked), _) => asked,
        (None, KINPASS_ERROR_RATE_LIMITED) => UNTOLD_RATE_LIMIT.min(limits.delay),
        (None, _) => Duration::ZERO,
    };
    // A little more than asked for, so that clients that were stopped together don't come back together.
    let asked = asked + asked.mul_f64(0.1 * jitter).min(limits.delay.saturating_sub(asked));
    (asked <= limits.delay).then(|| backoff.max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { attempts: 4, delay: Duration::from_secs(60) };

    fn error(status: Status, http_status: u16, retry_after: Option<u64>) -> Error {
        let mut error = Error::new(status, "");
        error.service.http_status = http_status;
        error.service.retry_after = retry_after.map(Duration::from_secs);
        error
    }

    fn verdict(policy: Policy, error: &Error, sent: bool, number: u32, answer_lost: bool) -> Verdict {
        decide(policy, &Attempt { error, sent, number, answer_lost }, &LIMITS, 1.0)
    }

    #[test]
    fn doubles_up_to_the_cap_and_ends() {
        let error = error(KINPASS_ERROR_CONNECT, 0, None);
        let limits = Limits { attempts: 100, delay: Duration::from_secs(4) };
        let delays = (1..8).map(|number| {
            decide(
                Policy::Repeatable,
                &Attempt { error: &error, sent: false, number, answer_lost: false },
                &limits,
                1.0,
            )
        });
        let expected = [500, 1000, 2000, 4000, 4000, 4000, 4000].map(|ms| Verdict::Again(Duration::from_millis(ms)));
        assert!(delays.eq(expected));
        assert_eq!(verdict(Policy::Repeatable, &error, false, 4, false), Verdict::Final);
    }

    #[test]
    fn honours_retry_after_but_not_beyond_the_cap() {
        let asked = |seconds| {
            verdict(Policy::Repeatable, &error(KINPASS_ERROR_RATE_LIMITED, 429, Some(seconds)), true, 1, false)
        };
        assert_eq!(asked(10), Verdict::Again(Duration::from_secs(11)));
        assert_eq!(asked(60), Verdict::Again(Duration::from_secs(60)));
        assert_eq!(asked(61), Verdict::Final);
        let untold = error(KINPASS_ERROR_RATE_LIMITED, 429, None);
        assert_eq!(verdict(Policy::Repeatable, &untold, true, 1, false), Verdict::Again(Duration::from_secs(33)));
    }

    #[test]
    fn refusals_and_bans_are_final() {
        for status in [
            KINPASS_ERROR_BAD_REQUEST,
            KINPASS_ERROR_UNAUTHORIZED,
            KINPASS_ERROR_PLAYER_BANNED,
            KINPASS_ERROR_INVALID_GRANT,
            KINPASS_ERROR_MALFORMED_ANSWER,
            KINPASS_ERROR_TLS,
        ] {
            assert_eq!(
                verdict(Policy::Repeatable, &error(status, 400, None), true, 1, false),
                Verdict::Final,
                "{status:?}"
            );
        }
    }

    #[test]
    fn once_is_once() {
        for error in [error(KINPASS_ERROR_CONNECT, 0, None), error(KINPASS_ERROR_RATE_LIMITED, 429, Some(1))] {
            assert_eq!(verdict(Policy::Once, &error, false, 1, false), Verdict::Final);
        }
    }

    #[test]
    fn a_hosts_change_is_not_sent_twice() {
        let failing = error(KINPASS_ERROR_SERVICE_UNAVAILABLE, 500, None);
        assert_eq!(verdict(Policy::Careful, &failing, true, 1, false), Verdict::Final);
        let lost = error(KINPASS_ERROR_CONNECTION_LOST, 0, None);
        assert_eq!(verdict(Policy::Careful, &lost, true, 1, false), Verdict::Final);
        assert!(matches!(verdict(Policy::Careful, &lost, false, 1, false), Verdict::Again(_)));
        let limited = error(KINPASS_ERROR_RATE_LIMITED, 429, Some(1));
        assert!(matches!(verdict(Policy::Careful, &limited, true, 1, false), Verdict::Again(_)));
    }

    #[test]
    fn single_use_tokens_get_one_more_try_after_a_lost_answer() {
        let lost = error(KINPASS_ERROR_TIMEOUT, 0, None);
        assert!(matches!(verdict(Policy::SingleUse, &lost, true, 1, false), Verdict::Again(_)));
        assert_eq!(verdict(Policy::SingleUse, &lost, true, 2, true), Verdict::OutcomeUnknown);
        // Whatever the second try says, the first may have spent the token.
        let refused = error(KINPASS_ERROR_INVALID_GRANT, 400, None);
        assert_eq!(verdict(Policy::SingleUse, &refused, true, 2, true), Verdict::OutcomeUnknown);
        assert_eq!(verdict(Policy::SingleUse, &refused, true, 1, false), Verdict::Final);
        // Never sent: as often as any other.
        let unsent = error(KINPASS_ERROR_CONNECT, 0, None);
        assert!(matches!(verdict(Policy::SingleUse, &unsent, false, 3, false), Verdict::Again(_)));
        // 503 says that nothing was done; 500 and 504 do not.
        assert!(matches!(
            verdict(Policy::SingleUse, &error(KINPASS_ERROR_SERVICE_UNAVAILABLE, 503, None), true, 3, false),
            Verdict::Again(_)
        ));
        assert_eq!(
            verdict(Policy::SingleUse, &error(KINPASS_ERROR_SERVICE_UNAVAILABLE, 504, None), true, 4, false),
            Verdict::OutcomeUnknown
        );
    }
}
