//! A request as the services see it, and their answer: plain values, no sockets.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What the body was, going by its content type.
pub(crate) enum Parsed {
    Empty,
    Json(Map<String, Value>),
    Form(Map<String, Value>),
    /// Said to be JSON, but is none, or not an object.
    BadJson,
    Other,
}

/// One request to one of the services.
pub(crate) struct Call {
    pub method: Method,
    /// As routes are written: `/api/v10/users/@me`, also if `/api/users/%40me` came.
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub parsed: Parsed,
    pub tls: bool,
}

impl Call {
    pub fn new(method: Method, uri: &Uri, headers: HeaderMap, body: &Bytes, tls: bool) -> Self {
        let parsed = parse(&headers, body);
        Self {
            method,
            path: canonical(uri.path()),
            query: uri.query().unwrap_or_default().to_owned(),
            headers,
            parsed,
            tls,
        }
    }

    /// `METHOD /path`, the name of a route.
    pub fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The fields of the body, whatever its form.
    pub fn fields(&self) -> Option<&Map<String, Value>> {
        match &self.parsed {
            Parsed::Json(fields) | Parsed::Form(fields) => Some(fields),
            _ => None,
        }
    }

    /// The credentials of an `Authorization` header with this scheme.
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        let (found, rest) = self.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        found.eq_ignore_ascii_case(scheme).then_some(rest.trim())
    }

    /// User and password of HTTP Basic.
    pub fn basic(&self) -> Option<(String, String)> {
        let decoded = STANDARD.decode(self.authorization("Basic")?).ok()?;
        let text = String::from_utf8(decoded).ok()?;
        let (user, password) = text.split_once(':')?;
        Some((unescape(user), unescape(password)))
    }

    /// A parameter of the query.
    pub fn query_value(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// Where the caller reached the sandbox: `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let host = self.header(HOST.as_str()).unwrap_or("127.0.0.1");
        format!("{scheme}://{host}")
    }
}

/// Escapes are undone, but for the one that would make two parts of one; Discord's API without a version is its tenth.
fn canonical(path: &str) -> String {
    let part = |part| percent_decode_str(part).decode_utf8_lossy().replace('/', "%2F");
    let plain = path.split('/').map(part).collect::<Vec<_>>().join("/");
    let is_version = |part: &str| part.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
    match plain.strip_prefix("/api/") {
        Some(rest) if !rest.split('/').next().is_some_and(is_version) => format!("/api/v10/{rest}"),
        _ => plain,
    }
}

/// RFC 6749 has Basic credentials form-encoded.
fn unescape(text: &str) -> String {
    let pair = format!("v={}", text.replace('&', "%26"));
    form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, value)| value.into_owned())
}

fn parse(headers: &HeaderMap, body: &Bytes) -> Parsed {
    if body.is_empty() {
        return Parsed::Empty;
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return serde_json::from_slice(body).map_or(Parsed::BadJson, Parsed::Json);
    }
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let fields = form_urlencoded::parse(body);
        return Parsed::Form(
            fields.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect(),
        );
    }
    Parsed::Other
}

/// A text field that is there and not empty.
pub(crate) fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    /// Headers whose names only a fault knows.
    pub extra_headers: Vec<(String, String)>,
    pub body: Bytes,
}

/// An answer, refused or not.
pub(crate) type Answer = Result<Reply, Reply>;

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

impl Reply {
    pub fn json(status: u16, value: &impl Serialize) -> Self {
        let body = serde_json::to_vec(value).expect("answers are plain JSON");
        Self::new(status, JSON, body)
    }

    /// What came in, as an answer.
    pub fn echo(call: &Call, path: &str) -> Self {
        let body = json!({
            "method": call.method.as_str(),
            "path": path,
            "query": call.query,
            "body": call.fields(),
        });
        Self::json(200, &body)
    }

    pub fn html(status: u16, page: String) -> Self {
        Self::new(status, HTML, page)
    }

    pub fn empty(status: u16) -> Self {
        Self::new(status, "", Bytes::new())
    }

    pub fn redirect(location: String) -> Self {
        Self::empty(302).with("location", location)
    }

    pub fn new(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { status, content_type, headers: Vec::new(), extra_headers: Vec::new(), body: body.into() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// For answers that carry tokens.
    pub fn no_store(self) -> Self {
        self.with("cache-control", "no-store")
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn one_route_has_one_name() {
        for path in ["/api/v10/users/@me", "/api/v10/users/%40me", "/api/users/@me", "/api/users/%40%6De"] {
            assert_eq!(canonical(path), "/api/v10/users/@me", "{path}");
        }
        for path in ["/", "/api", "/api/v9/users", "/game/ping", "/a%2Fb"] {
            assert_eq!(canonical(path), path);
        }
    }
}
