//! The fault table: what each operation comes to under each fault, and how often its request is sent.

mod common;

use common::peer::closed_port;
use common::*;

/// Three tries at most, so that "until the last" is not "once more".
const MAX_ATTEMPTS: u32 = 3;

/// In this order are the table's columns.
const OPERATIONS: [Operation; 7] = [
    Operation { name: "start", route: SESSION_ROUTE, call: |given| Call::start_session(&given.child) },
    Operation {
        name: "refresh",
        route: SESSION_ROUTE,
        call: |given| Call::RefreshSession(given.session.refresh_token.clone().unwrap()),
    },
    Operation {
        name: "end",
        route: END_ROUTE,
        call: |given| Call::EndSession(given.session.session_token.clone().unwrap()),
    },
    Operation {
        name: "ping",
        route: PING_ROUTE,
        call: |given| Call::Ping(given.session.session_token.clone().unwrap()),
    },
    Operation {
        name: "child",
        route: CHILD_ROUTE,
        call: |given| Call::child_token(&given.parent, seed::PUBLIC_CHILD_ALPHA),
    },
    Operation { name: "token", route: TOKEN_ROUTE, call: |given| Call::RefreshToken(given.refresh_token.clone()) },
    Operation { name: "revoke", route: REVOKE_ROUTE, call: |given| Call::RevokeToken(given.parent.clone()) },
];

/// `STATUS/n`: the status, after n requests. Statuses are named without `KINPASS_ERROR_`.
/// "always": the fault strikes every time. "once": it strikes the first time, and all is well thereafter.
const TABLE: &str = "
fault            how     | start               refresh             end                 ping                child               token               revoke
none             once    | OK/1                OK/1                OK/1                OK/1                OK/1                OK/1                OK/1
https            once    | OK/1                OK/1                OK/1                OK/1                OK/1                OK/1                OK/1

refused          always  | CONNECT/3           CONNECT/3           CONNECT/3           CONNECT/3           CONNECT/3           CONNECT/3           CONNECT/3
no_ca            always  | TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1
untrusted        always  | TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1
wrong_host       always  | TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1               TLS/1
reset            always  | CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   OUTCOME_UNKNOWN/2   CONNECTION_LOST/3
reset            once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
close            always  | CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   CONNECTION_LOST/3   OUTCOME_UNKNOWN/2   CONNECTION_LOST/3
close            once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
hang             always  | TIMEOUT/3           TIMEOUT/3           TIMEOUT/3           TIMEOUT/3           TIMEOUT/3           OUTCOME_UNKNOWN/2   TIMEOUT/3
hang             once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
trickle          always  | OK/1                OK/1                OK/1                OK/1                OK/1                OK/1                OK/1
trickle_slow     always  | TIMEOUT/3           SESSION_EXPIRED/2   UNAUTHORIZED/2      TIMEOUT/3           TIMEOUT/3           OUTCOME_UNKNOWN/2   TIMEOUT/3

lost_answer      always  | CONNECTION_LOST/3   SESSION_EXPIRED/2   UNAUTHORIZED/2      CONNECTION_LOST/3   CONNECTION_LOST/3   OUTCOME_UNKNOWN/2   CONNECTION_LOST/3
lost_answer      once    | OK/2                SESSION_EXPIRED/2   UNAUTHORIZED/2      OK/2                OK/2                OUTCOME_UNKNOWN/2   OK/2
cut_body         always  | CONNECTION_LOST/3   SESSION_EXPIRED/2   UNAUTHORIZED/2      CONNECTION_LOST/3   CONNECTION_LOST/3   OUTCOME_UNKNOWN/2   CONNECTION_LOST/3
cut_body         once    | OK/2                SESSION_EXPIRED/2   UNAUTHORIZED/2      OK/2                OK/2                OUTCOME_UNKNOWN/2   OK/2

malformed_json   always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   MALFORMED_ANSWER/1
wrong_types      always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OK/1                OK/1                MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   OK/1
missing_field    always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OK/1                OK/1                MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   OK/1
null_fields      always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OK/1                OK/1                MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   OK/1
html             always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   MALFORMED_ANSWER/1
empty_body       always  | MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OK/1                MALFORMED_ANSWER/1  MALFORMED_ANSWER/1  OUTCOME_UNKNOWN/2   OK/1
huge_body        always  | ANSWER_TOO_LARGE/1  ANSWER_TOO_LARGE/1  ANSWER_TOO_LARGE/1  ANSWER_TOO_LARGE/1  ANSWER_TOO_LARGE/1  OUTCOME_UNKNOWN/2   ANSWER_TOO_LARGE/1

redirect         always  | REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1
redirect_307     always  | REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1
redirect_other   always  | REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1        REDIRECTED/1

