//! A small client that speaks to the sandbox as a game would.
#![allow(dead_code)] // each test file uses its own part

pub mod linking;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use kinpass_sandbox::Sandbox;
use serde_json::{Value, json};
use ureq::Agent;

pub const AGENT: &str = "DiscordBot (https://example.com/kinpass, 0.1)";
pub const TOKEN: &str = "/api/v10/oauth2/token";
pub const CHILD: &str = "/api/v10/partner-sdk/child-token";
pub const SESSION: &str = "/game/session/discord";

pub struct Answer {
    pub status: u16,
    pub text: String,
    pub json: Value,
    pub headers: ureq::http::HeaderMap,
}

impl Answer {
    pub fn str(&self, name: &str) -> &str {
        self.json[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

pub struct Client {
    agent: Agent,
    base: String,
}

impl Client {
    pub fn new(sandbox: &Sandbox) -> Self {
        Self::at(&sandbox.url())
    }

    pub fn at(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        Self { agent: config.into(), base: base.to_owned() }
    }

    /// Any request; the error is the transport's.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("user-agent")) {
            request = request.header("user-agent", AGENT);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body.to_owned()).unwrap())?;
        let text = response.body_mut().read_to_string()?;
        Ok(Answer {
            status: response.status().as_u16(),
            json: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
            headers: response.headers().clone(),
        })
    }

    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.try_form(path, fields).expect("an answer")
    }

    pub fn try_form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], &body)
    }

    pub fn json(&self, path: &str, body: &Value) -> Answer {
        let kind = ("content-type", "application/json");
        self.send("POST", path, &[kind], &body.to_string()).expect("an answer")
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "").expect("an answer")
    }

    pub fn refresh(&self, app: &str, token: &str) -> Answer {
        self.form(TOKEN, &[("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", app)])
    }

    pub fn child(&self, parent: &str, child: &str) -> Answer {
        self.json(CHILD, &json!({ "parent_access_token": parent, "child_application_id": child }))
    }

    pub fn lootlocker(&self, body: &Value) -> Answer {
        let headers = [("content-type", "application/json"), ("ll-version", "2021-03-01")];
        self.send("POST", SESSION, &headers, &body.to_string()).expect("an answer")
    }

    pub fn session(&self, key: &str, access_token: &str) -> Answer {
        self.lootlocker(&json!({ "game_key": key, "game_version": "1.0", "access_token": access_token }))
    }

    pub fn refresh_session(&self, key: &str, refresh_token: &str) -> Answer {
        self.lootlocker(&json!({ "game_key": key, "game_version": "1.0", "refresh_token": refresh_token }))
    }

    pub fn ping(&self, session: &str) -> Answer {
        self.get("/game/ping", &[("x-session-token", session)])
    }
}

/// All bytes that come for one raw request, and how the connection ended.
pub fn raw(sandbox: &Sandbox, request: &str) -> (String, std::io::Result<()>) {
    let address = sandbox.url().replace("http://", "");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).map(|_| ());
    (String::from_utf8_lossy(&bytes).into_owned(), ended)
}
