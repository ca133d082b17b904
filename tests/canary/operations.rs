//! The operations: each with each provocation, without an answer, and refused before anything is sent.

use super::common::link::{consent, consent_in_browser, create_authorization};
use super::common::peer::{Proxy, closed_port};
use super::common::*;
use super::findings::{Findings, careless, careless_session, create};
use kinpass_sandbox::{Consent, Options, Settings};

pub const BACKEND_KEY: &str = "Bearer canary-backend-key-7c1f";
const PROXY_PASSWORD: &str = "canary-proxy-password-93ad";
pub const EXTERNAL_USER: &str = "canary-external-user-51e0";
const GARBAGE_TOKEN: &str = "canary-token-that-nobody-issued-0b44";

/// Runs a call; its texts are seen, its tokens are secrets.
fn run(findings: &mut Findings, client: &Client, call: &Call) -> Event {
    let event = client.run_with(call, |event| {
        findings.event(event);
        consent_in_browser(event);
    });
    findings.event(&event);
    event
}

/// Every call there is, with fresh tokens, for this application.
fn calls(findings: &mut Findings, sandbox: &Sandbox, setup: &Setup, child: &str) -> Vec<(Call, &'static str)> {
    let tokens = sandbox.link("ada", &setup.application_id);
    let child_token = sandbox.child_token(&tokens.access_token, child);
    let direct = Setup { proxy_url: "none".into(), child_token_url: String::new(), ..setup.clone() };
    let session = direct.create().run(&Call::start_session(&child_token));
    findings.event(&session);
    let session = session.session().clone();
    let code =
        ExchangeCode { merge: External::oidc(EXTERNAL_USER), ..consent(&direct.create(), seed::REDIRECT_LOOPBACK) };
    let bot_token = match setup.application_id.as_str() {
        seed::PUBLIC_APP => seed::PUBLIC_BOT_TOKEN,
        _ => seed::CONFIDENTIAL_BOT_TOKEN,
    };
    for secret in [&tokens.access_token, &tokens.refresh_token, &child_token, &code.code, &code.code_verifier] {
        findings.secret(secret);
    }
    findings.secret(bot_token);
    let bot = Identity::bot(bot_token, "server-player");
    let merge = External::oidc(EXTERNAL_USER);
    let client_secret = match setup.application_id.as_str() {
        seed::PUBLIC_APP => "",
        _ => seed::CONFIDENTIAL_CHILD_SECRET,
    };
    let revoke =
        RevokeToken { token: child_token.clone(), application_id: child.into(), client_secret: client_secret.into() };
    vec![
        (Call::start_session(&child_token), SESSION_ROUTE),
        (Call::RefreshSession(session.refresh_token.unwrap()), SESSION_ROUTE),
        (Call::Ping(session.session_token.clone().unwrap()), PING_ROUTE),
        (Call::EndSession(session.session_token.unwrap()), END_ROUTE),
        (Call::child_token(&tokens.access_token, child), "POST *"),
        (Call::Provisional(Identity::oidc(EXTERNAL_USER)), PROVISIONAL_ROUTE),
        (Call::Provisional(bot.clone()), PROVISIONAL_BOT_ROUTE),
        (Call::ExchangeCode(code), TOKEN_ROUTE),
        (Call::Authorize { merge: merge.clone() }, TOKEN_ROUTE),
        (Call::AuthorizeDevice { merge }, TOKEN_ROUTE),
        (Call::Unmerge(Identity::oidc(EXTERNAL_USER)), UNMERGE_ROUTE),
        (Call::Unmerge(bot), UNMERGE_BOT_ROUTE),
        (Call::GetAuthorization(tokens.access_token.clone()), AUTHORIZATION_ROUTE),
        (Call::RefreshToken(tokens.refresh_token), TOKEN_ROUTE),
        (Call::RevokeTokenOf(revoke), REVOKE_ROUTE),
        (Call::RevokeToken(tokens.access_token), REVOKE_ROUTE),
    ]
}

/// What a service may do to make a library talk.
pub fn provocations() -> Vec<Option<Action>> {
    let echo = |status| Some(Action::EchoSecrets { status });
    vec![
        None,
        echo(400),
        echo(401),
        echo(403),
        echo(500),
        echo(429),
        Some(Action::Reset {}),
        Some(Action::CutBody {}),
        Some(Action::MalformedJson {}),
        Some(Action::WrongTypes { field: None }),
        Some(Action::MissingField { field: None }),
        Some(Action::Html {}),
        Some(Action::HugeBody { bytes: 2 << 20 }),
        Some(Action::Redirect { other_host: false, status: 302, location: None }),
    ]
}

