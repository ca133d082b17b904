//! Signing in on a device: a user code to show, then asking until the player has answered elsewhere.

use crate::answer::{Answer, Outcome, Token, UserCode};
use crate::config::Config;
use crate::discord::device;
use crate::discord::oauth2::External;
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::status::Status::KINPASS_ERROR_AUTHORIZATION_EXPIRED;
use crate::task::{Call, Context, Step, Task};
use std::time::{Duration, Instant};

const SLOW_DOWN: Duration = Duration::from_secs(5);

pub(crate) struct Device {
    merge: Option<External>,
    phase: Phase,
}

enum Phase {
    /// Discord is asked for a code.
    Code(Call<UserCode>),
    /// The player has it.
    Waiting(Waiting),
}

struct Waiting {
    code: UserCode,
    call: Call<Token>,
    interval: Duration,
    ends: Instant,
}

impl Device {
    pub(crate) fn new(config: &Config, scope: Option<&str>, merge: Option<External>) -> Result<Self> {
        Ok(Self { merge, phase: Phase::Code(device::authorize(config, scope)?) })
    }

    fn show(&mut self, context: &Context<'_>, code: UserCode) -> Result<Step<Token>> {
        let (interval, ends) = (code.interval, Instant::now() + code.expires_in);
        (context.progress)(EventKind::UserCode, Answer::UserCode(code.clone()));
        let call = device::token(context.config, &code.device_code, &self.merge)?;
        self.phase = Phase::Waiting(Waiting { code, call, interval, ends });
        Ok(Step::After(interval))
    }
}

impl Task for Device {
    type Output = Token;

    fn step(&mut self, context: &Context<'_>) -> Step<Token> {
        let next = match &mut self.phase {
            Phase::Code(call) => match call.step(context) {
                Step::After(delay) => return Step::After(delay),
                Step::Done(outcome) => match outcome.value() {
                    Ok(code) => self.show(context, code),
                    Err(failed) => return Step::Done(failed),
                },
            },
            Phase::Waiting(waiting) => match waiting.call.step(context) {
                Step::After(delay) => return Step::After(delay),
                Step::Done(outcome) => waiting.ask_again(context.config, &self.merge, outcome),
            },
        };
        next.unwrap_or_else(Step::from)
    }
}

impl Waiting {
    /// What an answer while waiting means.
    fn ask_again(&mut self, config: &Config, merge: &Option<External>, outcome: Outcome<Token>) -> Result<Step<Token>> {
        let Err(error) = &outcome.result else { return Ok(Step::Done(outcome)) };
        match error.service.code.as_deref() {
            Some("authorization_pending") => {}
            Some("slow_down") => self.interval += SLOW_DOWN,
            _ => return Ok(Step::Done(outcome)),
        }
        if Instant::now() + self.interval >= self.ends {
            return Err(Error::new(KINPASS_ERROR_AUTHORIZATION_EXPIRED, "the user code expired"));
        }
        self.call = device::token(config, &self.code.device_code, merge)?;
        Ok(Step::After(self.interval))
    }
}
