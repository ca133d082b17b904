//! What a client is made with, checked.

use crate::error::{Error, Result};
use crate::given::{At, Text};
use crate::secret::Secret;
use crate::status::Status;
use crate::store::Store;
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;

pub(crate) struct Config {
    pub(crate) discord: Discord,
    pub(crate) lootlocker: LootLocker,
    pub(crate) http: Http,
    pub(crate) max_attempts: u32,
    pub(crate) max_retry_delay: Duration,
    pub(crate) max_in_flight: usize,
    pub(crate) max_operations: usize,
    pub(crate) callbacks_on_worker: bool,
    pub(crate) store: Arc<dyn Store>,
}

pub(crate) struct Discord {
    pub(crate) application_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) api_url: String,
    pub(crate) authorize_url: String,
    /// A publisher's own backend in place of the child-token route.
    pub(crate) child_token_url: Option<String>,
    pub(crate) child_token_authorization: Option<Secret>,
    pub(crate) child_id_as_number: bool,
}

pub(crate) struct LootLocker {
    pub(crate) url: String,
    pub(crate) game_key: Option<String>,
    pub(crate) game_version: String,
    /// `game_key` or `game_api_key`.
    pub(crate) game_key_field: &'static str,
}

pub(crate) struct Http {
    pub(crate) connect_timeout: Duration,
    pub(crate) request_timeout: Duration,
    pub(crate) proxy: Proxy,
    pub(crate) ca_certificates_pem: Option<String>,
    pub(crate) user_agent: String,
}

pub(crate) enum Proxy {
    Environment,
    Off,
    Url(Secret),
}

impl Discord {
    pub(crate) fn application_id(&self) -> Result<&str> {
        let id = self.application_id.as_deref();
        id.ok_or_else(|| Error::argument("discord_application_id", "one in the client's kinpass_config", "nothing"))
    }
}

/// Whether an address is of this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(domain)) => domain == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A base address: HTTPS, or plain HTTP to this machine; without user, query or fragment; no slash at its end.
pub(crate) fn base_url(name: &str, text: &str) -> Result<String> {
    // Names that are not ASCII are not supported, and the library that would look at them may panic.
    if !text.is_ascii() {
        return Err(Error::argument(name, "an ASCII address", Text::Address(text)));
    }
    let url = Url::parse(text).map_err(|_| Error::argument(name, "an absolute URL", Text::Address(text)))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
        let expected = "https, or http to a loopback address,";
        return Err(Error::refused(Status::KINPASS_ERROR_INSECURE_URL, name, expected, Text::Address(text)));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(Error::argument(name, "an address without user, query or fragment", Text::Address(text)));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// With an `a` or an `h` at its end names are looked up by the proxy.
const PROXY_SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// A proxy's address; it may carry a user and a password.
pub(crate) fn proxy_url(text: &str) -> Result<Secret> {
    let ascii = Some(text).filter(|text| text.is_ascii());
    match ascii.and_then(|text| Url::parse(text).ok()) {
        Some(url) if PROXY_SCHEMES.contains(&url.scheme()) && url.has_host() => Ok(text.into()),
        _ => Err(Error::argument("proxy_url", "an http, https or socks URL, or `none`,", Text::Address(text))),
    }
}

/// A Discord id: a decimal number of 64 bits, kept as text.
pub(crate) fn snowflake(name: &str, text: &str) -> Result<String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u64>().is_ok_and(|id| id > 0);
    if plain { Ok(text.to_owned()) } else { Err(Error::argument(name, "decimal digits", Text::Shown(text))) }
}

