//! Authorization in the browser: opens the page and listens on a loopback port for the redirect.

use super::authorize::{self, Authorization, Page};
use super::oauth2::{self, External};
use crate::answer::Answer;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::kinds::EventKind;
use crate::secret::Secret;
use crate::status::Status::*;
use crate::system::signals;
use crate::task::{Call, Context, Step, Task};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// How often the port is looked at: a due time of the worker, not a thread.
const LOOK: Duration = Duration::from_millis(30);
const MAX_REQUEST: usize = 16 << 10;
/// Browsers open connections ahead of time; more than these are turned away.
const MAX_VISITORS: usize = 16;

/// How the player is to be asked.
pub(crate) struct Browser {
    pub(crate) page: Page,
    /// The path of the redirect.
    pub(crate) path: Option<String>,
    /// 0 for any free one.
    pub(crate) port: u16,
    pub(crate) timeout: Duration,
    pub(crate) host_opens: bool,
    pub(crate) merge: Option<External>,
}

pub(crate) struct Authorize {
    browser: Browser,
    phase: Phase,
}

enum Phase {
    Start,
    Listening(Listening),
    Exchanging(Call),
}

struct Listening {
    listener: TcpListener,
    authorization: Authorization,
    path: String,
    visitors: Vec<Visitor>,
    ends: Instant,
}

struct Visitor {
    stream: TcpStream,
    request: Vec<u8>,
}

impl Authorize {
    pub(crate) fn new(config: &Config, browser: Browser) -> Result<Self> {
        config.discord.application_id()?;
        if let Some(path) = &browser.path {
            crate::config::path("redirect path", path)?;
        }
        Ok(Self { browser, phase: Phase::Start })
    }

    fn open(&self, context: &Context<'_>) -> Result<Listening> {
        let taken = |error: std::io::Error| {
            Error::new(KINPASS_ERROR_INVALID_STATE, format!("no loopback port for the redirect: {error}"))
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.browser.port)).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        let port = listener.local_addr().map_err(taken)?.port();
        let path = self.browser.path.clone().unwrap_or_else(|| "/callback".into());
        let redirect_uri = format!("http://127.0.0.1:{port}{path}");
        let authorization = authorize::create(context.config, &self.browser.page, &redirect_uri)?;
        if self.browser.host_opens {
            (context.progress)(EventKind::AuthorizationUrl, Answer::Url(authorization.url.clone()));
        } else {
            signals::start_process(|| webbrowser::open(&authorization.url))
                .flatten()
                .map_err(|error| Error::new(KINPASS_ERROR_BROWSER, format!("no browser: {error}")))?;
        }
        Ok(Listening {
            listener,
            authorization,
            path,
            visitors: Vec::new(),
            ends: Instant::now() + self.browser.timeout,
        })
    }

    fn exchange(&self, context: &Context<'_>, code: Secret, authorization: Authorization) -> Result<Call> {
        let Authorization { redirect_uri, code_verifier, .. } = authorization;
        oauth2::exchange_code(context.config, code, &redirect_uri, Some(code_verifier), self.browser.merge.clone())
    }

    fn advance(&mut self, context: &Context<'_>) -> Result<Step> {
        match &mut self.phase {
            Phase::Start => self.phase = Phase::Listening(self.open(context)?),
            Phase::Listening(listening) => {
                let Some(code) = listening.look()? else {
                    if Instant::now() >= listening.ends {
                        return Err(Error::new(KINPASS_ERROR_TIMEOUT, "the player did not answer in time"));
                    }
                    return Ok(Step::After(LOOK));
                };
                let Phase::Listening(listening) = std::mem::replace(&mut self.phase, Phase::Start) else {
                    unreachable!("it was listening")
                };
                self.phase = Phase::Exchanging(self.exchange(context, code, listening.authorization)?);
            }
            Phase::Exchanging(call) => return Ok(call.step(context)),
        }
        Ok(Step::After(Duration::ZERO))
    }
}

impl Task for Authorize {
    fn step(&mut self, context: &Context<'_>) -> Step {
        self.advance(context).unwrap_or_else(|error| Step::Done(error.into()))
    }
}

impl Listening {
    /// Serves who is there; the code, once the right redirect has come.
    fn look(&mut self) -> Result<Option<Secret>> {
        while let Ok((stream, _)) = self.listener.accept() {
            if self.visitors.len() < MAX_VISITORS && stream.set_nonblocking(true).is_ok() {
                self.visitors.push(Visitor { stream, request: Vec::new() });
            }
        }
        let visitors = std::mem::take(&mut self.visitors);
        for mut visitor in visitors {
            match visitor.read() {
                Progress::More => self.visitors.push(visitor),
                Progress::Gone => {}
                Progress::Target(target) => match self.serve(visitor, &target) {
                    Ok(None) => {}
                    answer => return answer,
                },
            }
        }
        Ok(None)
    }

    fn serve(&self, visitor: Visitor, target: &str) -> Result<Option<Secret>> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path != self.path {
            visitor.answer("404 Not Found", "Nothing here", "This address only waits for Discord's answer.");
            return Ok(None);
        }
        match self.authorization.read_redirect(query) {
            Ok(code) => {
                visitor.answer("200 OK", "You are linked", "You can close this page and go back to the game.");
                Ok(Some(code))
            }
            // Somebody else's redirect must not end this sign-in.
            Err(error) if error.status == KINPASS_ERROR_STATE_MISMATCH => {
                visitor.answer("400 Bad Request", "Not this sign-in", "Please start again from the game.");
                Ok(None)
            }
            Err(error) => {
                visitor.answer("200 OK", "Not linked", "Nothing was changed. You can close this page.");
                Err(error)
            }
        }
    }
}

enum Progress {
    More,
    Gone,
    /// Path and query of a whole GET request.
    Target(String),
}

impl Visitor {
    fn read(&mut self) -> Progress {
        let mut chunk = [0; 2048];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Progress::Gone,
                Ok(count) => self.request.extend_from_slice(&chunk[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Progress::More,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Progress::Gone,
            }
            if self.request.windows(4).any(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.request);
                let mut words = head.split_ascii_whitespace();
                return match (words.next(), words.next()) {
                    (Some("GET"), Some(target)) => Progress::Target(target.to_owned()),
                    _ => Progress::Gone,
                };
            }
            if self.request.len() > MAX_REQUEST {
                return Progress::Gone;
            }
        }
    }

    fn answer(mut self, status: &str, title: &str, text: &str) {
        let page = include_str!("page.html").replace("{title}", title).replace("{text}", text);
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n",
            page.len()
        );
        // A page that does not arrive is a pity; the sign-in goes on.
        let _ = self.stream.set_nonblocking(false);
        let _ = self.stream.set_write_timeout(Some(Duration::from_secs(1)));
        let _ = self.stream.write_all(head.as_bytes()).and_then(|()| self.stream.write_all(page.as_bytes()));
    }
}
