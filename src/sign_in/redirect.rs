//! Signing in by the host's redirect: the host opens the page, and hands over the address that the player came back with.

use crate::account::{RedirectSlot, SignIn};
use crate::answer::{Answer, Token};
use crate::discord::authorize::{self, Authorization};
use crate::discord::oauth2;
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::status::Status::KINPASS_ERROR_TIMEOUT;
use crate::task::{Call, Context, Step, Task};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the slot for the host's redirect is looked at.
const LOOK: Duration = Duration::from_millis(30);

pub(super) struct AwaitRedirect {
    sign_in: SignIn,
    redirects: Arc<RedirectSlot>,
    phase: Phase,
}

enum Phase {
    Start,
    Waiting(Box<Authorization>, Instant),
    Exchanging(Box<Call<Token>>),
}

impl AwaitRedirect {
    pub(super) fn new(sign_in: SignIn, redirects: Arc<RedirectSlot>) -> Self {
        Self { sign_in, redirects, phase: Phase::Start }
    }

    fn advance(&mut self, context: &Context<'_>) -> Result<Step<Token>> {
        match &mut self.phase {
            Phase::Start => {
                let application = context.config.discord.application_id()?;
                let redirect_uri = self.sign_in.redirect.clone();
                let redirect_uri = redirect_uri.unwrap_or_else(|| format!("discord-{application}:/authorize/callback"));
                let authorization = authorize::create(context.config, &self.sign_in.page, &redirect_uri)?;
                let url = authorization.url.clone();
                self.redirects.expect(authorization.clone());
                self.phase = Phase::Waiting(Box::new(authorization), Instant::now() + self.sign_in.timeout);
                (context.progress)(EventKind::AuthorizationUrl, Answer::Url(url));
                Ok(Step::After(LOOK))
            }
            Phase::Waiting(authorization, ends) => match self.redirects.collect(authorization) {
                None if Instant::now() < *ends => Ok(Step::After(LOOK)),
                None => Err(Error::new(KINPASS_ERROR_TIMEOUT, "the player did not answer in time")),
                Some(code) => {
                    let Authorization { redirect_uri, code_verifier, .. } = &**authorization;
                    let (verifier, merge) = (Some(code_verifier.clone()), self.sign_in.external.clone());
                    let call = oauth2::exchange_code(context.config, code?, redirect_uri, verifier, merge)?;
                    self.stop_waiting();
                    self.phase = Phase::Exchanging(Box::new(call));
                    Ok(Step::After(Duration::ZERO))
                }
            },
            Phase::Exchanging(call) => Ok(call.step(context)),
        }
    }

    fn stop_waiting(&self) {
        if let Phase::Waiting(authorization, _) = &self.phase {
            self.redirects.forget(authorization);
        }
    }
}

impl Task for AwaitRedirect {
    type Output = Token;

    fn step(&mut self, context: &Context<'_>) -> Step<Token> {
        self.advance(context).unwrap_or_else(Step::from)
    }
}

impl Drop for AwaitRedirect {
    fn drop(&mut self) {
        self.stop_waiting();
    }
}
