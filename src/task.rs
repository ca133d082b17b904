//! What the worker runs: tasks that do a step and say when to go on; a call is the task of one remote route.

use crate::answer::{Answer, Outcome, RawAnswer, ServerDate};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::{Http, Request, Response};
use crate::kinds::EventKind;
use crate::log::{Level, Log};
use crate::pacing::{Admission, Pacing};
use crate::retry::{self, Attempt, Limits, Policy, Verdict};
use crate::secret::Secret;
use crate::status::Status;
use std::time::{Duration, Instant};

/// Work in steps. A step may block on one HTTP exchange, and never sleeps.
pub(crate) trait Task: Send {
    type Output;

    fn step(&mut self, context: &Context<'_>) -> Step<Self::Output>;
}

impl<T> Task for Box<dyn Task<Output = T>> {
    type Output = T;

    fn step(&mut self, context: &Context<'_>) -> Step<T> {
        (**self).step(context)
    }
}

pub(crate) enum Step<T> {
    Done(Outcome<T>),
    /// The next step is due after this long.
    After(Duration),
}

impl<T> From<Result<T>> for Step<T> {
    fn from(result: Result<T>) -> Self {
        Self::Done(result.into())
    }
}

impl<T> From<Error> for Step<T> {
    fn from(error: Error) -> Self {
        Self::Done(error.into())
    }
}

/// What a step has at hand.
pub(crate) struct Context<'a> {
    pub(crate) config: &'a Config,
    pub(crate) log: &'a Log,
    /// The connections, for those who need them: the first call sets them up.
    pub(crate) http: &'a dyn Fn() -> Result<&'a Http>,
    pub(crate) pacing: &'a Pacing,
    /// Sends an event of the operation, before its completion.
    pub(crate) progress: &'a dyn Fn(EventKind, Answer),
    /// Has something done for which nobody waits. It ends with the client at the latest.
    pub(crate) afterwards: &'a dyn Fn(Box<dyn Task<Output = ()>>),
}

/// Reads an answer of success.
type Reader<T> = Box<dyn Fn(&Response) -> Result<T> + Send>;

/// One remote route, asked until it answers or there is no point in asking.
pub(crate) struct Call<T> {
    /// For log lines: the route, without parameters.
    pub(crate) name: &'static str,
    pub(crate) request: Request,
    pub(crate) policy: Policy,
    /// LootLocker wants to know which attempt it is.
    pub(crate) attempt_header: Option<&'static str>,
    /// Reads an answer of success.
    pub(crate) read: Reader<T>,
    /// Reads an answer of refusal.
    pub(crate) refuse: fn(&Response, &[Secret]) -> Error,
    /// Where the request ends something.
    pub(crate) gone: Option<Gone<T>>,
    /// Its answers tell a service's time.
    pub(crate) tells_time: bool,
    attempts: u32,
    /// The service may have acted on an attempt whose answer was lost.
    may_have_acted: bool,
    /// It was held back, and has a place in the queue.
    has_place: bool,
}

/// What a request ends may be gone already, after an answer was lost: that is a success too.
pub(crate) struct Gone<T> {
    /// Whether a refusal says so.
    pub(crate) says: fn(&Error) -> bool,
    pub(crate) value: T,
}

impl<T> Call<T> {
    pub(crate) fn new(
        name: &'static str,
        request: Request,
        policy: Policy,
        refuse: fn(&Response, &[Secret]) -> Error,
        read: impl Fn(&Response) -> Result<T> + Send + 'static,
    ) -> Self {
        Self {
            name,
            request,
            policy,
            attempt_header: None,
            read: Box::new(read),
            refuse,
            gone: None,
            tells_time: true,
            attempts: 0,
            may_have_acted: false,
            has_place: false,
        }
    }

    /// A single-use token may be spent by an attempt whose answer was lost.
    fn answer_lost(&self) -> bool {
        self.policy == Policy::SingleUse && self.may_have_acted
    }

    /// What the service's wish to be left alone makes of this step.
    fn held_back(&mut self, context: &Context<'_>) -> Option<Step<T>> {
        let patience = context.config.max_retry_delay;
        match context.pacing.admit(&self.request, Instant::now(), patience, self.has_place) {
            Admission::Now => {
                self.has_place = false;
                None
            }
            Admission::After(delay) => {
                self.has_place = true;
                context.log.line(Level::Debug, "http", format_args!("{}: held back {delay:?}", self.name));
                Some(Step::After(delay))
            }
            Admission::Refused(rest) => {
                let status = match self.answer_lost() {
                    true => Status::KINPASS_ERROR_OUTCOME_UNKNOWN,
                    false => Status::KINPASS_ERROR_RATE_LIMITED,
                };
                let mut error = Error::new(status, "not sent: the service wants to be left alone for longer");
                error.service.retry_after = Some(rest);
                Some(self.conclude(error.into()))
            }
        }
    }