/// A client's configuration at a sandbox, and a game of its publisher.
type Kind = (Setup, &'static str);

/// A sandbox in which the player consents at once. Device codes end soon: until then no outage ends a sign-in.
pub fn sandbox() -> Sandbox {
    let settings = Settings { consent: Consent::Allow, device_interval: 0, device_seconds: 3, ..Settings::default() };
    Sandbox::start_with(Options { settings, ..Options::default() }).expect("loopback ports")
}

pub fn scenario(findings: &mut Findings) {
    for constant in [
        seed::CONFIDENTIAL_SECRET,
        seed::CONFIDENTIAL_CHILD_SECRET,
        BACKEND_KEY,
        PROXY_PASSWORD,
        EXTERNAL_USER,
        GARBAGE_TOKEN,
    ] {
        findings.secret(constant);
    }
    let proxy = Proxy::start();
    let public = |url: &str| (Setup::at(url), seed::PUBLIC_CHILD_ALPHA);
    let confidential = |url: &str| (Setup::confidential_at(url), seed::CONFIDENTIAL_CHILD);
    let backend = |url: &str| {
        let setup = Setup {
            child_token_url: format!("{url}/backend/child-token"),
            child_token_authorization: BACKEND_KEY.into(),
            proxy_url: proxy.url(&format!("user:{PROXY_PASSWORD}@")),
            ..Setup::confidential_at(url)
        };
        (setup, seed::CONFIDENTIAL_CHILD)
    };
    let kinds: [&(dyn Fn(&str) -> Kind + Sync); 3] = [&public, &confidential, &backend];
    // Side by side: much of the time is waiting.
    std::thread::scope(|scope| {
        for provoked in kinds.map(|kind| scope.spawn(|| provoked(kind))) {
            findings.extend(provoked.join().expect("findings"));
        }
    });
    let sandbox = sandbox();
    without_an_answer(findings, &sandbox);
    refused_calls(findings, &sandbox);
}

/// Every call under every provocation.
fn provoked(kind: &dyn Fn(&str) -> Kind) -> Findings {
    let sandbox = sandbox();
    let mut findings = Findings::default();
    let (setup, child) = kind(&sandbox.url());
    let setup = Setup { max_attempts: 2, ..setup };
    let client = create(&setup);
    for provocation in provocations() {
        for (call, route) in calls(&mut findings, &sandbox, &setup, child) {
            if let Some(action) = &provocation {
                sandbox.fault(Fault::always(route, action.clone()));
            }
            run(&mut findings, &client, &call);
            sandbox.clear_faults();
        }
    }
    findings.end(client);
    findings
}

/// No connection, no trust, no time, no patience.
fn without_an_answer(findings: &mut Findings, sandbox: &Sandbox) {
    let base = Setup::confidential_at(&sandbox.url());
    let addressed = |url: &str| Setup {
        discord_api_url: format!("{url}/api/v10"),
        lootlocker_url: url.into(),
        max_attempts: 2,
        request_timeout_ms: 200,
        ..base.clone()
    };
    let setups = [
        addressed(&closed_port()),
        addressed(&sandbox.https_url()),
        addressed(&sandbox.silent_url()),
        Setup {
            proxy_url: closed_port().replace("//", &format!("//user:{PROXY_PASSWORD}@")),
            ..addressed(&sandbox.url())
        },
    ];
    for setup in setups {
        let client = create(&setup);
        for (call, _) in calls(findings, sandbox, &base, seed::CONFIDENTIAL_CHILD) {
            run(findings, &client, &call);
        }
        findings.end(client);
    }
    // Cancelled, and destroyed, in the middle.
    let client = create(&addressed(&sandbox.silent_url()));
    for (call, _) in calls(findings, sandbox, &base, seed::CONFIDENTIAL_CHILD) {
        client.start(&call);
    }
    findings.end(client);
}

/// Calls that are refused before anything is sent, and addresses that are no addresses.
fn refused_calls(findings: &mut Findings, sandbox: &Sandbox) {
    let client = create(&Setup::confidential_at(&sandbox.url()));
    let odd = format!("{GARBAGE_TOKEN}\r\n{GARBAGE_TOKEN}");
    let long = External { kind: 1, token: GARBAGE_TOKEN.repeat(400) };
    let wrong_kind = External { kind: 99, token: GARBAGE_TOKEN.into() };
    let refused = [
        Call::child_token(GARBAGE_TOKEN, GARBAGE_TOKEN),
        Call::StartSession(StartSession {
            access_token: GARBAGE_TOKEN.into(),
            refresh_token: GARBAGE_TOKEN.into(),
            ..StartSession::default()
        }),
        Call::StartSession(StartSession { game_version: GARBAGE_TOKEN.into(), ..StartSession::default() }),
        Call::Provisional(Identity { external: long, ..Identity::default() }),
        Call::Provisional(Identity { external: wrong_kind, ..Identity::default() }),
        Call::Provisional(Identity::bot(&odd, "user")),
    ];
    for call in refused {
        assert!(unsafe { call.start(client.handle, std::ptr::null()) }.is_err(), "{call:?}");
        findings.refusal();
    }
    for call in [Call::Ping(odd.clone()), Call::GetAuthorization(odd.clone()), Call::EndSession(odd)] {
        run(findings, &client, &call);
    }
    for call in [Call::RefreshToken(GARBAGE_TOKEN.into()), Call::start_session(GARBAGE_TOKEN)] {
        run(findings, &client, &call);
    }
    let authorization = create_authorization(&client, seed::REDIRECT_LOOPBACK);
    findings.secret(&authorization.code_verifier);
    findings.secret(&authorization.state);
    findings.end(client);
}

/// A service tells a secret in each of its texts.
pub fn plant(findings: &mut Findings, secret: &str) {
    let sandbox = Sandbox::start();
    let client = create(&Setup { max_attempts: 2, ..Setup::at(&sandbox.url()) });
    sandbox.fault(Fault::always(PING_ROUTE, careless(500, &format!("planted {secret}"), secret)));
    run(findings, &client, &Call::Ping(GARBAGE_TOKEN.into()));
    sandbox.fault(Fault::always(SESSION_ROUTE, careless_session(secret)));
    run(findings, &client, &Call::start_session(GARBAGE_TOKEN));
    findings.end(client);
}
