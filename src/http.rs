//! One HTTP exchange: limits, TLS, proxy, redaction. Never follows a redirect, never retries.

mod connections;
mod names;
mod proxy;

use crate::config;
use crate::error::{Error, Result};
use crate::given::Text;
use crate::secret::Secret;
use crate::status::Status;
use crate::system::signals::Blocked;
use connections::Connections;
use once_cell::sync::OnceCell;
use reqwest::blocking::{Client, ClientBuilder, RequestBuilder};
use reqwest::header::{HeaderMap, HeaderValue};
use rustls::crypto::{CryptoProvider, KeyProvider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::SigningKey;
use std::error::Error as StdError;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub(crate) use reqwest::Method;

/// Answers are small; a larger one is a fault.
const MAX_ANSWER: usize = 1 << 20;

/// A request as data: it can be sent again.
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, Secret)>,
    pub(crate) body: Body,
    /// What must not come back in an error message.
    pub(crate) secrets: Vec<Secret>,
}

pub(crate) enum Body {
    None,
    Json(Secret),
    Form(Secret),
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Secret,
}

/// An exchange that brought no whole answer.
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// The service may have acted on the request.
    pub(crate) sent: bool,
}

/// A pool of connections.
pub(crate) struct Http {
    setup: Setup,
    pooled: Connections,
    /// Opens a connection for each request.
    fresh: OnceCell<Connections>,
}

/// What each client is made with.
struct Setup {
    user_agent: String,
    connect_timeout: Duration,
    timeout: Duration,
    proxies: Vec<reqwest::Proxy>,
    tls: rustls::ClientConfig,
}

impl Request {
    pub(crate) fn new(method: Method, url: String) -> Self {
        Self { method, url, headers: Vec::new(), body: Body::None, secrets: Vec::new() }
    }

    pub(crate) fn json(mut self, body: &serde_json::Value) -> Self {
        // Not by `Display`, which takes three times as long.
        self.body = Body::Json(serde_json::to_string(body).expect("a value is JSON").into());
        self
    }

    /// A body of the host's: which of its texts are secret nobody here knows, so none is repeated in an error. Short ones
    /// are words, which errors need.
    pub(crate) fn foreign_json(mut self, body: &serde_json::Value) -> Self {
        collect_texts(body, &mut self.secrets);
        self.json(body)
    }

