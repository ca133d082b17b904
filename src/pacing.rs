//! What the services have asked for in the way of peace: one gate for each of a client's routes, however many operations
//! knock at it. Who is told to wait holds all back; what waits goes out spread, in order.

use crate::error::Error;
use crate::http::Request;
use crate::status::Status::*;
use crate::sync::Mutex;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Discord's ban of an address comes as a 429 without `Retry-After`: leave it alone for long.
pub(crate) const UNTOLD_RATE_LIMIT: Duration = Duration::from_secs(30);
/// Between two requests after a hold; doubled with each further one, and smaller again with each success.
const FIRST_SPACING: Duration = Duration::from_millis(50);
const LONGEST_SPACING: Duration = Duration::from_secs(2);
/// A gate this narrow is open.
const NO_SPACING: Duration = Duration::from_millis(10);
/// Discord bans an address after 10,000 answers of 401, 403 or 429 in ten minutes. Several clients may share an address.
const BUDGET: usize = 2000;
const BUDGET_TIME: Duration = Duration::from_secs(600);

pub(crate) struct Pacing {
    /// The base of the service that bans for refusals.
    bans: String,
    /// Whether any gate is there: the usual answer costs one look.
    calm: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    gates: HashMap<String, Gate>,
    /// When the service that bans has refused.
    refusals: VecDeque<Instant>,
}

struct Gate {
    /// Nothing goes out before.
    opens: Instant,
    /// The first place that nobody has.
    next: Instant,
    spacing: Duration,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    Now,
    /// A place is kept.
    After(Duration),
    /// It would take longer than the operation may.
    Refused(Duration),
}

impl Pacing {
    pub(crate) fn new(bans: &str) -> Self {
        Self { bans: bans.to_owned(), calm: AtomicBool::new(true), state: Mutex::default() }
    }

    /// Asks to send. `has_place`: it was told to come back now.
    pub(crate) fn admit(&self, request: &Request, now: Instant, patience: Duration, has_place: bool) -> Admission {
        if self.calm.load(Ordering::Acquire) {
            return Admission::Now;
        }
        let mut state = self.state.lock();
        if let Some(rest) = state.over_budget(now).filter(|_| self.may_ban(request)) {
            return Admission::Refused(rest);
        }
        let places = [gate_of_route(request), gate_of_service(request)].map(|gate| {
            let gate = state.gates.get(&gate)?;
            // Who comes back in time has its place already; who finds the gate closed again queues anew.
            let place = if has_place && gate.opens <= now { now } else { gate.opens.max(gate.next) };
            Some(place.saturating_duration_since(now))
        });
        let wait = places.into_iter().flatten().max().unwrap_or_default();
        if wait > patience {
            return Admission::Refused(wait);
        }
        if !has_place || !wait.is_zero() {
            state.take_place(request, now + wait);
        }
        if wait.is_zero() { Admission::Now } else { Admission::After(wait) }
    }

    /// What a request came to.
    pub(crate) fn note(&self, request: &Request, now: Instant, patience: Duration, failed: Option<&Error>) {
        let told = failed.and_then(|error| asked_to_wait(error, patience));
        let refused = failed.is_some_and(|error| matches!(error.service.http_status, 401 | 403 | 429));
        let counts = refused && self.may_ban(request);
        if self.calm.load(Ordering::Acquire) && told.is_none() && !counts {
            return;
        }
        let mut state = self.state.lock();
        if counts {
            state.refusals.push_back(now);
        }
        match (told, failed) {
            (Some(rest), Some(error)) if error.service.global => state.hold(gate_of_service(request), now, rest),
            (Some(rest), _) => state.hold(gate_of_route(request), now, rest),
            (None, None) => {
                state.widen(&gate_of_route(request), now);
                state.widen(&gate_of_service(request), now);
            }
            (None, Some(_)) => {}
        }
        let calm = state.gates.is_empty() && state.over_budget(now).is_none();
        self.calm.store(calm, Ordering::Release);
    }

    fn may_ban(&self, request: &Request) -> bool {
        request.url.starts_with(&self.bans)
    }
}

impl State {
    fn hold(&mut self, gate: String, now: Instant, rest: Duration) {
        let opens = now + rest;
        let gate = self.gates.entry(gate).or_insert(Gate { opens: now, next: now, spacing: Duration::ZERO });
        // Several that were on their way at once are told the same: that is one hold.
        if gate.opens <= now {
            gate.spacing = (gate.spacing * 2).clamp(FIRST_SPACING, LONGEST_SPACING);
            // Who has a place comes back, and queues anew.
            gate.next = opens;
        }
        gate.opens = gate.opens.max(opens);
        gate.next = gate.next.max(opens);
    }

    fn take_place(&mut self, request: &Request, place: Instant) {
        for gate in [gate_of_route(request), gate_of_service(request)] {
            if let Some(gate) = self.gates.get_mut(&gate) {
                gate.next = gate.next.max(place) + gate.spacing;
            }
        }
    }

    /// A success: the gate opens wider, and is gone when nobody waits at it.
    fn widen(&mut self, name: &str, now: Instant) {
        let Some(gate) = self.gates.get_mut(name) else { return };
        gate.spacing = gate.spacing.mul_f64(0.95);
        if gate.spacing < NO_SPACING && gate.next <= now {
            self.gates.remove(name);
        }
    }

