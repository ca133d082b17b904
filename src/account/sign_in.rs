//! Interactive sign-in: one task for each method, all of which end with a parent token.

use super::Account;
use super::ask::{SignIn, SignInMethod};
use super::tree::Input;
use crate::answer::{Answer, Outcome};
use crate::client::Client;
use crate::discord::authorize::{self, Authorization};
use crate::discord::loopback::{self, Browser};
use crate::discord::provisional::{self, Identity};
use crate::discord::{device, oauth2};
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::task::{Call, Context, Step, Task};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How often the slot for the host's redirect is looked at.
const LOOK: Duration = Duration::from_millis(30);

/// Asks the player by the method; then the tree hears of it.
pub(super) fn start(account: &Arc<Account>, client: &Arc<Client>, operation: u64, sign_in: SignIn) {
    let config = client.config();
    let merge = sign_in.external.clone();
    let task: Result<Box<dyn Task>> = match sign_in.method {
        SignInMethod::Browser => {
            let browser = Browser {
                page: sign_in.page,
                path: sign_in.redirect,
                port: sign_in.redirect_port,
                timeout: sign_in.timeout,
                host_opens: sign_in.host_opens_browser,
                merge,
            };
            loopback::Authorize::new(config, browser).map(boxed)
        }
        SignInMethod::Device => device::Authorize::new(config, Some(sign_in.page.scope), merge).map(boxed),
        SignInMethod::Provisional => merge
            .ok_or_else(|| Error::argument("external_auth_type", "an external identity", "nothing"))
            .and_then(|external| provisional::get_token(config, &Identity::External(external)))
            .map(boxed),
        SignInMethod::Redirect => Ok(boxed(AwaitRedirect { account: account.clone(), sign_in, phase: Phase::Start })),
        SignInMethod::Silent => Err(Error::internal("a silent sign-in asks nobody")),
    };
    let ending = Ending { account: account.clone(), client: client.clone(), operation, told: false };
    match task {
        Ok(task) => client.run_for(operation, task, move |outcome| ending.tell(outcome)),
        Err(error) => ending.tell(error.into()),
    }
}

fn boxed(task: impl Task + 'static) -> Box<dyn Task> {
    Box::new(task)
}

/// Tells the account how a sign-in ended, also if its task was dropped.
struct Ending {
    account: Arc<Account>,
    client: Arc<Client>,
    operation: u64,
    told: bool,
}

impl Ending {
    fn tell(mut self, outcome: Outcome) {
        // Who cancelled does not want to be linked, even if the player was quick.
        if !self.client.is_open(self.operation) {
            return;
        }
        self.told = true;
        let operation = self.operation;
        match outcome.result {
            Ok(Answer::Token(token)) => {
                let life = token.expires_in;
                self.account.adopt(&self.client, operation, token, life);
            }
            Ok(_) => self.fail(Error::internal("a sign-in without a token")),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&self, error: Error) {
        self.account.feed(&self.client, Input::Linked { operation: self.operation, result: Err(error) });
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        if !self.told {
            self.account.feed(&self.client, Input::Cancelled { operation: self.operation });
        }
    }
}

/// Where the host's redirect meets the sign-in that waits for it.
pub(super) struct Redirect {
    authorization: Authorization,
    /// The code, or the page's refusal.
    came: Mutex<Option<Result<Secret>>>,
}

impl Redirect {
    /// Takes a redirect; one of another sign-in is refused, and the wait goes on.
    pub(super) fn take(&self, url: &str) -> Result<()> {
        let query = url.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        let came = self.authorization.read_redirect(query);
        if let Err(error) = &came
            && error.status == KINPASS_ERROR_STATE_MISMATCH
        {
            return Err(error.clone());
        }
        *self.came.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(came);
        Ok(())
    }
}

/// The host opens the page and hands the redirect over.
struct AwaitRedirect {
    account: Arc<Account>,
    sign_in: SignIn,
    phase: Phase,
}

enum Phase {
    Start,
    Waiting(Arc<Redirect>, Instant),
    Exchanging(Call),
}

impl AwaitRedirect {
    fn advance(&mut self, context: &Context<'_>) -> Result<Step> {
        match &mut self.phase {
            Phase::Start => {
                let application = context.config.discord.application_id()?;
                let redirect_uri = self.sign_in.redirect.clone();
                let redirect_uri = redirect_uri.unwrap_or_else(|| format!("discord-{application}:/authorize/callback"));
                let authorization = authorize::create(context.config, &self.sign_in.page, &redirect_uri)?;
                let url = authorization.url.clone();
                let waiting = Arc::new(Redirect { authorization, came: Mutex::default() });
                self.account.lock().redirect = Some(waiting.clone());
                self.phase = Phase::Waiting(waiting, Instant::now() + self.sign_in.timeout);
                (context.progress)(EventKind::AuthorizationUrl, Answer::Url(url));
                Ok(Step::After(LOOK))
            }
            Phase::Waiting(waiting, ends) => {
                let came = waiting.came.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
                match came {
                    None if Instant::now() < *ends => return Ok(Step::After(LOOK)),
                    None => return Err(Error::new(KINPASS_ERROR_TIMEOUT, "the player did not answer in time")),
                    Some(code) => {
                        let Authorization { redirect_uri, code_verifier, .. } = &waiting.authorization;
                        let (verifier, merge) = (Some(code_verifier.clone()), self.sign_in.external.clone());
                        let call = oauth2::exchange_code(context.config, code?, redirect_uri, verifier, merge)?;
                        self.stop_waiting();
                        self.phase = Phase::Exchanging(call);
                    }
                }
                Ok(Step::After(Duration::ZERO))
            }
            Phase::Exchanging(call) => Ok(call.step(context)),
        }
    }

    fn stop_waiting(&self) {
        if let Phase::Waiting(waiting, _) = &self.phase {
            let mut state = self.account.lock();
            state.redirect.take_if(|current| Arc::ptr_eq(current, waiting));
        }
    }
}

impl Task for AwaitRedirect {
    fn step(&mut self, context: &Context<'_>) -> Step {
        self.advance(context).unwrap_or_else(|error| Step::Done(error.into()))
    }
}

impl Drop for AwaitRedirect {
    fn drop(&mut self) {
        self.stop_waiting();
    }
}
