//! The sandbox program as a child process, and its control plane.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process;
use crate::web;

/// Certificates are made at the start: a slow machine may need a while.
const START_LIMIT: Duration = Duration::from_secs(30);
/// For one request of the control plane.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// From closing its standard input to its end.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// A running sandbox. It stops when this is dropped.
pub struct Sandbox {
    child: Child,
    values: BTreeMap<String, String>,
}

impl Sandbox {
    /// Starts it and waits until it serves.
    pub fn start(command: &mut Command) -> Result<Self, String> {
        let (reader, writer) = io::pipe().map_err(|error| error.to_string())?;
        command.arg("--until-stdin-closes").stdin(Stdio::piped());
        command.stdout(writer.try_clone().map_err(|error| error.to_string())?).stderr(writer);
        let child = command.spawn().map_err(|error| format!("the sandbox did not start: {error}"))?;
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut sandbox = Self { child, values: BTreeMap::new() };
        sandbox.read_values(&lines(reader))?;
        Ok(sandbox)
    }

    fn read_values(&mut self, lines: &Receiver<String>) -> Result<(), String> {
        let deadline = Instant::now() + START_LIMIT;
        let mut heard = String::new();
        loop {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => match line.split_once('=').filter(|(key, _)| key.starts_with("SANDBOX_")) {
                    Some(("SANDBOX_READY", _)) => return Ok(()),
                    Some((key, value)) => {
                        self.values.insert(key.to_owned(), value.to_owned());
                    }
                    None => heard = format!("{heard}{line}\n"),
                },
                Err(RecvTimeoutError::Disconnected) => return Err(format!("{heard}the sandbox ended at once")),
                Err(RecvTimeoutError::Timeout) => return Err(format!("{heard}the sandbox did not get ready in time")),
            }
        }
    }

    /// One of the values that it printed, such as `SANDBOX_URL`.
    pub fn value(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// All values that it printed: the environment of a program that talks to it.
    pub fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// `POST`s to the control plane and returns the JSON of a 200.
    pub fn post(&self, path: &str, json: &Value) -> Result<Value, String> {
        self.ask("POST", path, &json.to_string())
    }

    /// How many requests came to a path, whatever the method.
    pub fn count(&self, path: &str) -> Result<u64, String> {
        let answer = self.ask("GET", &format!("/_sandbox/counts?route={path}"), "")?;
        answer["count"].as_u64().ok_or_else(|| format!("no count: {answer}"))
    }

    fn ask(&self, method: &str, path: &str, json: &str) -> Result<Value, String> {
        let url = format!("{}{path}", self.value("SANDBOX_URL").trim_end_matches('/'));
        match web::send(method, &url, json, ANSWER_LIMIT)? {
            (200, body) => serde_json::from_str(&body).map_err(|error| format!("{url}: {error}")),
            (status, body) => Err(format!("{url}: {status}\n{body}")),
        }
    }

    /// Links a player to a publisher's application and returns the parent's access token.
    pub fn link(&self, player: &str, application_id: &str) -> Result<String, String> {
        let answer = self.post("/_sandbox/link", &json!({ "player": player, "application_id": application_id }))?;
        let token = answer["access_token"].as_str().map(str::to_owned);
        token.ok_or_else(|| "the sandbox gave no access token".to_owned())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        if process::wait(&mut self.child, STOP_LIMIT).is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Reads on a thread of its own, to the end: the sandbox never waits for a reader.
fn lines(reader: io::PipeReader) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(reader).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}
