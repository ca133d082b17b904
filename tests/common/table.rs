//! Tables of faults: what an operation comes to under each, as data.

use super::link::consent_in_browser;
use super::peer::closed_port;
use super::*;
use kinpass_sandbox::{Consent, Options, Settings};
use std::sync::Mutex;

/// Three tries at most, so that "until the last" is not "once more".
const MAX_ATTEMPTS: u32 = 3;

pub struct Operation {
    pub name: &'static str,
    /// Where the fault strikes.
    pub route: &'static str,
    /// Makes what the operation needs, and the call itself.
    pub call: fn(&Sandbox) -> Call,
}

/// What operations come to.
pub struct Table {
    /// The columns, in their order.
    pub operations: &'static [Operation],
    /// A row for each fault. In a cell `STATUS/n` is the status, without `KINPASS_ERROR_`, after n requests.
    /// "always": the fault strikes every time. "once": it strikes the first time, and all is well thereafter.
    pub expected: &'static str,
}

impl Table {
    /// All faults on one operation; a few at a time, for some of them wait for a time-out.
    pub fn check(&self, name: &str) {
        let (operation, cells) = self.column(name);
        let (cells, wrong) = (Mutex::new(cells.into_iter()), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let sandbox = sandbox();
                    loop {
                        let Some(cell) = cells.lock().unwrap().next() else { break };
                        let found = check(&sandbox, operation, &cell);
                        wrong.lock().unwrap().extend(found);
                    }
                });
            }
        });
        let wrong = wrong.into_inner().unwrap();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    fn column(&self, name: &str) -> (&Operation, Vec<Cell<'_>>) {
        let mut rows = self.expected.lines().filter(|row| !row.is_empty());
        let names: Vec<_> = rows.next().expect("a head").split_whitespace().skip(3).collect();
        assert!(names.iter().eq(self.operations.iter().map(|operation| &operation.name)), "{names:?}");
        let at = names.iter().position(|column| *column == name).expect("a column");
        let cells = rows.map(|row| {
            let (head, cells) = row.split_once('|').expect("a row");
            let (fault, how) = head.trim().split_once(' ').expect("a fault and how often");
            let cells: Vec<_> = cells.split_whitespace().collect();
            assert_eq!(cells.len(), self.operations.len(), "{row}");
            let (status, requests) = cells[at].split_once('/').expect("status and requests");
            Cell { fault, always: how.trim() == "always", status, requests: requests.parse().expect("a number") }
        });
        (&self.operations[at], cells.collect())
    }
}

/// A sandbox in which the player consents to all, at once.
fn sandbox() -> Sandbox {
    let settings = Settings { consent: Consent::Allow, device_interval: 0, ..Settings::default() };
    Sandbox::start_with(Options { settings, ..Options::default() }).expect("loopback ports")
}

/// A cell of the table.
struct Cell<'a> {
    fault: &'a str,
    always: bool,
    status: &'a str,
    requests: u64,
}

/// What the fault of this name is: an action of the sandbox, or `None` where the address is the fault.
fn action(fault: &str) -> Option<Action> {
    let rate_limited = |form, seconds| Action::RateLimited { form, seconds };
    let redirect = |other_host, status| Action::Redirect { other_host, status, location: None };
    Some(match fault {
        "none" | "https" | "refused" | "no_ca" | "untrusted" | "wrong_host" => return None,
        "reset" => Action::Reset {},
        "close" => Action::Close {},
        "hang" => Action::Hang {},
        "trickle" => Action::Trickle { ms: 1 },
        // Each byte comes in time, but no more than two of them within the limit.
        "trickle_slow" => Action::Trickle { ms: 1200 },
        "lost_answer" => Action::LostAnswer {},
        "cut_body" => Action::CutBody {},
        "malformed_json" => Action::MalformedJson {},
        "wrong_types" => Action::WrongTypes { field: None },
        "missing_field" => Action::MissingField { field: None },
        "null_fields" => Action::NullFields { field: None },
        "html" => Action::Html {},
        "empty_body" => Action::EmptyBody {},
        "huge_body" => Action::HugeBody { bytes: 2 << 20 },
        "redirect" => redirect(false, 302),
        "redirect_307" => redirect(false, 307),
        "redirect_other" => redirect(true, 302),
        "403_empty" => Action::Status { status: 403, body: Some("".into()), headers: Default::default() },
        "ban_page" => Action::BanPage {},
        "banned" => Action::Banned { permanent: false },
        "429_seconds" => rate_limited(RetryForm::Seconds, 0.0),
        "429_date" => rate_limited(RetryForm::Date, 0.0),
        "429_body" => rate_limited(RetryForm::Body, 0.0),
        "429_none" => rate_limited(RetryForm::None, 0.0),
        // More than max_retry_delay_ms.
        "429_too_long" => rate_limited(RetryForm::Seconds, 1.0),
        "503" => Action::Unavailable { retry_after: None },
        "503_told" => Action::Unavailable { retry_after: Some(0) },
        "503_too_long" => Action::Unavailable { retry_after: Some(1) },
        status => Action::status(status.parse().unwrap_or_else(|_| panic!("no such fault: {status}"))),
    })
}

