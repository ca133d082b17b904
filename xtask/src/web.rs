//! Requests to this machine: the sandbox, the library's loopback page, a browser's list of pages.

use std::time::Duration;

use ureq::Agent;
use ureq::http::Request;

/// Enough for the consent page and the way back.
const MOST_REDIRECTS: u32 = 5;

/// Status and body, at the end of all redirects.
pub fn get(url: &str, limit: Duration) -> Result<(u16, String), String> {
    send("GET", url, "", limit)
}

/// Status and body; `json` may be empty.
pub fn send(method: &str, url: &str, json: &str, limit: Duration) -> Result<(u16, String), String> {
    // A proxy of this machine's user has no business on loopback.
    let config = Agent::config_builder().proxy(None).max_redirects(MOST_REDIRECTS).http_status_as_error(false);
    let agent: Agent = config.timeout_global(Some(limit)).build().into();
    let request = Request::builder().method(method).uri(url).header("content-type", "application/json");
    let request = request.body(json.to_owned()).map_err(|error| error.to_string())?;
    let explain = |error: ureq::Error| format!("{method} {url}: {error}");
    let mut answer = agent.run(request).map_err(explain)?;
    let body = answer.body_mut().read_to_string().map_err(explain)?;
    Ok((answer.status().as_u16(), body))
}
