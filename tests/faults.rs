//! The fault table of the main job: what each operation comes to under each fault, and how often its request is sent.

mod common;

use common::table::{Operation, Table};
use common::*;

const TABLE: Table = Table {
    operations: &[
        Operation { name: "start", route: SESSION_ROUTE, call: |sandbox| Call::start_session(child(sandbox)) },
        Operation {
            name: "refresh",
            route: SESSION_ROUTE,
            call: |sandbox| Call::RefreshSession(session(sandbox).refresh_token.unwrap()),
        },
        Operation {
            name: "end",
            route: END_ROUTE,
            call: |sandbox| Call::EndSession(session(sandbox).session_token.unwrap()),
        },
        Operation {
            name: "ping",
            route: PING_ROUTE,
            call: |sandbox| Call::Ping(session(sandbox).session_token.unwrap()),
        },
        Operation {
            name: "child",
            route: CHILD_ROUTE,
            call: |sandbox| Call::child_token(parent(sandbox).access_token, seed::PUBLIC_CHILD_ALPHA),
        },
        Operation {
            name: "token",
            route: TOKEN_ROUTE,
            call: |sandbox| Call::RefreshToken(parent(sandbox).refresh_token),
        },
        Operation {
            name: "revoke",
            route: REVOKE_ROUTE,
            call: |sandbox| Call::RevokeToken(parent(sandbox).access_token),
        },
    ],
    expected: "
fault            how     | start                 refresh               end                   ping                  child                 token                 revoke
none             once    | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1
https            once    | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1

refused          always  | CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3             CONNECT/3
no_ca            always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
untrusted        always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
wrong_host       always  | TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1                 TLS/1
reset            always  | CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3
reset            once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
close            always  | CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     CONNECTION_LOST/3     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3
close            once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
hang             always  | TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             TIMEOUT/3             OUTCOME_UNKNOWN/2     TIMEOUT/3
hang             once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
trickle          always  | OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1                  OK/1
trickle_slow     always  | TIMEOUT/3             SESSION_EXPIRED/2     OK/1                  TIMEOUT/3             TIMEOUT/3             OUTCOME_UNKNOWN/2     OK/1

lost_answer      always  | CONNECTION_LOST/3     SESSION_EXPIRED/2     OK/2                  CONNECTION_LOST/3     CONNECTION_LOST/3     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3
lost_answer      once    | OK/2                  SESSION_EXPIRED/2     OK/2                  OK/2                  OK/2                  OUTCOME_UNKNOWN/2     OK/2
cut_body         always  | CONNECTION_LOST/3     SESSION_EXPIRED/2     OK/2                  CONNECTION_LOST/3     CONNECTION_LOST/3     OUTCOME_UNKNOWN/2     CONNECTION_LOST/3
cut_body         once    | OK/2                  SESSION_EXPIRED/2     OK/2                  OK/2                  OK/2                  OUTCOME_UNKNOWN/2     OK/2

malformed_json   always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1
wrong_types      always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     OK/1
missing_field    always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     OK/1
null_fields      always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  OK/1                  MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     OK/1
html             always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     MALFORMED_ANSWER/1
empty_body       always  | MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OK/1                  MALFORMED_ANSWER/1    MALFORMED_ANSWER/1    OUTCOME_UNKNOWN/2     OK/1
huge_body        always  | ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    ANSWER_TOO_LARGE/1    OUTCOME_UNKNOWN/2     ANSWER_TOO_LARGE/1

redirect         always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1
redirect_307     always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1
redirect_other   always  | REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1          REDIRECTED/1

400              always  | BAD_REQUEST/1         SESSION_EXPIRED/1     BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         INVALID_GRANT/1       INVALID_GRANT/1
401              always  | UNAUTHORIZED/1        SESSION_EXPIRED/1     UNAUTHORIZED/1        UNAUTHORIZED/1        UNAUTHORIZED/1        INVALID_CLIENT/1      INVALID_CLIENT/1
403              always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
403_empty        always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
ban_page         always  | FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
banned           always  | PLAYER_BANNED/1       PLAYER_BANNED/1       PLAYER_BANNED/1       PLAYER_BANNED/1       FORBIDDEN/1           FORBIDDEN/1           FORBIDDEN/1
404              always  | NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1           NOT_FOUND/1
418              always  | BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1         BAD_REQUEST/1
423              always  | LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3              LOCKED/3
423              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_seconds      always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_seconds      once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_date         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_date         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_body         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_body         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_none         always  | RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3        RATE_LIMITED/3
429_none         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
429_too_long     always  | RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1        RATE_LIMITED/1
500              always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 OUTCOME_UNKNOWN/2     SERVICE_UNAVAILABLE/3
500              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503              always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503              once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503_told         always  | SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3 SERVICE_UNAVAILABLE/3
503_told         once    | OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2                  OK/2
503_too_long     always  | SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1 SERVICE_UNAVAILABLE/1
",
};

fn parent(sandbox: &Sandbox) -> Tokens {
    sandbox.link("ada", seed::PUBLIC_APP)
}

fn child(sandbox: &Sandbox) -> String {
    sandbox.child_token(&parent(sandbox).access_token, seed::PUBLIC_CHILD_ALPHA)
}

fn session(sandbox: &Sandbox) -> Session {
    Setup::at(&sandbox.url()).create().run(&Call::start_session(child(sandbox))).session().clone()
}

#[test]
fn start_session() {
    TABLE.check("start");
}

#[test]
fn refresh_session() {
    TABLE.check("refresh");
}

#[test]
fn end_session() {
    TABLE.check("end");
}

#[test]
fn ping() {
    TABLE.check("ping");
}

#[test]
fn child_token() {
    TABLE.check("child");
}

#[test]
fn refresh_token() {
    TABLE.check("token");
}

#[test]
fn revoke_token() {
    TABLE.check("revoke");
}

/// Idle connections that a server, or something on the way, has dropped without a word show only when they are used.
#[test]
fn a_second_try_never_meets_another_dead_connection() {
    const IDLE: usize = 3;
    let server = peer::AnswersOnce::start(IDLE, r#"{"access_token":"new","refresh_token":"next","expires_in":604800}"#);
    let client = Setup::at(&server.url()).create();
    for _ in 0..IDLE {
        client.start(&Call::Ping("session".into()));
    }
    for _ in 0..IDLE {
        kinpass::ffi::client::kinpass_client_wait(client.handle, PATIENCE.as_millis() as u32);
        assert_eq!(client.pull().expect("a completion").status, KINPASS_OK);
    }
    let event = client.run(&Call::RefreshToken("old".into()));
    assert_eq!(event.status, KINPASS_OK, "{event:?}");
    assert_eq!(event.token().refresh_token.as_deref(), Some("next"));
    let served = server.served();
    assert_eq!(served.len(), IDLE + 1, "one try was lost, one was answered: {served:?}");
}
