//! Signing in on a device: a user code to show, then asking until the player has answered elsewhere.

use super::polling::Polling;
use crate::answer::{Answer, Outcome, Token, UserCode};
use crate::config::Config;
use crate::discord::device;
use crate::discord::oauth2::External;
use crate::error::Result;
use crate::kinds::EventKind;
use crate::task::{Call, Context, Step, Task};
use std::time::Instant;

pub(crate) struct Device {
    merge: Option<External>,
    phase: Phase,
}

enum Phase {
    /// Discord is asked for a code.
    Code(Box<Call<UserCode>>),
    /// The player has it.
    Waiting(Box<Waiting>),
}

struct Waiting {
    code: UserCode,
    /// One poll: it is sent once.
    call: Call<Token>,
    polling: Polling,
}

impl Device {
    pub(crate) fn new(config: &Config, scope: Option<&str>, merge: Option<External>) -> Result<Self> {
        Ok(Self { merge, phase: Phase::Code(Box::new(device::authorize(config, scope)?)) })
    }

    fn show(&mut self, context: &Context<'_>, code: UserCode) -> Result<Step<Token>> {
        let now = Instant::now();
        let polling = Polling::new(now, &code, context.config.max_retry_delay);
        (context.progress)(EventKind::UserCode, Answer::UserCode(code.clone()));
        let call = device::token(context.config, &code.device_code, &self.merge)?;
        let first = polling.first(now);
        self.phase = Phase::Waiting(Box::new(Waiting { code, call, polling }));
        Ok(Step::After(first))
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
    /// A poll was answered, or not.
    fn ask_again(&mut self, config: &Config, merge: &Option<External>, outcome: Outcome<Token>) -> Result<Step<Token>> {
        let Outcome { result, raw, server_date } = outcome;
        let next = match result {
            Err(error) => self.polling.after(Instant::now(), error, self.call.may_have_acted()),
            token => return Ok(Step::Done(Outcome { result: token, raw, server_date })),
        };
        match next {
            Ok(wait) => {
                self.call = device::token(config, &self.code.device_code, merge)?;
                Ok(Step::After(wait))
            }
            Err(error) => Ok(Step::Done(Outcome { result: Err(error), raw, server_date })),
        }
    }
}
