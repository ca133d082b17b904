//! Signing in with the browser: opens the page, and waits on a loopback port for the redirect.

use super::loopback::Loopback;
use crate::answer::{Answer, Token};
use crate::config::{self, Config};
use crate::discord::authorize::{self, Authorization, Page};
use crate::discord::oauth2::{self, External};
use crate::error::{Error, Result};
use crate::finish_page::FinishPage;
use crate::kinds::EventKind;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::system::signals;
use crate::task::{Call, Context, Step, Task};
use std::time::{Duration, Instant};

/// How often the port is looked at: a due time of the worker, not a thread.
const LOOK: Duration = Duration::from_millis(30);

/// How the player is to be asked.
pub(crate) struct BrowserOptions {
    pub(crate) page: Page,
    /// The path of the redirect.
    pub(crate) path: Option<String>,
    /// 0 for any free one.
    pub(crate) port: u16,
    pub(crate) timeout: Duration,
    pub(crate) host_opens: bool,
    pub(crate) merge: Option<External>,
    pub(crate) finish_page: FinishPage,
}

pub(crate) struct Browser {
    options: BrowserOptions,
    phase: Phase,
}

enum Phase {
    Start,
    Listening { loopback: Loopback, authorization: Authorization, ends: Instant },
    Exchanging(Call<Token>),
}

impl Browser {
    pub(crate) fn new(config: &Config, options: BrowserOptions) -> Result<Self> {
        config.discord.application_id()?;
        if let Some(path) = &options.path {
            config::path("redirect_path", path)?;
        }
        Ok(Self { options, phase: Phase::Start })
    }

    fn open(&self, context: &Context<'_>) -> Result<Phase> {
        let loopback = Loopback::bind(self.options.port, self.options.path.as_deref())?;
        let authorization = authorize::create(context.config, &self.options.page, &loopback.redirect_uri()?)?;
        if self.options.host_opens {
            (context.progress)(EventKind::AuthorizationUrl, Answer::Url(authorization.url.clone()));
        } else {
            signals::start_process(|| webbrowser::open(&authorization.url))
                .flatten()
                .map_err(|error| Error::new(KINPASS_ERROR_BROWSER, format!("no browser: {error}")))?;
        }
        Ok(Phase::Listening { loopback, authorization, ends: Instant::now() + self.options.timeout })
    }

    fn exchange(&self, config: &Config, code: Secret, authorization: &Authorization) -> Result<Call<Token>> {
        let Authorization { redirect_uri, code_verifier, .. } = authorization;
        oauth2::exchange_code(config, code, redirect_uri, Some(code_verifier.clone()), self.options.merge.clone())
    }

    fn advance(&mut self, context: &Context<'_>) -> Result<Step<Token>> {
        let next = match &mut self.phase {
            Phase::Start => self.open(context)?,
            Phase::Listening { loopback, authorization, ends } => {
                match loopback.look(authorization, &self.options.finish_page)? {
                    None if Instant::now() < *ends => return Ok(Step::After(LOOK)),
                    None => return Err(Error::new(KINPASS_ERROR_TIMEOUT, "the player did not answer in time")),
                    Some(code) => {
                        let authorization = authorization.clone();
                        Phase::Exchanging(self.exchange(context.config, code, &authorization)?)
                    }
                }
            }
            Phase::Exchanging(call) => return Ok(call.step(context)),
        };
        self.phase = next;
        Ok(Step::After(Duration::ZERO))
    }
}

impl Task for Browser {
    type Output = Token;

    fn step(&mut self, context: &Context<'_>) -> Step<Token> {
        self.advance(context).unwrap_or_else(Step::from)
    }
}
