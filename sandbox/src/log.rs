//! The request log and the counters.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use serde_json::Value;

use crate::call::Call;
use crate::clock::iso;
use crate::fault::matches;
use crate::secret::{fingerprint, redact};

/// As many requests as the log keeps.
const KEPT: usize = 10_000;

/// One request, its secrets as fingerprints.
#[derive(Clone, Debug, Serialize)]
pub struct LoggedRequest {
    /// Number, from 1.
    pub seq: u64,
    /// Arrival, by the sandbox clock.
    pub at: String,
    /// Method.
    pub method: String,
    /// Path.
    pub path: String,
    /// Query.
    pub query: String,
    /// Status that was sent; none while, or because, nothing was.
    pub status: Option<u16>,
    /// Kind of the fault that struck.
    pub fault: Option<String>,
    /// `LL-Retry-Attempt`.
    pub retry_attempt: Option<u32>,
    /// `LL-Request-Id`.
    pub request_id: Option<String>,
    /// `User-Agent`.
    pub user_agent: Option<String>,
    /// Number of the TCP connection, from 1.
    pub connection: u64,
    /// Whether it came by HTTPS.
    pub tls: bool,
    /// Names of all headers.
    pub header_names: Vec<String>,
    /// `Authorization`: the scheme and a fingerprint.
    pub authorization: Option<String>,
    /// Fingerprint of `x-session-token`.
    pub session: Option<String>,
    /// Fields of the body.
    pub body: Option<Value>,
}

/// What arrived.
#[derive(Default)]
pub(crate) struct Log {
    entries: VecDeque<LoggedRequest>,
    next: u64,
    counts: BTreeMap<String, u64>,
}

impl Log {
    /// Notes an arrival and gives its number.
    pub fn arrived(&mut self, call: &Call, route: &str, connection: u64, now_ms: u64) -> u64 {
        match self.counts.get_mut(route) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(route.to_owned(), 1);
            }
        }
        self.next += 1;
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        let own = |name: &str| call.header(name).map(str::to_owned);
        self.entries.push_back(LoggedRequest {
            seq: self.next,
            at: iso(now_ms),
            method: call.method.to_string(),
            path: call.path.clone(),
            query: redact_query(&call.query),
            status: None,
            fault: None,
            retry_attempt: call.header("ll-retry-attempt").and_then(|text| text.parse().ok()),
            request_id: own("ll-request-id"),
            user_agent: own("user-agent"),
            connection,
            tls: call.tls,
            header_names: call.headers.keys().map(ToString::to_string).collect(),
            authorization: call.header("authorization").map(|value| {
                let (scheme, rest) = value.split_once(' ').unwrap_or(("", value));
                format!("{scheme} {}", fingerprint(rest))
            }),
            session: call.header("x-session-token").map(fingerprint),
            body: call.fields().map(redact),
        });
        self.next
    }

    /// Notes how a request ended.
    pub fn ended(&mut self, seq: u64, status: Option<u16>, fault: Option<&str>) {
        let Some(first) = self.entries.front().map(|entry| entry.seq) else {
            return;
        };
        let index = usize::try_from(seq.wrapping_sub(first)).unwrap_or(usize::MAX);
        if let Some(entry) = self.entries.get_mut(index) {
            entry.status = status;
            entry.fault = fault.map(str::to_owned);
        }
    }

    pub fn entries(&self) -> Vec<LoggedRequest> {
        self.entries.iter().cloned().collect()
    }

    pub fn counts(&self) -> &BTreeMap<String, u64> {
        &self.counts
    }

    /// Arrivals at the routes of a pattern.
    pub fn count(&self, pattern: &str) -> u64 {
        let counts = self.counts.iter();
        counts
            .filter(|(route, _)| {
                let (method, path) = route.split_once(' ').unwrap_or(("", route));
                matches(pattern, method, path)
            })
            .map(|(_, count)| count)
            .sum()
    }

    /// Forgets all; numbers go on, so that late endings hit nothing.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.counts.clear();
    }
}

/// Nothing secret belongs in a query; what came there is shown by name only.
fn redact_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let mut shown = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if crate::secret::is_secret_field(&name) {
            shown.append_pair(&name, &fingerprint(&value));
        } else {
            shown.append_pair(&name, &value);
        }
    }
    shown.finish()
}
