//! Faults on demand: which route, how often, what happens.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The forms in which a 429 says, or does not say, how long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryForm {
    /// `Retry-After` in seconds (rounded up), and Discord's `retry_after` in the body.
    Seconds,
    /// `Retry-After` as an HTTP date.
    Date,
    /// `retry_after` in the body only, as a float.
    Body,
    /// Nothing at all.
    None,
}

/// What goes wrong. The README says for each whether the request is carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Answers with this status.
    Status {
        /// The status.
        status: u16,
        /// Text, or JSON; without it the service's own error shape.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<Value>,
        /// More headers.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        headers: BTreeMap<String, String>,
    },
    /// 503.
    Unavailable {
        /// `Retry-After`, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// 429.
    RateLimited {
        /// How it says when to come again.
        form: RetryForm,
        /// When to come again.
        #[serde(default = "one_second")]
        seconds: f64,
    },
    /// LootLocker's 403 `player_banned`.
    Banned {
        /// Whether the ban has no end.
        #[serde(default)]
        permanent: bool,
    },
    /// 403 with an HTML page.
    BanPage {},
    /// An error whose message repeats the request's secrets.
    EchoSecrets {
        /// The status.
        #[serde(default = "bad_request")]
        status: u16,
    },
    /// A redirect.
    Redirect {
        /// To the other name of this host.
        #[serde(default)]
        other_host: bool,
        /// The status.
        #[serde(default = "found")]
        status: u16,
        /// Another address than `/redirect-target`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<String>,
    },
    /// TCP RST.
    Reset {},
    /// Closed without an answer.
    Close {},
    /// No answer, ever; the connection stays open.
    Hang {},
    /// Waits, then goes on.
    Delay {
        /// Real milliseconds.
        ms: u64,
    },
    /// Carried out, then closed without an answer.
    LostAnswer {},
    /// Half of the body, then closed.
    CutBody {},
    /// One byte at a time.
    Trickle {
        /// Real milliseconds between two bytes.
        #[serde(default = "trickle_ms")]
        ms: u64,
    },
    /// A body that is no JSON.
    MalformedJson {},
    /// Strings as numbers and numbers as strings.
    WrongTypes {
        /// This field only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
    },
    /// Required fields left out.
    MissingField {
        /// This field only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
    },
    /// Required fields null.
    NullFields {
        /// This field only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
    },
    /// 200 with an HTML page.
    Html {},
    /// The real status without a body.
    EmptyBody {},
    /// The real answer, padded.
    HugeBody {
        /// At least so many bytes.
        #[serde(default = "huge")]
        bytes: usize,
    },
}

fn one_second() -> f64 {
    1.0
}

fn bad_request() -> u16 {
    400
}

fn found() -> u16 {
    302
}

fn trickle_ms() -> u64 {
    100
}

fn huge() -> usize {
    2 << 20
}

/// When the fault strikes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Before, and it goes on after that.
    Delay,
    /// Instead of carrying the request out.
    Before,
    /// Once it was carried out with success.
    After,
}

impl Action {
    pub(crate) fn phase(&self) -> Phase {
        match self {
            Self::Delay { .. } => Phase::Delay,
            Self::Status { .. }
            | Self::Unavailable { .. }
            | Self::RateLimited { .. }
            | Self::Banned { .. }
            | Self::BanPage {}
            | Self::EchoSecrets { .. }
            | Self::Redirect { .. }
            | Self::Reset {}
            | Self::Close {}
            | Self::Hang {} => Phase::Before,
            _ => Phase::After,
        }
    }

    /// The name that the control plane uses.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Unavailable { .. } => "unavailable",
            Self::RateLimited { .. } => "rate_limited",
            Self::Banned { .. } => "banned",
            Self::BanPage {} => "ban_page",
            Self::EchoSecrets { .. } => "echo_secrets",
            Self::Redirect { .. } => "redirect",
            Self::Reset {} => "reset",
            Self::Close {} => "close",
            Self::Hang {} => "hang",
            Self::Delay { .. } => "delay",
            Self::LostAnswer {} => "lost_answer",
            Self::CutBody {} => "cut_body",
            Self::Trickle { .. } => "trickle",
            Self::MalformedJson {} => "malformed_json",
            Self::WrongTypes { .. } => "wrong_types",
            Self::MissingField { .. } => "missing_field",
            Self::NullFields { .. } => "null_fields",
            Self::Html {} => "html",
            Self::EmptyBody {} => "empty_body",
            Self::HugeBody { .. } => "huge_body",
        }
    }

    /// A status without a body of its own.
    pub fn status(status: u16) -> Self {
        Self::Status { status, body: None, headers: BTreeMap::new() }
    }
}

