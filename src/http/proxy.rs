//! Which proxy requests go through.

use crate::config;
use crate::error::{Error, Result};
use crate::given::Text;
use reqwest::{NoProxy, Proxy};

/// What is sent to this machine stays on it: there it may go in clear, and a proxy elsewhere would read it.
const LOOPBACK: &str = "localhost,127.0.0.0/8,::1";

pub(super) fn choose(choice: &config::Proxy) -> Result<Vec<Proxy>> {
    match choice {
        config::Proxy::Off => Ok(Vec::new()),
        config::Proxy::Url(url) => match Proxy::all(url.expose()) {
            Ok(proxy) => Ok(vec![proxy]),
            Err(_) => Err(Error::argument("proxy_url", "a URL", Text::Address(url.expose()))),
        },
        config::Proxy::Environment => Ok(of_environment()),
    }
}

/// As curl reads the environment; where it names none, the system's settings.
fn of_environment() -> Vec<Proxy> {
    // In a CGI program HTTP_PROXY is what a visitor sent as the header `Proxy`.
    if std::env::var_os("REQUEST_METHOD").is_some() {
        return Vec::new();
    }
    let all = variable("ALL_PROXY");
    let except = NoProxy::from_string(&format!("{LOOPBACK},{}", variable("NO_PROXY").unwrap_or_default()));
    let http = variable("HTTP_PROXY").or(all.clone()).and_then(|url| Proxy::http(url).ok());
    let https = variable("HTTPS_PROXY").or(all).and_then(|url| Proxy::https(url).ok());
    let named: Vec<_> = http.into_iter().chain(https).map(|proxy| proxy.no_proxy(except.clone())).collect();
    if named.is_empty() { of_system() } else { named }
}

/// A variable that is there and not empty, in upper or lower case.
fn variable(name: &str) -> Option<String> {
    let value = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    value(name).or_else(|| value(&name.to_lowercase()))
}

/// The settings of Windows and macOS. They are no part of the environment elsewhere.
#[cfg(any(windows, target_os = "macos"))]
fn of_system() -> Vec<Proxy> {
    vec![by_settings(hyper_util::client::proxy::matcher::Matcher::from_system())]
}

#[cfg(not(any(windows, target_os = "macos")))]
fn of_system() -> Vec<Proxy> {
    Vec::new()
}

#[cfg(any(windows, target_os = "macos", test))]
fn by_settings(settings: hyper_util::client::proxy::matcher::Matcher) -> Proxy {
    Proxy::custom(move |url| proxy_for(&settings, url))
}

#[cfg(any(windows, target_os = "macos", test))]
fn proxy_for(settings: &hyper_util::client::proxy::matcher::Matcher, url: &reqwest::Url) -> Option<String> {
    if config::is_loopback(url) {
        return None;
    }
    Some(settings.intercept(&url.as_str().parse().ok()?)?.uri().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_settings_never_take_what_is_for_this_machine() {
        let settings = hyper_util::client::proxy::matcher::Matcher::builder().all("proxy.example:3128").build();
        let by = |url: &str| proxy_for(&settings, &url.parse().unwrap());
        for local in ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:1", "https://localhost"] {
            assert_eq!(by(local), None, "{local}");
        }
        assert_eq!(by("https://discord.com").as_deref(), Some("http://proxy.example:3128/"));
        drop(by_settings(settings));
    }
}
