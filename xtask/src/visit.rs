//! `xtask visit URL`: a browser that has nothing but redirects, for players who always consent.
//!
//! The library opens what `$BROWSER` names; where a person is to be spared the clicks, that is this.

use std::process::Command;
use std::time::Duration;
use std::{env, path::Path};

use crate::context::Context;
use crate::tally::Outcome;
use crate::web;

const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// Has the library of the program in `command` open its pages by `xtask SUBCOMMAND`.
pub fn be_the_browser_of(context: &Context, command: &mut Command, subcommand: &str) -> Result<(), String> {
    let (Some(dir), Some(name)) = (context.this.parent(), context.this.file_name()) else {
        return Err("xtask does not know where it is".to_owned());
    };
    // By its bare name and the path: $BROWSER takes no path with spaces.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(dir.to_owned()).chain(env::split_paths(&path)));
    command.env("PATH", path.map_err(|error| error.to_string())?);
    command.env("BROWSER", format!("{} {subcommand}", Path::new(name).display()));
    Ok(())
}

/// Goes where the page leads.
pub fn command(args: &[String]) -> Outcome {
    let [url] = args else {
        return Err("usage: xtask visit URL".to_owned());
    };
    match web::get(url, ANSWER_LIMIT)? {
        (200, _) => Ok(()),
        (status, page) => Err(format!("{url}: {status}\n{page}")),
    }
}