    /// Whether an answer was lost with which the service may have acted.
    pub(crate) fn may_have_acted(&self) -> bool {
        self.may_have_acted
    }

    /// Sends the request once: the outcome, and whether the service may have acted on a request that failed.
    fn attempt(&mut self, http: &Http, context: &Context<'_>) -> (Outcome<T>, bool) {
        let retry = self.attempts;
        self.attempts += 1;
        let extra: Vec<_> =
            self.attempt_header.filter(|_| retry > 0).map(|name| (name, retry.to_string())).into_iter().collect();
        let started = Instant::now();
        let (outcome, sent) = match http.send(&self.request, &extra, retry > 0) {
            Ok(response) => (self.judge(response), true),
            Err(failure) => (failure.error.into(), failure.sent),
        };
        let http_status = outcome.raw.as_ref().map_or(0, |raw| raw.http_status);
        let took = started.elapsed().as_millis();
        context.log.line(Level::Debug, "http", format_args!("{}: status {http_status} after {took} ms", self.name));
        (outcome, sent)
    }

    fn judge(&mut self, response: Response) -> Outcome<T> {
        let result = match response.status {
            200..300 => (self.read)(&response),
            300..400 => Err(Error::new(Status::KINPASS_ERROR_REDIRECTED, "the service answered with a redirect")),
            _ => {
                let refusal = (self.refuse)(&response, &self.request.secrets);
                match self.gone.take_if(|gone| self.may_have_acted && (gone.says)(&refusal)) {
                    Some(gone) => Ok(gone.value),
                    None => Err(refusal),
                }
            }
        };
        let result = result.map_err(|mut error| {
            error.service.http_status = response.status;
            error
        });
        let date = response.date().filter(|_| self.tells_time);
        Outcome {
            result,
            server_date: date.map(|time| ServerDate { host: self.request.host().to_owned(), time }),
            raw: Some(RawAnswer { http_status: response.status, body: response.body }),
        }
    }

    fn conclude(&self, mut outcome: Outcome<T>) -> Step<T> {
        if let Err(error) = &mut outcome.result {
            error.service.attempts = self.attempts;
        }
        Step::Done(outcome)
    }
}

impl<T: Send> Task for Call<T> {
    type Output = T;

    fn step(&mut self, context: &Context<'_>) -> Step<T> {
        if let Some(held_back) = self.held_back(context) {
            return held_back;
        }
        let http = match (context.http)() {
            Ok(http) => http,
            Err(error) => return self.conclude(error.into()),
        };
        let (mut outcome, sent) = self.attempt(http, context);
        let patience = context.config.max_retry_delay;
        context.pacing.note(&self.request, Instant::now(), patience, outcome.result.as_ref().err());
        let Err(error) = &mut outcome.result else { return self.conclude(outcome) };
        let answer_lost = self.answer_lost();
        self.may_have_acted |= retry::is_ambiguous(error, sent);
        let attempt = Attempt { error, sent, number: self.attempts, answer_lost };
        let limits = Limits { attempts: context.config.max_attempts, delay: context.config.max_retry_delay };
        match retry::decide(self.policy, &attempt, &limits, jitter()) {
            Verdict::Again(delay) => {
                context.log.line(
                    Level::Warn,
                    "operation",
                    format_args!(
                        "{}: {:?}, again in {} ms: {}",
                        self.name,
                        error.status,
                        delay.as_millis(),
                        error.message
                    ),
                );
                Step::After(delay)
            }
            Verdict::Final => self.conclude(outcome),
            Verdict::OutcomeUnknown => {
                error.status = Status::KINPASS_ERROR_OUTCOME_UNKNOWN;
                error.message = format!("the answer was lost, the token may be spent ({})", error.message);
                self.conclude(outcome)
            }
        }
    }
}

/// From 0 to 1, so that clients that failed together don't come back together.
pub(crate) fn jitter() -> f64 {
    let mut bytes = [0; 4];
    // Without a source of randomness there is no jitter, and nothing worse.
    let _ = getrandom::fill(&mut bytes);
    f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX)
}
