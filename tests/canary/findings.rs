//! What a scenario has handled, and what a person could read of it.

use super::common::*;
use super::search::{SHORTEST, Search};
use std::collections::BTreeSet;

/// Marks lines of a scenario's output.
const SECRET: &str = "SECRET ";
const SEEN: &str = "SEEN ";
const RAN: &str = "RAN ";

#[derive(Default)]
pub struct Findings {
    pub secrets: BTreeSet<String>,
    /// Where it was, and the text.
    pub seen: BTreeSet<(String, String)>,
    /// The events that came.
    pub ran: BTreeSet<Ran>,
}

/// An event by its numbers, and whether it tells of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ran {
    pub event: i32,
    pub operation: i32,
    pub well: bool,
}

impl Ran {
    fn read(text: &str) -> Option<Self> {
        let [event, operation, well] = text.split(' ').collect::<Vec<_>>().try_into().ok()?;
        Some(Self { event: event.parse().ok()?, operation: operation.parse().ok()?, well: well.parse().ok()? })
    }
}

impl Findings {
    pub fn secret(&mut self, secret: &str) {
        assert!(secret.len() >= SHORTEST, "too short to be told from chance: {secret}");
        self.secrets.insert(secret.to_owned());
    }

    pub fn see(&mut self, place: &str, text: &str) {
        self.seen.insert((place.to_owned(), text.replace(['\r', '\n', '\t'], " ")));
    }

    /// Why the last call on this thread was refused.
    pub fn refusal(&mut self) {
        let reason = last_refusal();
        assert!(!reason.is_empty(), "each refused call says why");
        self.see("last refusal", &reason);
    }

    /// An event: its texts are seen, its tokens are secrets.
    pub fn event(&mut self, event: &Event) {
        let well = event.status == KINPASS_OK;
        self.ran.insert(Ran { event: event.kind, operation: event.operation_kind, well });
        // An account's events belong to no operation.
        let owner = if event.operation == 0 { "account event" } else { "operation event" };
        for warning in event.session.iter().flat_map(|session| &session.warnings) {
            self.see(&format!("{owner}: warning"), warning);
        }
        if let Some(error) = &event.error {
            let ban = error.ban.clone().unwrap_or_default();
            let texts = [
                ("message", &error.message),
                ("code", &error.code),
                ("request id", &error.request_id),
                ("trace id", &error.trace_id),
                ("ban", &ban.reason),
                ("ban's begin", &ban.banned_on),
                ("ban's end", &ban.banned_until),
            ];
            for (place, text) in texts.into_iter().filter_map(|(place, text)| Some((place, text.as_ref()?))) {
                self.see(&format!("{owner}: {place}"), text);
            }
        }
        let token = event.token.iter().flat_map(|it| [&it.access_token, &it.refresh_token, &it.id_token]);
        let session = event.session.iter().flat_map(|it| [&it.session_token, &it.refresh_token]);
        for secret in token.chain(session).flatten() {
            self.secret(secret);
        }
    }

    /// The end of a client whose log was collected.
    pub fn end(&mut self, client: Client) {
        for line in std::iter::from_fn(|| client.pull_line()) {
            self.see("kept log", &line);
        }
        for line in client.destroy().1 {
            self.see("log", &line);
        }
    }

    pub fn extend(&mut self, other: Self) {
        self.secrets.extend(other.secrets);
        self.seen.extend(other.seen);
        self.ran.extend(other.ran);
    }

    /// For [`Findings::read`] in another process.
    pub fn print(&self) {
        for secret in &self.secrets {
            // In JSON: some have several lines.
            println!("\n{SECRET}{}", serde_json::Value::from(secret.as_str()));
        }
        for (place, text) in &self.seen {
            println!("\n{SEEN}{place}\t{text}");
        }
        for Ran { event, operation, well } in &self.ran {
            println!("\n{RAN}{event} {operation} {well}");
        }
    }

    /// What has no mark is the library's.
    pub fn read(output: &str) -> Self {
        let mut findings = Self::default();
        for line in output.lines() {
            if let Some(secret) = line.strip_prefix(SECRET) {
                findings.secrets.insert(serde_json::from_str(secret).expect("what was printed"));
            } else if let Some((place, text)) = line.strip_prefix(SEEN).and_then(|seen| seen.split_once('\t')) {
                findings.see(place, text);
            } else if let Some(ran) = line.strip_prefix(RAN) {
                findings.ran.insert(Ran::read(ran).expect("what was printed"));
            } else {
                findings.see("stdout", line);
            }
        }
        findings
    }

    /// The texts that tell a secret.
    pub fn told(&self) -> Vec<&(String, String)> {
        let search = Search::new(self.secrets.iter());
        self.seen.iter().filter(|(_, text)| search.finds(text)).collect()
    }
}

/// A client whose log is collected in both ways, at the most verbose level.
pub fn create(setup: &Setup) -> Client {
    let client = setup.create();
    client.collect_log();
    client.keep_log();
    client
}

/// A refusal that tells a secret of somebody else's: the library can't know it.
pub fn careless(status: u16, code: &str, secret: &str) -> Action {
    let text = format!("planted {secret}");
    let body = serde_json::json!({
        "code": code, "message": text, "request_id": text, "trace_id": text, "ban": { "ban_reason": text, "banned_on": text, "banned_until": text },
    });
    Action::Status { status, body: Some(body), headers: Default::default() }
}

/// A session whose complaints tell a secret.
pub fn careless_session(secret: &str) -> Action {
    let body = serde_json::json!({
        "session_token": "canary-session-token-83b0", "player_id": 7, "errors": [format!("planted {secret}")],
    });
    Action::Status { status: 200, body: Some(body), headers: Default::default() }
}
