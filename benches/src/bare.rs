//! The rival: `reqwest`'s blocking client, called on the caller's own thread, as simply as it can be.

use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::Value;

/// A keep-alive client, and the request that it sends each time.
pub struct Bare {
    client: Client,
    method: Method,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: String,
    /// The text that the answer has to have, if it has to have one.
    field: Option<String>,
}

impl Bare {
    /// The same request as Kinpass's `kinpass_lootlocker_ping`.
    pub fn ping(base: &str, session_token: &str) -> reqwest::Result<Self> {
        let headers = vec![("LL-Version", "2021-03-01".into()), ("x-session-token", session_token.to_owned())];
        Self::new(Method::GET, format!("{base}/game/ping"), headers, String::new(), None)
    }

    /// The same request as Kinpass's `kinpass_lootlocker_start_session`.
    pub fn start_session(base: &str, body: &str) -> reqwest::Result<Self> {
        let headers = vec![("LL-Version", "2021-03-01".into()), ("Content-Type", "application/json".into())];
        let url = format!("{base}/game/session/discord");
        Self::new(Method::POST, url, headers, body.to_owned(), Some("session_token".into()))
    }

    fn new(
        method: Method,
        url: String,
        mut headers: Vec<(&'static str, String)>,
        body: String,
        field: Option<String>,
    ) -> reqwest::Result<Self> {
        headers.push(("Accept", "application/json".into()));
        // As many processes do it; an error only says that it was done before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().user_agent("DiscordBot (https://github.com/kinpass/kinpass, 0.1.0)").build()?;
        Ok(Self { client, method, url, headers, body, field })
    }

    /// Sends the request and reads its answer; false if it is not the one that it should be.
    pub fn send(&self) -> bool {
        let mut request = self.client.request(self.method.clone(), &self.url);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.body.is_empty() {
            request = request.body(self.body.clone());
        }
        let Ok(response) = request.send() else { return false };
        response.status().is_success() && response.bytes().is_ok_and(|body| is_good(&body, self.field.as_deref()))
    }
}

/// Whether a text is a JSON object, and has a text in `field` if one is wanted.
pub fn is_good(json: &[u8], field: Option<&str>) -> bool {
    match serde_json::from_slice(json) {
        Ok(Value::Object(fields)) => field.is_none_or(|field| fields.get(field).is_some_and(Value::is_string)),
        _ => false,
    }
}