400              always  | BAD_REQUEST/1       SESSION_EXPIRED/1   BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1       INVALID_GRANT/1     INVALID_GRANT/1
401              always  | UNAUTHORIZED/1      SESSION_EXPIRED/1   UNAUTHORIZED/1      UNAUTHORIZED/1      UNAUTHORIZED/1      INVALID_CLIENT/1    INVALID_CLIENT/1
403              always  | FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1
403_empty        always  | FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1
ban_page         always  | FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1
banned           always  | PLAYER_BANNED/1     PLAYER_BANNED/1     PLAYER_BANNED/1     PLAYER_BANNED/1     FORBIDDEN/1         FORBIDDEN/1         FORBIDDEN/1
404              always  | NOT_FOUND/1         NOT_FOUND/1         NOT_FOUND/1         NOT_FOUND/1         NOT_FOUND/1         NOT_FOUND/1         NOT_FOUND/1
418              always  | BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1       BAD_REQUEST/1
423              always  | LOCKED/3            LOCKED/3            LOCKED/3            LOCKED/3            LOCKED/3            LOCKED/3            LOCKED/3
423              once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
429_seconds      always  | RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3
429_seconds      once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
429_date         always  | RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3
429_date         once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
429_body         always  | RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3
429_body         once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
429_none         always  | RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3      RATE_LIMITED/3
429_none         once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
429_too_long     always  | RATE_LIMITED/1      RATE_LIMITED/1      RATE_LIMITED/1      RATE_LIMITED/1      RATE_LIMITED/1      RATE_LIMITED/1      RATE_LIMITED/1
500              always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 OUTCOME_UNKNOWN/2 SERVICE_UNAVAILABLE/3
500              once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
503              always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503              once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
503_told         always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503_told         once    | OK/2                OK/2                OK/2                OK/2                OK/2                OK/2                OK/2
503_too_long     always  | SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1
";

struct Operation {
    name: &'static str,
    route: &'static str,
    call: fn(&Given) -> Call,
}

/// What a player has before the fault strikes.
struct Given {
    parent: String,
    refresh_token: String,
    child: String,
    session: Session,
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
        // No answer arrives within the time limit: not even a body of two bytes.
        "trickle_slow" => Action::Trickle { ms: 2000 },
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
    let request_timeout_ms = if matches!(fault, "hang" | "trickle_slow") { 1000 } else { 30_000 };
    Setup { request_timeout_ms, max_attempts: MAX_ATTEMPTS, ..base }
}

fn given(sandbox: &Sandbox, player: &str) -> Given {
    let tokens = sandbox.link(player, seed::PUBLIC_APP);
    let child = sandbox.child_token(&tokens.access_token, seed::PUBLIC_CHILD_ALPHA);
    let session = Setup::at(&sandbox.url()).create().run(&Call::start_session(&child)).session().clone();
    Given { parent: tokens.access_token, refresh_token: tokens.refresh_token, child, session }
}

/// The cells of one operation.
fn column(name: &str) -> Vec<Cell<'static>> {
    let mut rows = TABLE.lines().filter(|row| !row.is_empty());
    let at = rows.next().unwrap().split_whitespace().skip(3).position(|column| column == name).expect("a column");
    rows.map(|row| {
        let (head, cells) = row.split_once('|').expect("a row");
        let (fault, how) = head.trim().split_once(' ').expect("a fault and how often");
        let cells: Vec<_> = cells.split_whitespace().collect();
        assert_eq!(cells.len(), OPERATIONS.len(), "{row}");
        let (status, requests) = cells[at].split_once('/').expect("status and requests");
        Cell { fault, always: how.trim() == "always", status, requests: requests.parse().unwrap() }
    })
    .collect()
}

/// Runs an operation under one fault and says what is not as it should be.
fn check(sandbox: &Sandbox, operation: &Operation, cell: &Cell<'_>) -> Vec<String> {
    sandbox.reset();
    let given = given(sandbox, "ada");
    sandbox.clear_log();
    let call = (operation.call)(&given);
    let action = action(cell.fault);
    if let Some(action) = action.clone() {
        let fault = if cell.always { Fault::always } else { Fault::once };
        sandbox.fault(fault(operation.route, action));
    }
    let client = setup(sandbox, cell.fault).create();
    let event = client.run(&call);

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
        expect("count of requests", sandbox.count("*").to_string(), "0".into());
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
    wrong.extend(lost(sandbox, operation, cell, &client, &call, action));
    wrong
}

/// Nothing is lost by a request that had no effect: the same call, without the fault, is a success.
fn lost(
    sandbox: &Sandbox,
    operation: &Operation,
    cell: &Cell<'_>,
    client: &Client,
    call: &Call,
    action: Option<Action>,
) -> Option<String> {
    sandbox.clear_faults();
    let without_effect = cell.status != "OK" && action.is_some_and(|it| !is_damage(&it));
    if !without_effect {
        return None;
    }
    let again = client.run(call).status;
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

/// All faults on one operation; a few at a time, for some of them wait for a time-out.
fn under_each_fault(name: &str) {
    let operation = OPERATIONS.iter().find(|it| it.name == name).expect("an operation");
    let cells = std::sync::Mutex::new(column(name).into_iter());
    let wrong = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let sandbox = Sandbox::start();
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

#[test]
fn start_session() {
    under_each_fault("start");
}

#[test]
fn refresh_session() {
    under_each_fault("refresh");
}

#[test]
fn end_session() {
    under_each_fault("end");
}

#[test]
fn ping() {
    under_each_fault("ping");
}

#[test]
fn child_token() {
    under_each_fault("child");
}

#[test]
fn refresh_token() {
    under_each_fault("token");
}

#[test]
fn revoke_token() {
    under_each_fault("revoke");
}
