//! The loopback port that waits for the browser's redirect, and what visitors of it get to see.

use crate::discord::authorize::Authorization;
use crate::error::{Error, Result};
use crate::finish_page::{self, FinishPage, Outcome};
use crate::secret::Secret;
use crate::status::Status::*;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

const MAX_REQUEST: usize = 16 << 10;
/// Browsers open connections ahead of time; more than these are turned away.
const MAX_VISITORS: usize = 16;
const DEFAULT_PATH: &str = "/callback";

pub(super) struct Loopback {
    listener: TcpListener,
    path: String,
    visitors: Vec<Visitor>,
}

struct Visitor {
    stream: TcpStream,
    request: Vec<u8>,
}

impl Loopback {
    /// Listens on a port; 0 is any free one.
    pub(super) fn bind(port: u16, path: Option<&str>) -> Result<Self> {
        let listen = || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        };
        let listener = listen().map_err(taken)?;
        Ok(Self { listener, path: path.unwrap_or(DEFAULT_PATH).to_owned(), visitors: Vec::new() })
    }

    pub(super) fn redirect_uri(&self) -> Result<String> {
        let port = self.listener.local_addr().map_err(taken)?.port();
        Ok(format!("http://127.0.0.1:{port}{}", self.path))
    }

    /// Serves who is there; the code, once the right redirect has come.
    pub(super) fn look(&mut self, authorization: &Authorization, page: &FinishPage) -> Result<Option<Secret>> {
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
                Progress::Refused(outcome) => visitor.answer(outcome, page),
                Progress::Target(target) => match self.serve(authorization, page, visitor, &target) {
                    Ok(None) => {}
                    answer => return answer,
                },
            }
        }
        Ok(None)
    }

    fn serve(
        &self,
        authorization: &Authorization,
        page: &FinishPage,
        visitor: Visitor,
        target: &str,
    ) -> Result<Option<Secret>> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path != self.path {
            visitor.answer(Outcome::NothingHere, page);
            return Ok(None);
        }
        match authorization.read_redirect(query) {
            Ok(code) => {
                visitor.answer(Outcome::Linked, page);
                Ok(Some(code))
            }
            // Somebody else's redirect must not end this sign-in.
            Err(error) if error.status == KINPASS_ERROR_STATE_MISMATCH => {
                visitor.answer(Outcome::WrongSignIn, page);
                Ok(None)
            }
            Err(error) => {
                let denied = error.status == KINPASS_ERROR_ACCESS_DENIED;
                visitor.answer(if denied { Outcome::NotLinked } else { Outcome::Failed }, page);
                Err(error)
            }
        }
    }
}

fn taken(error: std::io::Error) -> Error {
    Error::new(KINPASS_ERROR_INVALID_STATE, format!("no loopback port for the redirect: {error}"))
}

enum Progress {
    More,
    Gone,
    Refused(Outcome),
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
                    _ => Progress::Refused(Outcome::MethodNotAllowed),
                };
            }
            if self.request.len() > MAX_REQUEST {
                return Progress::Refused(Outcome::TooLarge);
            }
        }
    }

    /// What the browser prefers to read.
    fn languages(&self) -> String {
        let head = String::from_utf8_lossy(&self.request);
        let values: Vec<_> = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("accept-language"))
            .map(|(_, value)| value)
            .collect();
        values.join(",")
    }

    fn answer(mut self, outcome: Outcome, page: &FinishPage) {
        let answer = finish_page::render(outcome, &self.languages(), page);
        // A page that does not arrive is a pity; the sign-in goes on.
        let _ = self.stream.set_nonblocking(false);
        let _ = self.stream.set_write_timeout(Some(Duration::from_secs(1)));
        let _ = self.stream.write_all((answer.head + &answer.body).as_bytes());
    }
}
