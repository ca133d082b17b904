//! The whole browser flow with a real browser: the library opens it, a player clicks, the game goes on.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{Context, TEST_LIMIT};
use crate::devtools::Page;
use crate::quickstart;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};
use crate::visit;

pub const NEEDS: &[&Need] = &[&setup::CHROMIUM, &setup::GCC, &setup::LIBC];

/// Where the clicking process leaves what it saw: the library starts it and knows nothing of it.
const REPORT: &str = "KINPASS_CLICK_REPORT";
const CHOICE: &str = "KINPASS_CLICK_CHOICE";

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("browser: a player allows, and is signed in", allowed(context));
    tally.check("browser: a player denies, and the game is told", denied(context));
}

fn allowed(context: &Context) -> Outcome {
    let seen = sign_in(context, "allow", "game")?;
    if seen.success { Ok(()) } else { Err(seen.text) }
}

fn denied(context: &Context) -> Outcome {
    let seen = sign_in(context, "deny", "Not linked")?;
    let told = !seen.success && seen.text.contains("KINPASS_ERROR_ACCESS_DENIED");
    if told { Ok(()) } else { Err(seen.text) }
}

struct Seen {
    success: bool,
    /// The example's output, and what the browser showed.
    text: String,
}

/// Runs examples/c/account.c with a store that is empty, and a player who chooses. The library's own
/// page at the end of the way has to hold `last_words`.
fn sign_in(context: &Context, choice: &str, last_words: &str) -> Result<Seen, String> {
    let account = quickstart::build(context, "account")?;
    let dir = context.scratch("browser")?;
    let report = dir.join("report");
    let sandbox = context.sandbox(&["--consent", "ask"])?;
    let mut command = context.command(account);
    visit::be_the_browser_of(context, &mut command, "click")?;
    quickstart::point_at(&mut command, &sandbox);
    command.env(CHOICE, choice).env(REPORT, &report).env("KINPASS_STORE_FILE", dir.join("account.json"));
    let finished = context.run(&mut command, TEST_LIMIT);
    let shown = wait_for(&report);
    let text = format!("{}\nthe browser: {shown}", finished.explain());
    if !shown.starts_with("http://127.0.0.1") || !shown.contains(last_words) {
        return Err(format!("{text}\nthe last page does not say {last_words:?}"));
    }
    Ok(Seen { success: finished.success, text })
}

/// The report comes when the browser has closed, a little after the example's end.
fn wait_for(report: &Path) -> String {
    for _ in 0..300 {
        if let Ok(text) = fs::read_to_string(report) {
            return text;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    "it left no report".to_owned()
}

/// `xtask click URL`: opens the consent page, clicks as `KINPASS_CLICK_CHOICE` says, and reports the page after it.
pub fn command(args: &[String]) -> Outcome {
    let [url] = args else {
        return Err("usage: xtask click URL".to_owned());
    };
    let report = PathBuf::from(env::var_os(REPORT).ok_or("no report is asked for")?);
    let choice = env::var(CHOICE).unwrap_or_default();
    let shown = click(url, &choice, &report.with_extension("profile")).unwrap_or_else(|why| why);
    // In its place at once: the other side waits for it.
    let fresh = report.with_extension("fresh");
    fs::write(&fresh, shown).and_then(|()| fs::rename(&fresh, &report)).map_err(|error| error.to_string())
}

fn click(url: &str, choice: &str, profile: &Path) -> Result<String, String> {
    fs::create_dir_all(profile).map_err(|error| error.to_string())?;
    let mut page = Page::open(url, profile)?;
    page.wait_for(&format!("document.querySelector('#{choice}') && document.readyState"))?;
    page.wait_for(&format!("document.querySelector('#{choice}').click() || 'clicked'"))?;
    page.wait_for("document.readyState == 'complete' && location.pathname == '/callback' ? 'there' : ''")?;
    page.wait_for(
        "location.origin + ': ' + document.title + ': ' + document.body.innerText.replace(/[^a-zA-Z.,]+/g, ' ')",
    )
}