/// A fault, set for a route.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `"POST /path"`, `"/path"`, `"POST /prefix*"` or `"*"`.
    pub route: String,
    /// How often it strikes; none: for ever.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// How many requests it lets through first.
    #[serde(default)]
    pub skip: u32,
    /// What it does.
    pub action: Action,
}

fn once() -> Option<u32> {
    Some(1)
}

impl Fault {
    /// A fault that strikes once.
    pub fn once(route: impl Into<String>, action: Action) -> Self {
        Self { route: route.into(), times: Some(1), skip: 0, action }
    }

    /// A fault that strikes every time.
    pub fn always(route: impl Into<String>, action: Action) -> Self {
        Self { times: None, ..Self::once(route, action) }
    }

    /// Strikes `times` times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Lets the first `requests` through.
    #[must_use]
    pub fn skip(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }
}

/// Whether a pattern means this route.
pub(crate) fn matches(pattern: &str, method: &str, path: &str) -> bool {
    let (wanted_method, wanted_path) = match pattern.split_once(' ') {
        Some((method, path)) => (Some(method), path),
        None => (None, pattern),
    };
    wanted_method.is_none_or(|wanted| wanted == method || wanted == "*")
        && match wanted_path.strip_suffix('*') {
            Some(prefix) => path.starts_with(prefix),
            None => path == wanted_path,
        }
}

/// The faults that are set.
#[derive(Default)]
pub(crate) struct Faults {
    pub set: Vec<Fault>,
}

/// What a request has to expect.
#[derive(Default)]
pub(crate) struct Strike {
    pub delay_ms: u64,
    pub delayed: bool,
    pub before: Option<Action>,
    /// The pattern of the fault that waits for a success, and what it does then.
    pub after: Option<Fault>,
}

impl Faults {
    /// Takes what applies to this request. One that needs a success comes back by [`Self::give_back`].
    pub fn strike(&mut self, method: &str, path: &str) -> Strike {
        let mut strike = Strike::default();
        if self.set.is_empty() {
            return strike;
        }
        for fault in &mut self.set {
            if !matches(&fault.route, method, path) || fault.times == Some(0) {
                continue;
            }
            let taken = strike.before.is_some() || strike.after.is_some();
            let phase = fault.action.phase();
            if taken && phase != Phase::Delay {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            fault.times = fault.times.map(|times| times - 1);
            match phase {
                Phase::Delay => {
                    if let Action::Delay { ms } = fault.action {
                        strike.delay_ms += ms;
                        strike.delayed = true;
                    }
                }
                Phase::Before => strike.before = Some(fault.action.clone()),
                Phase::After => strike.after = Some(fault.clone()),
            }
        }
        self.set.retain(|fault| fault.times != Some(0));
        strike
    }

    /// Gives back a fault that found no success to damage.
    pub fn give_back(&mut self, fault: Fault) {
        let Some(left) = fault.times else {
            return;
        };
        let same = self
            .set
            .iter_mut()
            .find(|set| set.route == fault.route && set.action == fault.action && set.times.is_some());
        match same {
            Some(set) => set.times = set.times.map(|times| times + 1),
            None => self.set.insert(0, Fault { times: Some(left + 1), ..fault }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Fault, Faults, matches};

    #[test]
    fn patterns_match_method_and_path() {
        assert!(matches("*", "GET", "/a"));
        assert!(matches("GET /a", "GET", "/a"));
        assert!(!matches("GET /a", "POST", "/a"));
        assert!(!matches("GET /a", "GET", "/a/b"));
        assert!(matches("/a", "POST", "/a"));
        assert!(matches("POST /a*", "POST", "/a/b"));
        assert!(matches("* /a", "POST", "/a"));
    }

    #[test]
    fn a_fault_lets_the_first_through_and_ends() {
        let mut faults = Faults::default();
        faults.set.push(Fault::once("*", Action::Close {}).skip(1).times(2));
        let struck: Vec<bool> = (0..4).map(|_| faults.strike("GET", "/").before.is_some()).collect();
        assert_eq!(struck, [false, true, true, false]);
    }
}
