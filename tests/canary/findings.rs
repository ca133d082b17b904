//! What a scenario has handled, and what a person could read of it.

use super::common::*;
use std::collections::BTreeSet;

/// Marks lines of a scenario's output.
const SECRET: &str = "SECRET ";
const SEEN: &str = "SEEN ";

#[derive(Default)]
pub struct Findings {
    pub secrets: BTreeSet<String>,
    /// Where it was, and the text.
    pub seen: Vec<(String, String)>,
}

impl Findings {
    pub fn secret(&mut self, secret: &str) {
        assert!(secret.len() >= 8, "too short to be told from chance: {secret}");
        self.secrets.insert(secret.to_owned());
    }

    pub fn see(&mut self, place: &str, text: &str) {
        self.seen.push((place.to_owned(), text.replace(['\r', '\n', '\t'], " ")));
    }

    /// An event: its texts are seen, its tokens are secrets.
    pub fn event(&mut self, event: &Event) {
        if let Some(error) = &event.error {
            // An account's events belong to no operation.
            let owner = if event.operation == 0 { "account event" } else { "operation event" };
            let texts = [
                ("message", &error.message),
                ("code", &error.code),
                ("request id", &error.request_id),
                ("trace id", &error.trace_id),
                ("ban", &error.ban.as_ref().and_then(|ban| ban.reason.clone())),
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
        for line in client.destroy().1 {
            self.see("log", &line);
        }
    }

    pub fn extend(&mut self, other: Self) {
        self.secrets.extend(other.secrets);
        self.seen.extend(other.seen);
    }

    /// For [`Findings::read`] in another process.
    pub fn print(&self) {
        for secret in &self.secrets {
            println!("\n{SECRET}{secret}");
        }
        for (place, text) in &self.seen {
            println!("\n{SEEN}{place}\t{text}");
        }
    }

    pub fn read(output: &str) -> Self {
        let secrets = output.lines().filter_map(|line| line.strip_prefix(SECRET));
        let seen = output.lines().filter_map(|line| line.strip_prefix(SEEN)?.split_once('\t'));
        Self {
            secrets: secrets.map(str::to_owned).collect(),
            seen: seen.map(|(place, text)| (place.to_owned(), text.to_owned())).collect(),
        }
    }

    /// The texts that tell a secret.
    pub fn told(&self) -> Vec<&(String, String)> {
        let forms: Vec<_> = self.secrets.iter().flat_map(|secret| forms(secret)).collect();
        self.seen.iter().filter(|(_, text)| forms.iter().any(|form| text.contains(form.as_str()))).collect()
    }
}

/// How a secret may be written: as it is, in JSON, in a form, in a Basic header.
fn forms(secret: &str) -> BTreeSet<String> {
    use base64::Engine as _;
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    let form: String =
        reqwest::Url::parse_with_params("http://localhost/", [("", secret)]).unwrap().query().unwrap()[1..].into();
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_matches('"').to_owned();
    let basic = encode(format!("{}:{secret}", seed::CONFIDENTIAL_APP));
    BTreeSet::from([secret.to_owned(), json, form, basic, encode(format!("user:{secret}"))])
}

/// A client whose log is collected, at the most verbose level.
pub fn create(setup: &Setup) -> Client {
    let client = setup.create();
    client.collect_log();
    client
}

/// A refusal that tells a secret of somebody else's: the library can't know it.
pub fn careless(status: u16, code: &str, secret: &str) -> Action {
    let text = format!("planted {secret}");
    let body = serde_json::json!({
        "code": code, "message": text, "request_id": text, "trace_id": text, "ban": { "ban_reason": text },
    });
    Action::Status { status, body: Some(body), headers: Default::default() }
}
