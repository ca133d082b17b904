//! The canary: secrets pass through every operation, success and failure, and none comes out where people read.
//!
//! The scenario runs in a process of its own, so that its standard error is seen too: what the library writes there, and
//! what a panic would say. This process then searches all of it for each secret.

mod common;

use common::link::{consent, consent_in_browser, create_authorization};
use common::peer::{Proxy, closed_port};
use common::*;
use kinpass_sandbox::{Consent, Options, Settings};
use std::collections::BTreeSet;
use std::process::Command;

const BACKEND_KEY: &str = "Bearer canary-backend-key-7c1f";
const PROXY_PASSWORD: &str = "canary-proxy-password-93ad";
const EXTERNAL_USER: &str = "canary-external-user-51e0";
const GARBAGE_TOKEN: &str = "canary-token-that-nobody-issued-0b44";

/// Marks lines of the scenario's output.
const SECRET: &str = "SECRET ";
const SEEN: &str = "SEEN ";
/// Set to plant a secret in each place: the check has to find them.
const PLANT: &str = "KINPASS_CANARY_PLANT";

/// What the scenario has handled, and what a person could read of it.
#[derive(Default)]
struct Findings {
    secrets: BTreeSet<String>,
    seen: Vec<String>,
}

impl Findings {
    fn secret(&mut self, secret: &str) {
        assert!(secret.len() >= 8, "too short to be told from chance: {secret}");
        self.secrets.insert(secret.to_owned());
    }

    /// Runs a call; its texts are seen, its tokens are secrets.
    fn run(&mut self, client: &Client, call: &Call) -> Event {
        let event = client.run_with(call, consent_in_browser);
        self.event(&event);
        event
    }

    fn event(&mut self, event: &Event) {
        if let Some(error) = &event.error {
            self.seen.extend(error.texts().into_iter().map(str::to_owned));
        }
        let token = event.token.iter().flat_map(|it| [&it.access_token, &it.refresh_token, &it.id_token]);
        let session = event.session.iter().flat_map(|it| [&it.session_token, &it.refresh_token]);
        for secret in token.chain(session).flatten() {
            self.secret(secret);
        }
    }

    fn end(&mut self, client: Client) {
        self.seen.extend(client.destroy().1);
    }
}

/// A client whose log is collected.
fn create(setup: &Setup) -> Client {
    let client = setup.create();
    client.collect_log();
    client
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
        (Call::RevokeToken(tokens.access_token), REVOKE_ROUTE),
    ]
}

/// What a service may do to make a library talk.
fn provocations() -> Vec<Option<Action>> {
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

fn scenario(findings: &mut Findings) {
    let settings = Settings { consent: Consent::Allow, device_interval: 0, ..Settings::default() };
    let sandbox = Sandbox::start_with(Options { settings, ..Options::default() }).expect("loopback ports");
    let proxy = Proxy::start();
    for constant in [seed::CONFIDENTIAL_SECRET, BACKEND_KEY, PROXY_PASSWORD, EXTERNAL_USER, GARBAGE_TOKEN] {
        findings.secret(constant);
    }
    let url = sandbox.url();
    let setups = [
        (Setup::at(&url), seed::PUBLIC_CHILD_ALPHA),
        (Setup::confidential_at(&url), seed::CONFIDENTIAL_CHILD),
        (
            Setup {
                child_token_url: format!("{url}/backend/child-token"),
                child_token_authorization: BACKEND_KEY.into(),
                proxy_url: proxy.url(&format!("user:{PROXY_PASSWORD}@")),
                ..Setup::confidential_at(&url)
            },
            seed::CONFIDENTIAL_CHILD,
        ),
    ];
    for (setup, child) in &setups {
        let setup = Setup { max_attempts: 2, ..setup.clone() };
        let client = create(&setup);
        for provocation in provocations() {
            for (call, route) in calls(findings, &sandbox, &setup, child) {
                if let Some(action) = &provocation {
                    sandbox.fault(Fault::always(route, action.clone()));
                }
                findings.run(&client, &call);
                sandbox.clear_faults();
            }
        }
        findings.end(client);
    }
    without_an_answer(findings, &sandbox);
    refused_calls(findings, &sandbox);
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
            findings.run(&client, &call);
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
    }
    for call in [Call::Ping(odd.clone()), Call::GetAuthorization(odd.clone()), Call::EndSession(odd)] {
        findings.run(&client, &call);
    }
    for call in [Call::RefreshToken(GARBAGE_TOKEN.into()), Call::start_session(GARBAGE_TOKEN)] {
        findings.run(&client, &call);
    }
    let authorization = create_authorization(&client, seed::REDIRECT_LOOPBACK);
    findings.secret(&authorization.code_verifier);
    findings.secret(&authorization.state);
    findings.end(client);
}

/// Not a test of its own: [`no_secret_is_told`] runs it in another process.
#[test]
#[ignore = "run by no_secret_is_told, in a process of its own"]
fn the_scenario() {
    let mut findings = Findings::default();
    scenario(&mut findings);
    let secret = findings.secrets.first().expect("a secret").clone();
    if std::env::var_os(PLANT).is_some() {
        findings.seen.push(format!("text before {secret} and after"));
        eprintln!("an error with {secret}");
        let _ = std::thread::spawn(move || panic!("a panic over {secret}")).join();
    }
    for secret in &findings.secrets {
        println!("\n{SECRET}{secret}");
    }
    for text in &findings.seen {
        println!("\n{SEEN}{}", text.replace('\n', " "));
    }
}

/// Runs the scenario, and gives the places where a secret is told.
fn told(planted: bool) -> Vec<String> {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(["--exact", "the_scenario", "--ignored", "--nocapture"])
        .envs(planted.then_some((PLANT, "1")))
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("it runs again");
    let standard = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{standard}\n{error}");
    let secrets: Vec<_> = standard.lines().filter_map(|line| line.strip_prefix(SECRET)).collect();
    let seen: Vec<_> = standard.lines().filter_map(|line| line.strip_prefix(SEEN)).collect();
    assert!(secrets.len() > 300 && seen.len() > 2000, "{} secrets, {} texts", secrets.len(), seen.len());
    // The most verbose level was on, and failures were told of.
    for expected in ["http: start session: status 200", "[secret]", "again in", "HTTP 400"] {
        assert!(seen.iter().any(|text| text.contains(expected)), "no text has {expected:?}");
    }
    let forms: Vec<_> = secrets.iter().flat_map(|secret| forms(secret)).collect();
    let texts = seen.into_iter().chain(error.lines());
    texts.filter(|text| forms.iter().any(|form| text.contains(form.as_str()))).map(str::to_owned).collect()
}

/// How a secret may be written: as it is, in a form, in a Basic header.
fn forms(secret: &str) -> Vec<String> {
    use base64::Engine as _;
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    let form: String =
        reqwest::Url::parse_with_params("http://localhost/", [("", secret)]).unwrap().query().unwrap()[1..].into();
    let basic = encode(format!("{}:{secret}", seed::CONFIDENTIAL_APP));
    vec![secret.to_owned(), form, basic, encode(format!("user:{secret}"))]
}

#[test]
fn no_secret_is_told() {
    let told = told(false);
    let first = told.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(told.is_empty(), "{} texts tell a secret:\n{first}", told.len());
}

#[test]
fn planted_secrets_are_found() {
    let told = told(true);
    let found = |begin: &str| told.iter().any(|text| text.starts_with(begin));
    assert!(found("text before") && found("an error with") && found("a panic over"));
    assert_eq!(told.len(), 3);
}
