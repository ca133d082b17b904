//! The canary: secrets pass through every operation and every account, success and failure, and none comes out where
//! people read.
//!
//! A scenario runs in a process of its own, this program with a role, so that its standard error is seen too: what the
//! library writes there, and what a panic would say. This process then searches all of it for each secret. Each scenario
//! ends with planted secrets: in each place where a text can be, the search has to find them, and nothing else.

mod common;

#[path = "canary/accounts.rs"]
mod accounts;
#[path = "canary/findings.rs"]
mod findings;
#[path = "canary/moments.rs"]
mod moments;
#[path = "canary/operations.rs"]
mod operations;
#[path = "canary/tap.rs"]
mod tap;

use findings::Findings;
use std::process::{Command, ExitCode};

const PLANTED: &str = "planted ";

struct Scenario {
    role: &'static str,
    play: fn(&mut Findings),
    plant: fn(&mut Findings, &str),
    /// A scenario that handles less has lost its way.
    least: (usize, usize),
    /// Texts that show that the log was on, and that failures were told of.
    expected: &'static [&'static str],
    /// Where a secret is planted, and has to be found.
    places: &'static [&'static str],
}

static OPERATIONS: Scenario = Scenario {
    role: "operations",
    play: operations::scenario,
    plant: operations::plant,
    least: (300, 2000),
    expected: &["http: start session: status 200", "[secret]", "again in", "HTTP 400"],
    places: &[
        "log",
        "operation event: message",
        "operation event: code",
        "operation event: request id",
        "operation event: trace id",
        "stderr",
    ],
};

static ACCOUNTS: Scenario = Scenario {
    role: "accounts",
    play: accounts::scenario,
    plant: accounts::plant,
    least: (300, 2000),
    expected: accounts::EXPECTED,
    places: &[
        "log",
        "operation event: message",
        "operation event: request id",
        "operation event: trace id",
        "operation event: ban",
        "account event: message",
        "account event: request id",
        "account event: trace id",
        "account event: ban",
        "stderr",
    ],
};

fn main() -> ExitCode {
    let scenarios = [&OPERATIONS, &ACCOUNTS];
    if let [_, role] = &std::env::args().collect::<Vec<_>>()[..]
        && let Some(scenario) = scenarios.into_iter().find(|scenario| scenario.role == role)
    {
        play(scenario);
        return ExitCode::SUCCESS;
    }
    let mut failed = 0;
    let checks = scenarios.map(|scenario| (scenario.role, std::thread::spawn(move || check(scenario))));
    for (role, check) in checks {
        let name = format!("{role}_tell_no_secret_but_planted_ones");
        let passed = check.join().is_ok();
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
        failed += usize::from(!passed);
    }
    let (result, passed) = (if failed == 0 { "ok" } else { "FAILED" }, scenarios.len() - failed);
    println!("test result: {result}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out");
    ExitCode::from(u8::from(failed > 0))
}

/// The role.
fn play(scenario: &Scenario) {
    let mut findings = Findings::default();
    (scenario.play)(&mut findings);
    let plain = |secret: &&String| secret.bytes().all(|byte| byte.is_ascii_graphic());
    let secret = findings.secrets.iter().find(plain).expect("a secret").clone();
    (scenario.plant)(&mut findings, &secret);
    eprintln!("an error with {PLANTED}{secret}");
    let _ = std::thread::spawn(move || panic!("a panic over {PLANTED}{secret}")).join();
    findings.print();
}

fn check(scenario: &Scenario) {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg(scenario.role)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("it runs again");
    let standard = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let mut findings = Findings::read(&standard);
    let (secrets, texts) = (findings.secrets.len(), findings.seen.len());
    println!("{}: {secrets} secrets, {texts} texts", scenario.role);
    assert!(secrets >= scenario.least.0 && texts >= scenario.least.1, "{secrets} secrets, {texts} texts");
    for expected in scenario.expected {
        assert!(findings.seen.iter().any(|(_, text)| text.contains(expected)), "no text has {expected:?}");
    }
    for line in error.lines() {
        findings.see("stderr", line);
    }
    let (planted, told): (Vec<_>, Vec<_>) = findings.told().into_iter().partition(|(_, text)| text.contains(PLANTED));
    let first: String = told.iter().take(10).map(|(place, text)| format!("\n{place}: {text}")).collect();
    assert!(told.is_empty(), "{} texts tell a secret:{first}", told.len());
    for place in scenario.places {
        assert!(planted.iter().any(|(found, _)| found == place), "the search finds nothing in {place}");
    }
    for text in ["an error with", "a panic over"] {
        assert!(planted.iter().any(|(_, found)| found.starts_with(text)), "the search misses {text:?}");
    }
}