/// Two to four numbers separated by dots, without leading zeros: other versions are refused by LootLocker.
pub(crate) fn game_version(name: &str, text: &str) -> Result<String> {
    let number = |part: &str| {
        (part == "0" || !part.starts_with('0')) && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if (2..=4).contains(&text.split('.').count()) && text.split('.').all(number) {
        Ok(text.to_owned())
    } else {
        Err(Error::argument(name, "two to four numbers with dots, without leading zeros,", Text::Shown(text)))
    }
}

/// Path and query below a base: a credential never travels elsewhere.
pub(crate) fn path(name: &str, text: &str) -> Result<String> {
    // What the URL parser would resolve or drop must not be there: `..`, `//host`, `\`, fragments, control characters.
    let plain = text.bytes().all(|byte| (0x21..0x7f).contains(&byte) && !matches!(byte, b'\\' | b'#'));
    let path = text.split('?').next().unwrap_or_default();
    let steps = path.split('/').any(|part| {
        let part = part.replace("%2e", ".").replace("%2E", ".");
        part == "." || part == ".."
    });
    if text.starts_with('/') && !text.starts_with("//") && plain && !steps {
        Ok(text.to_owned())
    } else {
        Err(Error::argument(name, "a plain path that begins with one slash", Text::Hidden(text)))
    }
}

/// Where a loopback redirect arrives. Discord adds the query.
pub(crate) fn redirect_path(name: &str, text: &str) -> Result<()> {
    match text.contains('?') {
        false => path(name, text).map(drop),
        true => Err(Error::argument(name, "a path without a query", Text::Hidden(text))),
    }
}

/// Where the browser is sent with the code (RFC 6749, 3.1.2): never a script, nor a document of its own.
pub(crate) fn redirect_uri(name: &str, text: &str) -> Result<()> {
    match Url::parse(text) {
        Ok(uri) if uri.fragment().is_none() && !matches!(uri.scheme(), "javascript" | "data") => Ok(()),
        _ => Err(Error::argument(name, "an absolute URI without a fragment", Text::Hidden(text))),
    }
}

/// A DNS label, as domain keys are.
pub(crate) fn domain_key(text: &str) -> Result<String> {
    let plain = text.len() <= 63 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let refused = || Error::argument("lootlocker_domain_key", "letters, digits and hyphens", Text::Shown(text));
    if plain { Ok(text.to_owned()) } else { Err(refused()) }
}

/// Text that goes into a header: visible ASCII and spaces.
pub(crate) fn header_text(name: &str, text: &str) -> Result<String> {
    match text.bytes().position(|byte| !(0x20..0x7f).contains(&byte)) {
        None => Ok(text.to_owned()),
        Some(at) => Err(Error::argument(name, "visible ASCII and spaces", At(at))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in
            ["https://api.example.com/", "http://127.0.0.1:8080", "http://[::1]:1/x", "http://localhost/api/v10/"]
        {
            assert!(!base_url("url", good).unwrap().ends_with('/'), "{good}");
        }
        for bad in [
            "http://api.example.com",
            "http://127.0.0.1.example.com",
            "ftp://localhost",
            "http://10.0.0.1",
            "http://localhost.example.com",
        ] {
            assert_eq!(base_url("url", bad).unwrap_err().status, Status::KINPASS_ERROR_INSECURE_URL, "{bad}");
        }
        for bad in [
            "",
            "api.example.com",
            "https://user@example.com",
            "https://example.com/?q",
            "https://example.com/#f",
            "//x",
        ] {
            assert_eq!(base_url("url", bad).unwrap_err().status, Status::KINPASS_ERROR_INVALID_ARGUMENT, "{bad}");
        }
    }

    #[test]
    fn paths_stay_below_the_base() {
        for good in ["/game/ping", "/users/@me?x=1", "/a/..b/c", "/a%2Fb?next=/../x"] {
            assert!(path("path", good).is_ok(), "{good}");
        }
        for bad in
            ["", "game", "//host/x", "/../x", "/a/%2e%2E/b", "/a/./b", "/a#b", "/a\\b", "/a b", "/\u{e9}", "https://x/"]
        {
            assert!(path("path", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redirect_path_has_no_query() {
        assert!(redirect_path("redirect_path", "/callback").is_ok());
        for bad in ["", "callback", "//host", "/callback?", "/callback?game=1", "/callback#a"] {
            assert!(redirect_path("redirect_path", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redirect_uri_is_absolute_and_no_script() {
        for good in ["https://game.example/callback", "http://127.0.0.1:5000/callback", "discord-1:/authorize/callback"]
        {
            assert!(redirect_uri("redirect_uri", good).is_ok(), "{good}");
        }
        for bad in ["", "nonsense", "/callback", "https://game.example/#a", "javascript:alert(1)", "data:text/html,a"] {
            assert!(redirect_uri("redirect_uri", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn versions() {
        for good in ["1.0", "0.0.1", "10.20.30.40"] {
            assert!(game_version("version", good).is_ok(), "{good}");
        }
        for bad in ["", "1", "1.", "01.0", "1.0.0.0.0", "1.a", "1..0", "1.00"] {
            assert!(game_version("version", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids() {
        assert!(snowflake("id", "18446744073709551615").is_ok());
        for bad in ["", "0", "-1", "+1", "1e3", "18446744073709551616", "12a", " 1"] {
            assert!(snowflake("id", bad).is_err(), "{bad}");
        }
    }
}
