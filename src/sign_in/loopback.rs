//! The loopback port that waits for the browser's redirect, and what its visitors are told.

use super::visitor::{Method, Progress, Request, Visitor};
use crate::discord::authorize::Authorization;
use crate::error::{Error, Result};
use crate::finish_page::{self, FinishPage, Outcome};
use crate::secret::Secret;
use crate::status::Status::*;
use std::net::{Ipv4Addr, TcpListener};
use std::time::Instant;

/// Browsers open connections ahead of time, some of which stay silent. The oldest has to go for a new one.
const MAX_VISITORS: usize = 16;
/// Of so many visitors at a time: the others come next.
const MAX_ROUNDS: usize = 8;
const DEFAULT_PATH: &str = "/callback";
const OPTIONS: &str = "HTTP/1.1 204 No Content\r\nAllow: GET, HEAD, OPTIONS\r\nConnection: close\r\n\r\n";

/// A port on which nobody is served yet.
pub(super) struct Port {
    listener: TcpListener,
    path: String,
    pub(super) redirect_uri: String,
}

pub(super) struct Loopback {
    listener: TcpListener,
    path: String,
    authorization: Authorization,
    page: FinishPage,
    visitors: Vec<Visitor>,
    /// The redirect has come: its code is being exchanged.
    redirected: bool,
    /// What came of it.
    outcome: Option<Outcome>,
}

impl Port {
    /// 0 is any free one.
    pub(super) fn bind(port: u16, path: Option<&str>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let path = path.unwrap_or(DEFAULT_PATH).to_owned();
        let redirect_uri = format!("http://127.0.0.1:{}{path}", listener.local_addr()?.port());
        Ok(Self { listener, path, redirect_uri })
    }

    pub(super) fn serve(self, authorization: Authorization, page: FinishPage) -> Loopback {
        let Self { listener, path, .. } = self;
        Loopback { listener, path, authorization, page, visitors: Vec::new(), redirected: false, outcome: None }
    }
}

impl Loopback {
    pub(super) fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    /// Serves who is there. The redirect, when it comes, and only once: whoever brought it is kept waiting until
    /// [`Self::conclude`].
    pub(super) fn look(&mut self) -> Option<Result<Secret>> {
        let mut redirect = None;
        for _ in 0..MAX_ROUNDS {
            let more = self.admit();
            redirect = redirect.or(self.serve());
            if !more {
                break;
            }
            self.make_room();
        }
        redirect
    }

    /// Tells what came of the redirect: to those who wait, and to all who bring it again.
    pub(super) fn conclude(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        for visitor in &mut self.visitors {
            if let Some(request) = visitor.take_request() {
                visitor.answer(render(outcome, &request, &self.page));
            }
        }
    }

    /// True if there may be more who want in.
    fn admit(&mut self) -> bool {
        while self.visitors.len() < MAX_VISITORS {
            let Ok((stream, _)) = self.listener.accept() else { return false };
            self.visitors.extend(Visitor::new(stream));
        }
        true
    }

    fn make_room(&mut self) {
        if self.visitors.len() >= MAX_VISITORS {
            let oldest = self.visitors.iter().position(|visitor| !visitor.is_waiting());
            self.visitors.remove(oldest.unwrap_or(0));
        }
    }

    fn serve(&mut self) -> Option<Result<Secret>> {
        let (mut redirect, now) = (None, Instant::now());
        for mut visitor in std::mem::take(&mut self.visitors) {
            match visitor.go_on(now) {
                Progress::Nothing => {}
                Progress::Gone => continue,
                Progress::TooLarge => visitor.answer(render(Outcome::TooLarge, &Request::unknown(), &self.page)),
                Progress::Asks(request) => redirect = redirect.or(self.receive(&mut visitor, request)),
            }
            self.visitors.push(visitor);
        }
        redirect
    }

    fn receive(&mut self, visitor: &mut Visitor, request: Request) -> Option<Result<Secret>> {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let outcome = match request.method {
            Method::Options => {
                visitor.answer(OPTIONS.into());
                return None;
            }
            Method::Other => Outcome::MethodNotAllowed,
            _ if path != self.path => Outcome::NothingHere,
            method => match (self.authorization.read_redirect(query), self.outcome) {
                // Somebody else's redirect must not end this sign-in.
                (Err(error), _) if error.status == KINPASS_ERROR_STATE_MISMATCH => Outcome::WrongSignIn,
                (_, Some(outcome)) => outcome,
                // A preview of the link's, not the player: it sees no page, and uses nothing up.
                (_, None) if method == Method::Head => Outcome::Linked,
                (redirect, None) => {
                    visitor.wait(request);
                    return (!std::mem::replace(&mut self.redirected, true)).then_some(redirect);
                }
            },
        };
        visitor.answer(render(outcome, &request, &self.page));
        None
    }
}

impl Drop for Loopback {
    /// Given up while the code was exchanged: nobody waits for ever.
    fn drop(&mut self) {
        self.conclude(Outcome::Failed);
    }
}

fn render(outcome: Outcome, request: &Request, page: &FinishPage) -> Vec<u8> {
    let finish_page::Response { mut head, body } = finish_page::render(outcome, &request.languages, page);
    if request.method != Method::Head {
        head += &body;
    }
    head.into()
}

/// What the player is to read of how a sign-in ended.
pub(super) fn outcome_of<T>(result: &Result<T>) -> Outcome {
    match result {
        Ok(_) => Outcome::Linked,
        Err(Error { status: KINPASS_ERROR_ACCESS_DENIED, .. }) => Outcome::NotLinked,
        Err(_) => Outcome::Failed,
    }
}
