//! Signing in with the browser: opens the page, waits on a loopback port for the redirect, and tells the player what came of it.

use super::loopback::{self, Loopback, Port};
use crate::answer::{Answer, Outcome, Token};
use crate::config::{self, Config};
use crate::discord::authorize::{self, Authorization, Page};
use crate::discord::oauth2::{self, External};
use crate::error::{Error, Result};
use crate::finish_page::FinishPage;
use crate::kinds::EventKind;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::system::{browser, signals};
use crate::task::{Call, Context, Step, Task};
use std::io::ErrorKind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

/// How often the port is looked at: a due time of the worker, not a thread.
const LOOK: Duration = Duration::from_millis(30);
/// For how long the last page can be had again: browsers fetch ahead, and players reload.
const LINGER: Duration = Duration::from_secs(3);
/// How long a port of the host's choice may be taken: by another sign-in's last page.
const TAKEN: Duration = Duration::from_secs(5);
/// A thread that starts a process and waits for it needs no more.
const STACK: usize = 256 << 10;

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
    started: Instant,
    phase: Phase,
}

enum Phase {
    Start,
    Listening(Box<Listening>),
    Exchanging(Box<Exchanging>),
    Over,
}

struct Listening {
    loopback: Loopback,
    ends: Instant,
    /// Hears if no browser can be opened.
    failure: Option<Receiver<Error>>,
}

struct Exchanging {
    loopback: Loopback,
    call: Call<Token>,
    due: Instant,
}

impl Browser {
    pub(crate) fn new(config: &Config, options: BrowserOptions) -> Result<Self> {
        config.discord.application_id()?;
        if let Some(path) = &options.path {
            config::redirect_path("redirect_path", path)?;
        }
        Ok(Self { options, started: Instant::now(), phase: Phase::Start })
    }

    fn advance(&mut self, context: &Context<'_>) -> Result<Step<Token>> {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Start => self.start(context),
            Phase::Listening(listening) => self.listen(context, listening),
            Phase::Exchanging(exchanging) => Ok(self.exchange(context, exchanging)),
            Phase::Over => Err(Error::internal("a sign-in that is over")),
        }
    }

    fn start(&mut self, context: &Context<'_>) -> Result<Step<Token>> {
        let port = match Port::bind(self.options.port, self.options.path.as_deref()) {
            Ok(port) => port,
            Err(error) if error.kind() == ErrorKind::AddrInUse && self.started.elapsed() < TAKEN => {
                self.phase = Phase::Start;
                return Ok(Step::After(LOOK));
            }
            Err(error) => {
                let text = format!("no loopback port for the redirect: {error}");
                return Err(Error::new(KINPASS_ERROR_INVALID_STATE, text));
            }
        };
        let authorization = authorize::create(context.config, &self.options.page, &port.redirect_uri)?;
        let url = authorization.url.clone();
        let loopback = port.serve(authorization, self.options.finish_page.clone());
        let failure = if self.options.host_opens {
            (context.progress)(EventKind::AuthorizationUrl, Answer::Url(url));
            None
        } else {
            Some(open(url)?)
        };
        let ends = Instant::now() + self.options.timeout;
        self.phase = Phase::Listening(Box::new(Listening { loopback, ends, failure }));
        Ok(Step::After(LOOK))
    }

    fn listen(&mut self, context: &Context<'_>, mut listening: Box<Listening>) -> Result<Step<Token>> {
        let Some(redirect) = listening.loopback.look() else {
            if Instant::now() >= listening.ends {
                return Err(Error::new(KINPASS_ERROR_TIMEOUT, "the player did not answer in time"));
            }
            if let Some(error) = listening.failure.as_ref().and_then(|failure| failure.try_recv().ok()) {
                return Err(error);
            }
            self.phase = Phase::Listening(listening);
            return Ok(Step::After(LOOK));
        };
        let loopback = listening.loopback;
        match redirect.and_then(|code| self.call(context.config, code, loopback.authorization())) {
            Ok(call) => Ok(self.exchange(context, Box::new(Exchanging { loopback, call, due: Instant::now() }))),
            Err(error) => Ok(finish(context, loopback, error.into())),
        }
    }

    fn call(&self, config: &Config, code: Secret, authorization: &Authorization) -> Result<Call<Token>> {
        let Authorization { redirect_uri, code_verifier, .. } = authorization;
        oauth2::exchange_code(config, code, redirect_uri, Some(code_verifier.clone()), self.options.merge.clone())
    }

    /// Whoever brought the code is kept waiting meanwhile.
    fn exchange(&mut self, context: &Context<'_>, mut exchanging: Box<Exchanging>) -> Step<Token> {
        exchanging.loopback.look();
        if Instant::now() >= exchanging.due {
            match exchanging.call.step(context) {
                Step::Done(outcome) => return finish(context, exchanging.loopback, outcome),
                Step::After(delay) => exchanging.due = Instant::now() + delay,
            }
        }
        let next = exchanging.due.saturating_duration_since(Instant::now()).min(LOOK);
        self.phase = Phase::Exchanging(exchanging);
        Step::After(next)
    }
}

impl Task for Browser {
    type Output = Token;

    fn step(&mut self, context: &Context<'_>) -> Step<Token> {
        self.advance(context).unwrap_or_else(Step::from)
    }
}

/// The player is told what came of it; then the sign-in is over, and the page is served for a little longer.
fn finish(context: &Context<'_>, mut loopback: Loopback, outcome: Outcome<Token>) -> Step<Token> {
    loopback.conclude(loopback::outcome_of(&outcome.result));
    (context.afterwards)(Box::new(LastPage { loopback, ends: Instant::now() + LINGER }));
    Step::Done(outcome)
}

/// Serves the last page for a while. Nobody waits for it.
struct LastPage {
    loopback: Loopback,
    ends: Instant,
}

impl Task for LastPage {
    type Output = ();

    fn step(&mut self, _: &Context<'_>) -> Step<()> {
        self.loopback.look();
        if Instant::now() < self.ends { Step::After(LOOK) } else { Ok(()).into() }
    }
}

/// Opens the player's browser, on a thread of its own: some wait until the browser is closed. Hears of a failure.
fn open(url: String) -> Result<Receiver<Error>> {
    let no_browser = |error| Error::new(KINPASS_ERROR_BROWSER, format!("no browser: {error}"));
    let (fail, failure) = sync_channel(1);
    let opening = move || {
        if let Err(error) = signals::start_process(|| browser::open(&url)).flatten() {
            // Nobody may listen any more.
            let _ = fail.send(no_browser(error));
        }
    };
    std::thread::Builder::new().name("kinpass-browser".into()).stack_size(STACK).spawn(opening).map_err(no_browser)?;
    Ok(failure)
}
