//! One connection to the loopback port: a request comes in, an answer goes out. It never blocks, and its time is limited.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

const MAX_REQUEST: usize = 16 << 10;
/// Whoever has not said what it wants by then, or not taken its answer, makes room.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct Visitor {
    stream: TcpStream,
    since: Instant,
    state: State,
}

enum State {
    Reading(Vec<u8>),
    /// What it wants is known; the answer is not yet.
    Waiting(Request),
    Writing {
        answer: Vec<u8>,
        sent: usize,
    },
    /// All is said. What still comes is read: a connection that is closed before is reset, and the answer may be lost.
    Leaving,
}

/// What a browser asks for.
pub(super) struct Request {
    pub(super) method: Method,
    /// Path and query.
    pub(super) target: String,
    /// What it prefers to read.
    pub(super) languages: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
    Options,
    Other,
}

pub(super) enum Progress {
    Nothing,
    Gone,
    Asks(Request),
    TooLarge,
}

impl Visitor {
    pub(super) fn new(stream: TcpStream) -> std::io::Result<Self> {
        stream.set_nonblocking(true)?;
        Ok(Self { stream, since: Instant::now(), state: State::Reading(Vec::new()) })
    }

    pub(super) fn is_waiting(&self) -> bool {
        matches!(self.state, State::Waiting(_))
    }

    /// Does what can be done now.
    pub(super) fn go_on(&mut self, now: Instant) -> Progress {
        if !self.is_waiting() && now.saturating_duration_since(self.since) > PATIENCE {
            return Progress::Gone;
        }
        let progress = match &mut self.state {
            State::Reading(head) => read_head(&mut self.stream, head),
            State::Waiting(_) => Ok(Progress::Nothing),
            State::Writing { .. } => self.write(),
            State::Leaving => drain(&mut self.stream),
        };
        match progress {
            Ok(progress) => progress,
            Err(error) if error.kind() == ErrorKind::WouldBlock => Progress::Nothing,
            Err(_) => Progress::Gone,
        }
    }

    /// Keeps it waiting for its answer.
    pub(super) fn wait(&mut self, request: Request) {
        self.state = State::Waiting(request);
    }

    /// The request of one that waits: it is to be answered.
    pub(super) fn take_request(&mut self) -> Option<Request> {
        match std::mem::replace(&mut self.state, State::Leaving) {
            State::Waiting(request) => Some(request),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// A page that does not arrive is a pity; the sign-in goes on.
    pub(super) fn answer(&mut self, answer: Vec<u8>) {
        self.since = Instant::now();
        self.state = State::Writing { answer, sent: 0 };
        let _ = self.write();
    }

    fn write(&mut self) -> std::io::Result<Progress> {
        let State::Writing { answer, sent } = &mut self.state else { return Ok(Progress::Nothing) };
        while *sent < answer.len() {
            match self.stream.write(&answer[*sent..]) {
                Ok(count) => *sent += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.stream.shutdown(Shutdown::Write)?;
        self.state = State::Leaving;
        Ok(Progress::Nothing)
    }
}

fn read_head(stream: &mut TcpStream, head: &mut Vec<u8>) -> std::io::Result<Progress> {
    let mut chunk = [0; 2048];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(Progress::Gone),
            Ok(count) => head.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        if head.windows(4).any(|window| window == b"\r\n\r\n") {
            return Ok(Progress::Asks(Request::of(&String::from_utf8_lossy(head))));
        }
        if head.len() > MAX_REQUEST {
            return Ok(Progress::TooLarge);
        }
    }
}

fn drain(stream: &mut TcpStream) -> std::io::Result<Progress> {
    let mut chunk = [0; 2048];
    // Somebody who never stops talking does not hold up the others.
    for _ in 0..64 {
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(Progress::Gone),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Progress::Nothing)
}

impl Request {
    /// Of somebody who talks too much.
    pub(super) fn unknown() -> Self {
        Self { method: Method::Other, target: String::new(), languages: String::new() }
    }

    fn of(head: &str) -> Self {
        let mut words = head.split_ascii_whitespace();
        let method = match words.next() {
            Some("GET") => Method::Get,
            Some("HEAD") => Method::Head,
            Some("OPTIONS") => Method::Options,
            _ => Method::Other,
        };
        let languages: Vec<_> = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("accept-language"))
            .map(|(_, value)| value)
            .collect();
        Self { method, target: words.next().unwrap_or_default().to_owned(), languages: languages.join(",") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A visitor, and the browser at the other end.
    fn visit() -> (Visitor, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let browser = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (Visitor::new(listener.accept().unwrap().0).unwrap(), browser)
    }

    /// Goes on until something happens.
    fn next(visitor: &mut Visitor) -> Progress {
        loop {
            match visitor.go_on(visitor.since) {
                Progress::Nothing => std::thread::yield_now(),
                progress => return progress,
            }
        }
    }

    #[test]
    fn a_visitor_has_its_time_unless_it_is_kept_waiting() {
        let (mut visitor, mut browser) = visit();
        let late = visitor.since + PATIENCE + Duration::from_millis(1);
        assert!(matches!(visitor.go_on(visitor.since + PATIENCE), Progress::Nothing));
        assert!(matches!(visitor.go_on(late), Progress::Gone));
        browser.write_all(b"GET /a?b HTTP/1.1\r\naccept-language: de\r\nAccept-Language: fr\r\n\r\n").unwrap();
        let Progress::Asks(request) = next(&mut visitor) else { panic!("a request") };
        assert_eq!((request.target.as_str(), request.languages.as_str()), ("/a?b", " de, fr"));
        visitor.wait(request);
        assert!(matches!(visitor.go_on(late), Progress::Nothing));
        assert!(visitor.take_request().is_some() && visitor.take_request().is_none());
    }

    #[test]
    fn an_answer_reaches_even_those_who_go_on_talking() {
        let (mut visitor, browser) = visit();
        let talking = std::thread::spawn(move || {
            let mut browser = browser;
            for _ in 0..100 {
                browser.write_all(&[b'x'; 1024]).unwrap();
            }
            let mut answer = String::new();
            browser.read_to_string(&mut answer).unwrap();
            answer
        });
        assert!(matches!(next(&mut visitor), Progress::TooLarge));
        visitor.answer(b"too much".to_vec());
        assert!(matches!(next(&mut visitor), Progress::Gone), "once the browser has closed its end");
        assert_eq!(talking.join().unwrap(), "too much");
    }
}
