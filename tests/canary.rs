//! The canary: secrets pass through every operation and every account, success and failure, and none comes out where
//! people read, nor anywhere but in the store that was chosen.
//!
//! A scenario runs in a process of its own, this program with a role, so that its output is seen too: what the library
//! writes there, and what a panic would say. It lives in a directory of its own, so that its files are seen. This
//! process then searches all of it for each secret. Each scenario ends with planted secrets: in each place where a text can
//! be, the search has to find them, and nothing else. At last what was run is compared with what there is.

mod common;

#[path = "canary/accounts.rs"]
mod accounts;
#[path = "canary/coverage.rs"]
mod coverage;
#[path = "canary/findings.rs"]
mod findings;
#[path = "canary/home.rs"]
mod home;
#[path = "canary/moments.rs"]
mod moments;
#[path = "canary/operations.rs"]
mod operations;
#[path = "canary/scene.rs"]
mod scene;
#[path = "canary/search.rs"]
mod search;
#[path = "canary/stores.rs"]
mod stores;
#[path = "canary/tap.rs"]
mod tap;

use findings::Findings;
use home::Home;
use std::process::ExitCode;

const PLANTED: &str = "planted ";

struct Scenario {
    role: &'static str,
    play: fn(&mut Findings),
    plant: fn(&mut Findings, &str),
    /// A scenario that handles less has lost its way.
    least: (usize, usize),
    /// Texts that show that the log was on, and that failures were told of.
    expected: &'static [&'static [&'static str]],
    /// Where a secret is planted, and has to be found; `EVERYWHERE`, too.
    places: &'static [&'static str],
}

static OPERATIONS: Scenario = Scenario {
    role: "operations",
    play: operations::scenario,
    plant: operations::plant,
    least: (300, 400),
    expected: &[&["http: start session: status 200", "[secret]", "again in", "HTTP 400"]],
    places: &[
        "operation event: message",
        "operation event: code",
        "operation event: request id",
        "operation event: trace id",
        "operation event: warning",
    ],
};

static ACCOUNTS: Scenario = Scenario {
    role: "accounts",
    play: accounts::scenario,
    plant: accounts::plant,
    least: (1500, 500),
    expected: &[accounts::EXPECTED, if stores::SYSTEM { stores::EXPECTED_OF_SYSTEM } else { &[] }],
    places: &[
        "operation event: message",
        "operation event: request id",
        "operation event: trace id",
        "operation event: ban",
        "operation event: warning",
        "account event: message",
        "account event: request id",
        "account event: trace id",
        "account event: ban",
        "account event: ban's begin",
        "account event: ban's end",
        "account event: warning",
    ],
};

const EVERYWHERE: &[&str] = &["log", "kept log", "stdout", "stderr", "file", "file name", "environment"];

fn main() -> ExitCode {
    let scenarios = [&OPERATIONS, &ACCOUNTS];
    if let [_, role] = &std::env::args().collect::<Vec<_>>()[..]
        && let Some(scenario) = scenarios.into_iter().find(|scenario| scenario.role == role)
    {
        play(scenario);
        return ExitCode::SUCCESS;
    }
    let authority = kinpass_sandbox::Sandbox::start().ca_pem();
    let mut tally = Tally::default();
    let mut all = Findings::default();
    std::thread::scope(|scope| {
        let checks = scenarios.map(|scenario| (scenario.role, scope.spawn(|| check(scenario, &authority))));
        for (role, check) in checks {
            let found = check.join();
            tally.add(&format!("{role}_tell_no_secret_but_planted_ones"), found.is_ok());
            all.extend(found.unwrap_or_default());
        }
    });
    // Of a scenario that failed nobody knows what it ran.
    let covered = tally.failed == 0 && std::panic::catch_unwind(|| coverage::check(&all)).is_ok();
    tally.add("all_that_there_is_was_run", covered);
    tally.end()
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn add(&mut self, name: &str, passed: bool) {
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
        *(if passed { &mut self.passed } else { &mut self.failed }) += 1;
    }

    fn end(self) -> ExitCode {
        let Self { passed, failed } = self;
        let result = if failed == 0 { "ok" } else { "FAILED" };
        println!("test result: {result}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out");
        ExitCode::from(u8::from(failed > 0))
    }
}

/// The role.
fn play(scenario: &Scenario) {
    let mut findings = Findings::default();
    (scenario.play)(&mut findings);
    // Fit to be the name of a file.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let mut plain_ones = findings.secrets.iter().filter(|secret| secret.len() < 100 && secret.bytes().all(plain));
    let secret = plain_ones.next().expect("a secret").clone();
    (scenario.plant)(&mut findings, &secret);
    home::see_environment(&mut findings);
    home::plant_files(&secret);
    println!("an output with {PLANTED}{secret}");
    eprintln!("an error with {PLANTED}{secret}");
    let _ = std::thread::spawn(move || panic!("a panic over {PLANTED}{secret}")).join();
    findings.print();
}

fn check(scenario: &Scenario, authority: &str) -> Findings {
    let home = Home::new(scenario.role);
    let output = home
        .command(authority)
        .arg(scenario.role)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("it runs again");
    let standard = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let mut findings = Findings::read(&standard);
    home.see(&mut findings);
    let (secrets, texts) = (findings.secrets.len(), findings.seen.len());
    println!("{}: {secrets} secrets, {texts} texts", scenario.role);
    assert!(secrets >= scenario.least.0 && texts >= scenario.least.1, "{secrets} secrets, {texts} texts");
    for expected in scenario.expected.iter().copied().flatten() {
        assert!(findings.seen.iter().any(|(_, text)| text.contains(expected)), "no text has {expected:?}");
    }
    for line in error.lines() {
        findings.see("stderr", line);
    }
    let (planted, told): (Vec<_>, Vec<_>) = findings.told().into_iter().partition(|(_, text)| text.contains(PLANTED));
    let first: String = told.iter().take(10).map(|(place, text)| format!("\n{place}: {text}")).collect();
    assert!(told.is_empty(), "{} texts tell a secret:{first}", told.len());
    for place in scenario.places.iter().chain(EVERYWHERE) {
        assert!(planted.iter().any(|(found, _)| found == place), "the search finds nothing in {place}");
    }
    for text in ["an error with", "a panic over"] {
        assert!(planted.iter().any(|(_, found)| found.starts_with(text)), "the search misses {text:?}");
    }
    findings
}
