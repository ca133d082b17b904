//! `cargo xtask quickstart`: the C examples, against a sandbox or the real services.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::compiler::{GCC_C99, Link};
use crate::context::{Context, TEST_LIMIT};
use crate::sandbox::Sandbox;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};
use crate::visit;

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC];

/// What the sandbox knows from the start (`sandbox/src/seed.rs`).
const PARENT_APP: &str = "1100000000000000001";
const CHILD_APP: &str = "1100000000000000011";
const OTHER_CHILD_APP: &str = "1100000000000000012";
const GAME_KEY: &str = "dev_sandbox_alpha";
const PLAYER: &str = "ada";

/// What the real services need, and what each is.
const KEYS: &[(&str, &str)] = &[
    ("KINPASS_PARENT_TOKEN", "access token of a player who has linked the publisher's application"),
    ("KINPASS_CHILD_APPLICATION_ID", "Discord application id of the game"),
    ("KINPASS_GAME_KEY", "LootLocker game key, dev_... or prod_..."),
];

/// What a run has to say, in this order.
const MILESTONES: &[&str] = &["child token", "session", "refreshed", "start anew", "ended"];

/// Lines of examples/c/quickstart.c: a newcomer reads it in one sitting.
const LONGEST: usize = 119;

pub fn command(context: &Context, args: &[String]) -> Outcome {
    if let Some(other) = args.iter().find(|arg| !["--live", "--browser"].contains(&arg.as_str())) {
        return Err(format!("quickstart knows --live and --browser, not {other:?}"));
    }
    let live = args.iter().any(|arg| arg == "--live");
    let browser = args.iter().any(|arg| arg == "--browser");
    if live {
        keys_are_there()?;
    }
    setup::run(context, NEEDS)?;
    println!("Building the library ...");
    let quickstart = build(context, "quickstart")?;
    if live {
        println!();
        return show(&mut context.command(quickstart));
    }
    let consent = if browser { "ask" } else { "allow" };
    let sandbox = context.sandbox(&["--consent", consent, "--player", PLAYER])?;
    println!("A sandbox stands in for Discord and LootLocker: {}\n", sandbox.value("SANDBOX_URL"));
    let mut command = context.command(quickstart);
    show(point_at(&mut command, &sandbox).env("KINPASS_PARENT_TOKEN", sandbox.link(PLAYER, PARENT_APP)?))?;
    let account = build(context, "account")?;
    let store = context.scratch("account-store")?.join("account.json");
    for run in
        ["\nAn account, kept by the library. First run: the player links", "\nSecond run: silently, from the store"]
    {
        println!("{run}");
        let mut command = context.command(&account);
        if !browser {
            visit::be_the_browser_of(context, &mut command, "visit")?;
        }
        show(point_at(&mut command, &sandbox).env("KINPASS_STORE_FILE", &store))?;
    }
    println!("\nThe code is in examples/c. The same against the real services: cargo xtask quickstart --live");
    Ok(())
}

/// As checks: the same program, its steps in the output, and no token in it.
pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("quickstart: child token, session, refresh, refused refresh, end", says_it_all(context));
    tally.check("quickstart: an account links once, and signs in silently after", links_once(context));
    tally.check("quickstart: names the keys that --live misses", names_missing_keys());
    tally.check("quickstart: short enough to read", short_enough(context));
}

fn says_it_all(context: &Context) -> Outcome {
    let mut command = context.command(build(context, "quickstart")?);
    let sandbox = context.sandbox(&[])?;
    let token = sandbox.link(PLAYER, PARENT_APP)?;
    point_at(&mut command, &sandbox).env("KINPASS_PARENT_TOKEN", &token);
    let output = context.run(&mut command, TEST_LIMIT).result()?;
    let lower = output.to_lowercase();
    let mut rest = lower.as_str();
    for milestone in MILESTONES {
        rest = rest.split_once(milestone).ok_or_else(|| format!("{output}\nnothing says {milestone:?}"))?.1;
    }
    if output.contains(&token) { Err("the parent token stands in the output".to_owned()) } else { Ok(()) }
}

fn links_once(context: &Context) -> Outcome {
    let account = build(context, "account")?;
    let store = context.scratch("account-store")?.join("account.json");
    let sandbox = context.sandbox(&["--consent", "allow", "--player", PLAYER])?;
    for run in 1..=2 {
        let mut command = context.command(&account);
        visit::be_the_browser_of(context, &mut command, "visit")?;
        let output =
            context.run(point_at(&mut command, &sandbox).env("KINPASS_STORE_FILE", &store), TEST_LIMIT).result()?;
        let pages = sandbox.count("/oauth2/authorize")?;
        if pages != 1 {
            return Err(format!("{output}\nrun {run}: the page was opened {pages} times in all"));
        }
    }
    Ok(())
}

fn names_missing_keys() -> Outcome {
    let message = missing_keys(|_| None).unwrap_or_default();
    match KEYS.iter().find(|(key, _)| !message.contains(key)) {
        Some((key, _)) => Err(format!("{key} is not named")),
        None => Ok(()),
    }
}

fn short_enough(context: &Context) -> Outcome {
    let text = fs::read_to_string(source(context, "quickstart")).map_err(|error| error.to_string())?;
    let lines = text.lines().count();
    if lines <= LONGEST { Ok(()) } else { Err(format!("{lines} lines")) }
}

fn keys_are_there() -> Outcome {
    missing_keys(|key| env::var(key).ok().filter(|value| !value.is_empty())).map_or(Ok(()), Err)
}

/// `None` if `value` has all keys.
fn missing_keys(value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let missing = KEYS.iter().filter(|(key, _)| value(key).is_none());
    let lines: Vec<String> = missing.map(|(key, meaning)| format!("  {key:30} {meaning}")).collect();
    let rest = "Optional: KINPASS_DISCORD_APPLICATION_ID, KINPASS_DISCORD_CLIENT_SECRET (confidential applications), \
                KINPASS_LOOTLOCKER_DOMAIN_KEY";
    (!lines.is_empty()).then(|| format!("--live needs in the environment:\n{}\n{rest}", lines.join("\n")))
}

/// The settings that a game would have, for the sandbox.
pub fn point_at<'a>(command: &'a mut Command, sandbox: &Sandbox) -> &'a mut Command {
    let url = sandbox.value("SANDBOX_URL").trim_end_matches('/');
    command.envs(sandbox.environment()).envs([
        ("KINPASS_DISCORD_APPLICATION_ID", PARENT_APP),
        ("KINPASS_CHILD_APPLICATION_ID", CHILD_APP),
        ("KINPASS_OTHER_CHILD_APPLICATION_ID", OTHER_CHILD_APP),
        ("KINPASS_GAME_KEY", GAME_KEY),
        ("KINPASS_DISCORD_API_URL", &format!("{url}/api/v10")),
        ("KINPASS_DISCORD_AUTHORIZE_URL", &format!("{url}/oauth2/authorize")),
        ("KINPASS_LOOTLOCKER_URL", url),
    ])
}

fn source(context: &Context, example: &str) -> PathBuf {
    context.root.join("examples/c").join(format!("{example}.c"))
}

/// Compiles an example with the system's C compiler against the shared library.
pub fn build(context: &Context, example: &str) -> Result<PathBuf, String> {
    let program = context.scratch(&format!("example-{example}"))?.join(example);
    let library = context.library()?;
    GCC_C99.program(context, &source(context, example), &program, library, Link::Shared, &[])?;
    Ok(program)
}

/// Runs it on the person's own terminal.
fn show(command: &mut Command) -> Outcome {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name} did not start: {error}")),
    }
}
