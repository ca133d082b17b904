//! The device flow: a user code to show, then asking until the player has answered.

use super::oauth2::{self, External};
use super::{DEFAULT_SCOPE, refuse};
use crate::answer::{Answer, Outcome, UserCode};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::json::Object;
use crate::kinds::EventKind;
use crate::retry::Policy;
use crate::status::Status::KINPASS_ERROR_AUTHORIZATION_EXPIRED;
use crate::task::{Call, Context, Step, Task};
use std::time::{Duration, Instant};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const DEFAULT_LIFE: Duration = Duration::from_secs(300);
const DEFAULT_INTERVAL: Duration = Duration::from_secs(5);
const SLOW_DOWN: Duration = Duration::from_secs(5);

pub(crate) struct Authorize {
    merge: Option<External>,
    call: Call,
    /// Once Discord has given a code.
    pending: Option<Pending>,
}

struct Pending {
    code: UserCode,
    interval: Duration,
    ends: Instant,
}

impl Authorize {
    pub(crate) fn new(config: &Config, scope: Option<String>, merge: Option<External>) -> Result<Self> {
        let scope = scope.as_deref().unwrap_or(DEFAULT_SCOPE);
        let request = oauth2::form(config, "oauth2/device/authorize", &[("scope", scope)])?;
        let call = Call::new("device authorization", request, Policy::Repeatable, refuse, |response| {
            let body = Object::of(response)?;
            Ok(Answer::UserCode(UserCode {
                device_code: body.required_secret("device_code")?,
                user_code: body.required_text("user_code")?,
                verification_uri: body.required_text("verification_uri")?,
                verification_uri_complete: body.text("verification_uri_complete"),
                expires_in: body.seconds("expires_in").unwrap_or(DEFAULT_LIFE),
                interval: body.seconds("interval").unwrap_or(DEFAULT_INTERVAL),
            }))
        });
        Ok(Self { merge, call, pending: None })
    }

    fn ask_again(&mut self, config: &Config) -> Result<()> {
        if let Some(pending) = &self.pending {
            self.call = oauth2::device_code(config, GRANT, &pending.code.device_code, &self.merge)?;
        }
        Ok(())
    }

    /// What an answer while waiting means.
    fn wait(&mut self, context: &Context<'_>, outcome: Outcome) -> Step {
        let (Some(pending), Err(error)) = (&mut self.pending, &outcome.result) else { return Step::Done(outcome) };
        match error.service.code.as_deref() {
            Some("authorization_pending") => {}
            Some("slow_down") => pending.interval += SLOW_DOWN,
            _ => return Step::Done(outcome),
        }
        let interval = pending.interval;
        if Instant::now() + interval >= pending.ends {
            return Step::Done(Error::new(KINPASS_ERROR_AUTHORIZATION_EXPIRED, "the user code expired").into());
        }
        self.next(context.config, interval)
    }

    /// Asks again after the interval.
    fn next(&mut self, config: &Config, interval: Duration) -> Step {
        match self.ask_again(config) {
            Ok(()) => Step::After(interval),
            Err(error) => Step::Done(error.into()),
        }
    }
}

impl Task for Authorize {
    fn step(&mut self, context: &Context<'_>) -> Step {
        let outcome = match self.call.step(context) {
            Step::Done(outcome) => outcome,
            wait => return wait,
        };
        if let (Ok(Answer::UserCode(code)), None) = (&outcome.result, &self.pending) {
            let interval = code.interval;
            self.pending = Some(Pending { code: code.clone(), interval, ends: Instant::now() + code.expires_in });
            (context.progress)(EventKind::UserCode, Answer::UserCode(code.clone()));
            return self.next(context.config, interval);
        }
        self.wait(context, outcome)
    }
}
