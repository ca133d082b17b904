//! The fault table of linking: the ways to a first token, provisional accounts, and what a token stands for.

mod common;

use common::table::{Operation, Table};
use common::*;

const USER: &str = "lantern-player";

const TABLE: Table = Table {
    operations: &[
        Operation { name: "code", route: TOKEN_ROUTE, call: |sandbox| Call::ExchangeCode(code(sandbox)) },
        Operation {
            name: "authorize",
            route: TOKEN_ROUTE,
            call: |_| Call::Authorize { merge: External::default() },
        },
        Operation {
            name: "device",
            route: DEVICE_ROUTE,
            call: |_| Call::AuthorizeDevice { merge: External::default() },
        },
        Operation {
            name: "provisional",
            route: PROVISIONAL_ROUTE,
            call: |_| Call::Provisional(Identity::oidc(USER)),
        },
        Operation {
            name: "provisional_bot",
            route: PROVISIONAL_BOT_ROUTE,
            call: |_| Call::Provisional(Identity::bot(seed::PUBLIC_BOT_TOKEN, USER)),
        },
        Operation { name: "unmerge", route: UNMERGE_ROUTE, call: merged },
        Operation { name: "unmerge_bot", route: UNMERGE_BOT_ROUTE, call: merged_by_bot },
        Operation {
            name: "who",
            route: AUTHORIZATION_ROUTE,
            call: |sandbox| Call::GetAuthorization(sandbox.link("ada", seed::PUBLIC_APP).access_token),
        },
    ],
    expected: "
fault            how     | code                  authorize             device                provisional           provisional_bot       unmerge               unmerge_bot           who
none             once    | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1
https            once    | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1

refused          always  | CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3
no_ca            always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
untrusted        always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
wrong_host       always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
reset            always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3
reset            once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
close            always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3
close            once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
hang             always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             TIMEOUT/3
hang             once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
trickle          always  | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1
trickle_slow     always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             OK/1                  OK/1                  TIMEOUT/3

lost_answer      always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     OK/2                  OK/2                  CONNECTION_LOST/3
lost_answer      once    | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
cut_body         always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     OK/2                  OK/2                  CONNECTION_LOST/3
cut_body         once    | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2

malformed_json   always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1
wrong_types      always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1
missing_field    always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1
null_fields      always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1
html             always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1
empty_body       always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1
huge_body        always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1

redirect         always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1
redirect_307     always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1
redirect_other   always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1

400              always  | INVALID_GRANT/1       INVALID_GRANT/1       INVALID_GRANT/1       BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1
401              always  | INVALID_CLIENT/1      INVALID_CLIENT/1      INVALID_CLIENT/1      UNAUTHORIZED/1        UNAUTHORIZED/1        UNAUTHORIZED/1        UNAUTHORIZED/1        UNAUTHORIZED/1
403              always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
403_empty        always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
ban_page         always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
banned           always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
404              always  | NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1
418              always  | BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1
423              always  | LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3
423              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_seconds      always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_seconds      once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_date         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_date         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_body         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_body         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_none         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_none         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_too_long     always  | RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1
500              always  | OUTCOME_UNKNOWN/2     OUTCOME_UNKNOWN/2     SERVICE_UNAVAILABLE/3 EXTERNAL_TOKEN/3      SERVICE_UNAVAILABLE/3 EXTERNAL_TOKEN/3      SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
500              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503              always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503_told         always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503_told         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503_too_long     always  | SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1
",
};

/// A code that the player has just consented to.
fn code(sandbox: &Sandbox) -> ExchangeCode {
    link::consent(&Setup::at(&sandbox.url()).create(), seed::REDIRECT_LOOPBACK)
}

/// A provisional account that was merged into a full one.
fn merged(sandbox: &Sandbox) -> Call {
    let client = Setup::at(&sandbox.url()).create();
    assert_eq!(client.run(&Call::Provisional(Identity::oidc(USER))).status, KINPASS_OK);
    let merge = ExchangeCode { merge: External::oidc(USER), ..code(sandbox) };
    let event = client.run(&Call::ExchangeCode(merge));
    assert_eq!(event.status, KINPASS_OK, "{:?}", event.error);
    Call::Unmerge(Identity::oidc(USER))
}

/// The same of an account that a server made with its bot.
fn merged_by_bot(sandbox: &Sandbox) -> Call {
    let client = Setup::at(&sandbox.url()).create();
    let bot = Identity::bot(seed::PUBLIC_BOT_TOKEN, USER);
    let token = client.run(&Call::Provisional(bot.clone())).token().access_token.clone().unwrap();
    let merge = ExchangeCode { merge: External { kind: BOT_ISSUED, token }, ..code(sandbox) };
    let event = client.run(&Call::ExchangeCode(merge));
    assert_eq!(event.status, KINPASS_OK, "{:?}", event.error);
    Call::Unmerge(bot)
}

/// `KINPASS_EXTERNAL_AUTH_TYPE_DISCORD_BOT_ISSUED_ACCESS_TOKEN`
const BOT_ISSUED: i32 = 6;

#[test]
fn exchange_code() {
    TABLE.check("code");
}

#[test]
fn authorize_in_the_browser() {
    TABLE.check("authorize");
}

#[test]
fn authorize_a_device() {
    TABLE.check("device");
}

#[test]
fn provisional_token() {
    TABLE.check("provisional");
}

#[test]
fn provisional_token_by_bot() {
    TABLE.check("provisional_bot");
}

#[test]
fn unmerge() {
    TABLE.check("unmerge");
}

#[test]
fn unmerge_by_bot() {
    TABLE.check("unmerge_bot");
}

#[test]
fn get_authorization() {
    TABLE.check("who");
}

/// "Nothing to unmerge" says that it is done only where an answer was lost.
#[test]
fn an_unmerge_is_done_once_an_answer_was_lost() {
    let body = serde_json::json!({ "code": 50_229, "message": "Nothing to unmerge" });
    let nothing = Action::Status { status: 400, body: Some(body), headers: Default::default() };
    for (before, status) in [
        (Action::Reset {}, KINPASS_OK),
        (Action::status(500), KINPASS_OK),
        (Action::Unavailable { retry_after: None }, KINPASS_ERROR_BAD_REQUEST),
    ] {
        let sandbox = Sandbox::start();
        sandbox.fault(Fault::once(UNMERGE_ROUTE, before.clone()));
        sandbox.fault(Fault::once(UNMERGE_ROUTE, nothing.clone()));
        let event = Setup::at(&sandbox.url()).create().run(&Call::Unmerge(Identity::oidc(USER)));
        assert_eq!((event.status, sandbox.count(UNMERGE_ROUTE)), (status, 2), "{before:?}");
    }
}

#[test]
fn a_malformed_external_token_is_no_outage_for_ever() {
    let sandbox = Sandbox::start();
    sandbox.fault(Fault::always(PROVISIONAL_ROUTE, Action::status(500)));
    let event = Setup::at(&sandbox.url()).create().run(&Call::Provisional(Identity::oidc(USER)));
    let error = event.error.expect("an error");
    assert_eq!((error.status, error.http_status, error.retryable), (KINPASS_ERROR_EXTERNAL_TOKEN, 500, false));
    assert!(error.message.unwrap().contains("external_auth_token"));
}