/// A client for which the address may be the fault.
fn setup(sandbox: &Sandbox, fault: &str) -> Setup {
    let ca_certificates_pem = sandbox.ca_pem();
    let base = match fault {
        "https" => Setup { ca_certificates_pem, ..Setup::at(&sandbox.https_url()) },
        "no_ca" => Setup::at(&sandbox.https_url()),
        "untrusted" => Setup { ca_certificates_pem, ..Setup::at(&sandbox.untrusted_https_url()) },
        "wrong_host" => Setup { ca_certificates_pem, ..Setup::at(&sandbox.wrong_host_https_url()) },
        "refused" => Setup::at(&closed_port()),
        _ => Setup::at(&sandbox.url()),
    };
    // Short only where the time-out is what is waited for.
    let request_timeout_ms = if matches!(fault, "hang" | "trickle_slow") { 2000 } else { 60_000 };
    // The player's browser is not at fault.
    let discord_authorize_url = format!("{}/oauth2/authorize", sandbox.url());
    Setup { discord_authorize_url, request_timeout_ms, max_attempts: MAX_ATTEMPTS, ..base }
}

/// Runs an operation under one fault and says what is not as it should be.
fn check(sandbox: &Sandbox, operation: &Operation, cell: &Cell<'_>) -> Vec<String> {
    sandbox.reset();
    let call = (operation.call)(sandbox);
    sandbox.clear_log();
    let action = action(cell.fault);
    if let Some(action) = action.clone() {
        let fault = if cell.always { Fault::always } else { Fault::once };
        sandbox.fault(fault(operation.route, action));
    }
    let client = setup(sandbox, cell.fault).create();
    let event = client.run_with(&call, consent_in_browser);

    let mut wrong = Vec::new();
    let mut expect = |what: &str, found: String, expected: String| {
        if found != expected {
            let (operation, how) = (operation.name, if cell.always { "always" } else { "once" });
            wrong.push(format!("{operation} under {} {how}: {what} is {found}, expected {expected}", cell.fault));
        }
    };
    let found = name(event.status);
    expect("status", found.trim_start_matches("KINPASS_").trim_start_matches("ERROR_").into(), cell.status.into());
    // Where nothing arrives at the sandbox, the library's own count has to do.
    let arrives = !matches!(cell.fault, "refused" | "no_ca" | "untrusted" | "wrong_host");
    if arrives {
        expect("count of requests", sandbox.count(operation.route).to_string(), cell.requests.to_string());
    } else {
        let requests = sandbox.count("*") - sandbox.count("GET /oauth2/authorize");
        expect("count of requests", requests.to_string(), "0".into());
    }
    if let Some(error) = &event.error {
        expect("error.status", name(error.status), found.clone());
        expect("error.attempts", error.attempts.to_string(), cell.requests.to_string());
        let transient = ["TIMEOUT", "CONNECT", "CONNECTION_LOST", "LOCKED", "RATE_LIMITED", "SERVICE_UNAVAILABLE"];
        expect("error.retryable", error.retryable.to_string(), transient.contains(&cell.status).to_string());
        let (http_status, _) = event.response.clone().unwrap_or_default();
        expect("http status of error and response", error.http_status.to_string(), http_status.to_string());
    } else {
        expect("error", "absent".into(), if cell.status == "OK" { "absent" } else { "there" }.into());
    }
    expect("requests at the redirect's target", sandbox.count("GET /redirect-target").to_string(), "0".into());
    wrong.extend(lost(sandbox, operation, cell, &call, action));
    wrong
}

/// Nothing is lost by a request that had no effect: the same call, without the fault, is a success.
fn lost(
    sandbox: &Sandbox,
    operation: &Operation,
    cell: &Cell<'_>,
    call: &Call,
    action: Option<Action>,
) -> Option<String> {
    sandbox.clear_faults();
    let without_effect = cell.status != "OK" && action.is_some_and(|it| !is_damage(&it));
    if !without_effect {
        return None;
    }
    // By another client: this one may have been told to wait.
    let again = setup(sandbox, cell.fault).create().run_with(call, consent_in_browser).status;
    (again != KINPASS_OK).then(|| format!("{} after {}: the token is lost, {again:?}", operation.name, cell.fault))
}

/// A fault that damages the answer of a request that was carried out.
fn is_damage(action: &Action) -> bool {
    use Action::*;
    matches!(
        action,
        LostAnswer {}
            | CutBody {}
            | Trickle { .. }
            | MalformedJson {}
            | WrongTypes { .. }
            | MissingField { .. }
            | NullFields { .. }
            | Html {}
            | EmptyBody {}
            | HugeBody { .. }
    )
}