    pub(crate) fn form(mut self, fields: &[(&str, &str)]) -> Self {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.body = Body::Form(form.finish().into());
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Whom it is sent to: name and port.
    pub(crate) fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(&*self.url, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or(rest)
    }

    /// Names a secret of this request, to be kept out of error messages.
    pub(crate) fn secret(mut self, secret: &Secret) -> Self {
        self.secrets.push(secret.clone());
        self
    }
}

/// What of a host's body may be a secret is at least this long.
const MIN_FOREIGN_SECRET: usize = 8;

fn collect_texts(value: &serde_json::Value, texts: &mut Vec<Secret>) {
    match value {
        serde_json::Value::String(text) if text.len() >= MIN_FOREIGN_SECRET => texts.push(text.as_str().into()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect_texts(value, texts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| collect_texts(value, texts)),
        _ => {}
    }
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The server's clock. An answer that names its age is a copy from somewhere between.
    pub(crate) fn date(&self) -> Option<SystemTime> {
        if self.headers.contains_key("age") {
            return None;
        }
        httpdate::parse_http_date(self.header("date")?).ok()
    }

    /// The body without the mark that some servers put before it.
    pub(crate) fn text(&self) -> &str {
        self.body.expose().trim_start_matches('\u{feff}')
    }
}

impl Setup {
    fn client(&self, idle_connections: usize) -> Result<Connections> {
        let builder = Client::builder()
            .user_agent(&self.user_agent)
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .http1_only()
            .tcp_nodelay(true)
            .pool_max_idle_per_host(idle_connections)
            .dns_resolver(Arc::new(names::Names))
            .tls_backend_preconfigured(self.tls.clone())
            // None but those that are added.
            .no_proxy();
        let builder = self.proxies.iter().cloned().fold(builder, ClientBuilder::proxy);
        // It starts a thread, which starts those that look up names.
        let _quiet = Blocked::new();
        builder.build().map(Connections::of).map_err(|error| not_built(&error))
    }
}

impl Http {
    /// Sets up TLS: about two milliseconds, so it runs on the worker.
    pub(crate) fn new(config: &config::Http, connections: usize) -> Result<Self> {
        let setup = Setup {
            user_agent: config.user_agent.clone(),
            connect_timeout: config.connect_timeout,
            timeout: config.request_timeout,
            proxies: proxy::choose(&config.proxy)?,
            tls: tls(config)?,
        };
        let pooled = setup.client(connections)?;
        Ok(Self { setup, pooled, fresh: OnceCell::new() })
    }

    /// The pool, or a client without one: where one idle connection was dead, the next may be, too.
    fn client(&self, fresh: bool) -> Result<&Client> {
        let connections = if fresh { self.fresh.get_or_try_init(|| self.setup.client(0))? } else { &self.pooled };
        Ok(connections.client())
    }

    /// Sends a request and reads its whole answer. `fresh`: on a new connection.
    pub(crate) fn send(
        &self,
        request: &Request,
        extra: &[(&'static str, String)],
        fresh: bool,
    ) -> std::result::Result<Response, Failure> {
        // The client's own limit is for each read: a peer that sends a byte now and then would never reach it.
        let client = self.client(fresh).map_err(|error| Failure { error, sent: false })?;
        let mut builder = client.request(request.method.clone(), &request.url).timeout(self.setup.timeout);
        for (name, value) in &request.headers {
            builder = header(builder, name, value.expose(), true)?;
        }
        for (name, value) in extra {
            builder = header(builder, name, value, false)?;
        }
        builder = builder.header("Accept", "application/json");
        builder = match &request.body {
            Body::None => builder,
            Body::Json(body) => builder.header("Content-Type", "application/json").body(body.expose().to_owned()),
            Body::Form(body) => {
                builder.header("Content-Type", "application/x-www-form-urlencoded").body(body.expose().to_owned())
            }
        };
        let mut response = builder.send().map_err(|error| failure(&error))?;
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body =
            Vec::with_capacity(response.content_length().unwrap_or(1024).min(MAX_ANSWER as u64) as usize + 1);
        let read = response.take(MAX_ANSWER as u64 + 1).read_to_end(&mut body);
        if body.len() > MAX_ANSWER {
            let error = Error::new(Status::KINPASS_ERROR_ANSWER_TOO_LARGE, "the answer is larger than 1 MiB");
            return Err(Failure { error, sent: true });
        }
        if let Err(error) = read {
            return Err(read_failure(&error));
        }
        let body =
            String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Response { status, headers, body: body.into() })
    }
}

/// What the system did not give is a thread, or a file.
fn not_built(error: &reqwest::Error) -> Error {
    let text = format!("HTTP client: {}", cause(error));
    match any_cause(error, &|error| error.is::<std::io::Error>()) {
        true => Error::new(Status::KINPASS_ERROR_LIMIT, text),
        false => Error::internal(text),
    }
}

fn header(
    builder: RequestBuilder,
    name: &str,
    value: &str,
    sensitive: bool,
) -> std::result::Result<RequestBuilder, Failure> {
    let mut value = HeaderValue::from_str(value).map_err(|_| Failure {
        error: Error::argument(name, "a value that fits into a header", Text::Hidden(value)),
        sent: false,
    })?;
    value.set_sensitive(sensitive);
    Ok(builder.header(name, value))
}

/// The certificates in a PEM text; at least one.
fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>> {
    let found = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<std::result::Result<Vec<_>, _>>();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(Error::argument("ca_certificates_pem", "a certificate in PEM form", Text::Hidden(pem))),
    }
}

/// Checks a PEM text without setting anything up.
pub(crate) fn check_certificates(pem: &str) -> Result<()> {
    certificates(pem).map(drop)
}

/// The library has no certificate of its own. Without keys the code that signs is not linked in: 48 KB.
#[derive(Debug)]
struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> std::result::Result<Arc<dyn SigningKey>, rustls::Error> {
        Err(rustls::Error::General("client certificates are not supported".into()))
    }
}

fn tls(config: &config::Http) -> Result<rustls::ClientConfig> {
    let provider = Arc::new(CryptoProvider { key_provider: &NoKeys, ..rustls::crypto::ring::default_provider() });
    let extra = config.ca_certificates_pem.as_deref().map(certificates).transpose()?.unwrap_or_default();
    let internal = |error: rustls::Error| Error::internal(format!("TLS: {error}"));
    let builder = rustls::ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(internal)?;
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(extra.clone(), provider);
    Ok(match verifier {
        Ok(verifier) => builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth(),
        // A system without a store of its own: only what the host gave is trusted.
        Err(_) => {
            let mut roots = rustls::RootCertStore::empty();
            roots.add_parsable_certificates(extra);
            builder.with_root_certificates(roots).with_no_client_auth()
        }
    })
}

/// The innermost text of an error: reqwest's own repeats the address, and with it what a query may hold.
fn cause(error: &dyn StdError) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// Whether an error or one of its causes is wanted.
fn any_cause(error: &(dyn StdError + 'static), wanted: &dyn Fn(&(dyn StdError + 'static)) -> bool) -> bool {
    // An io::Error's source is the source of what it wraps: look at the wrapped error itself.
    let inner = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(inner) => Some(inner as &(dyn StdError + 'static)),
        None => error.source(),
    };
    wanted(error) || inner.is_some_and(|inner| any_cause(inner, wanted))
}

fn failure(error: &reqwest::Error) -> Failure {
    let sent = !error.is_connect() && !error.is_builder();
    let tls = any_cause(error, &|error| error.is::<rustls::Error>());
    let (status, text) = if error.is_builder() {
        (Status::KINPASS_ERROR_INVALID_ARGUMENT, "the request can't be built")
    } else if error.is_connect() && tls {
        (Status::KINPASS_ERROR_TLS, "no trusted connection")
    } else if error.is_timeout() {
        (Status::KINPASS_ERROR_TIMEOUT, "no answer in time")
    } else if error.is_connect() {
        (Status::KINPASS_ERROR_CONNECT, "no connection")
    } else {
        (Status::KINPASS_ERROR_CONNECTION_LOST, "the connection broke")
    };
    Failure { error: Error::new(status, format!("{text}: {}", cause(error))), sent }
}

fn read_failure(error: &std::io::Error) -> Failure {
    let timeout = error.kind() == std::io::ErrorKind::TimedOut
        || any_cause(error, &|error| error.downcast_ref::<reqwest::Error>().is_some_and(reqwest::Error::is_timeout));
    let (status, text) = if timeout {
        (Status::KINPASS_ERROR_TIMEOUT, "the answer did not arrive in time")
    } else {
        (Status::KINPASS_ERROR_CONNECTION_LOST, "the connection broke within the answer")
    };
    Failure { error: Error::new(status, text), sent: true }
}