    /// How long until the next refusal may come.
    fn over_budget(&mut self, now: Instant) -> Option<Duration> {
        while self.refusals.front().is_some_and(|first| now.saturating_duration_since(*first) >= BUDGET_TIME) {
            self.refusals.pop_front();
        }
        let over = self.refusals.len().checked_sub(BUDGET)?;
        Some((self.refusals[over] + BUDGET_TIME).saturating_duration_since(now))
    }
}

/// How long an answer asks to be left alone. Where it does not say, no longer than the operation may wait.
fn asked_to_wait(error: &Error, patience: Duration) -> Option<Duration> {
    match (error.service.retry_after, error.status) {
        (Some(rest), KINPASS_ERROR_RATE_LIMITED | KINPASS_ERROR_SERVICE_UNAVAILABLE) => Some(rest),
        (None, KINPASS_ERROR_RATE_LIMITED) => Some(UNTOLD_RATE_LIMIT.min(patience)),
        _ => None,
    }
    .filter(|rest| !rest.is_zero())
}

fn gate_of_route(request: &Request) -> String {
    format!("{} {}", request.method, request.url.split('?').next().unwrap_or_default())
}

/// Scheme, host and port.
fn gate_of_service(request: &Request) -> String {
    request.url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Method;

    const API: &str = "https://api.example/api/v10";
    const PATIENCE: Duration = Duration::from_secs(60);

    fn request(path: &str) -> Request {
        Request::new(Method::POST, format!("{API}{path}"))
    }

    fn limited(seconds: Option<u64>, global: bool) -> Error {
        let mut error = Error::new(KINPASS_ERROR_RATE_LIMITED, "planned");
        error.service.http_status = 429;
        error.service.retry_after = seconds.map(Duration::from_secs);
        error.service.global = global;
        error
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn who_is_told_to_wait_holds_all_back_on_that_route() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        assert_eq!(pacing.admit(&request("/token"), now, PATIENCE, false), Admission::Now);
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(Some(10), false)));
        assert_eq!(pacing.admit(&request("/token?x=1"), now, PATIENCE, false), Admission::After(seconds(10)));
        assert_eq!(pacing.admit(&request("/child"), now, PATIENCE, false), Admission::Now);
    }

    #[test]
    fn a_global_limit_holds_all_routes_back() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(Some(10), true)));
        assert_eq!(pacing.admit(&request("/child"), now, PATIENCE, false), Admission::After(seconds(10)));
        let other = Request::new(Method::GET, "https://other.example/".into());
        assert_eq!(pacing.admit(&other, now, PATIENCE, false), Admission::Now);
    }

    #[test]
    fn what_waits_goes_out_spread_and_in_order() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(Some(1), false)));
        let places = [0, 1, 2].map(|_| pacing.admit(&request("/token"), now, PATIENCE, false));
        assert_eq!(places, [0, 1, 2].map(|at| Admission::After(seconds(1) + FIRST_SPACING * at)));
        // Who comes back in time goes out; the next hold makes the others queue anew, further apart.
        assert_eq!(pacing.admit(&request("/token"), now + seconds(1), PATIENCE, true), Admission::Now);
        let later = now + seconds(2);
        pacing.note(&request("/token"), later, PATIENCE, Some(&limited(Some(1), false)));
        let places = [0, 1, 2].map(|_| pacing.admit(&request("/token"), later, PATIENCE, true));
        assert_eq!(places, [0, 1, 2].map(|at| Admission::After(seconds(1) + FIRST_SPACING * 2 * at)));
    }

    #[test]
    fn more_than_an_operation_may_wait_is_refused_at_once_with_the_rest() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(Some(3600), false)));
        assert_eq!(pacing.admit(&request("/token"), now, PATIENCE, false), Admission::Refused(seconds(3600)));
        let later = now + seconds(3550);
        assert_eq!(pacing.admit(&request("/token"), later, PATIENCE, false), Admission::After(seconds(50)));
    }

    #[test]
    fn an_untold_limit_is_long() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(None, false)));
        assert_eq!(pacing.admit(&request("/token"), now, PATIENCE, false), Admission::After(UNTOLD_RATE_LIMIT));
    }

    #[test]
    fn successes_open_the_gate_again() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        pacing.note(&request("/token"), now, PATIENCE, Some(&limited(Some(1), false)));
        let later = now + seconds(2);
        for _ in 0..100 {
            pacing.note(&request("/token"), later, PATIENCE, None);
        }
        assert!(pacing.calm.load(Ordering::Acquire));
        assert_eq!(pacing.admit(&request("/token"), later, PATIENCE, false), Admission::Now);
    }

    #[test]
    fn refusals_have_a_budget_well_below_a_ban() {
        let (pacing, now) = (Pacing::new(API), Instant::now());
        let mut refused = Error::new(KINPASS_ERROR_UNAUTHORIZED, "planned");
        refused.service.http_status = 401;
        for _ in 0..BUDGET {
            assert_eq!(pacing.admit(&request("/child"), now, PATIENCE, false), Admission::Now);
            pacing.note(&request("/child"), now, PATIENCE, Some(&refused));
        }
        let later = now + seconds(100);
        assert_eq!(pacing.admit(&request("/token"), later, PATIENCE, false), Admission::Refused(seconds(500)));
        // The other service bans nobody.
        let other = Request::new(Method::GET, "https://other.example/".into());
        assert_eq!(pacing.admit(&other, later, PATIENCE, false), Admission::Now);
        assert_eq!(pacing.admit(&request("/token"), now + BUDGET_TIME, PATIENCE, false), Admission::Now);
    }
}
