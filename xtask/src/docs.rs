//! The documents: complete, and with links that lead somewhere.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GIT];

/// The index that every lock file of Cargo names.
const PUBLIC_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("docs: every status stands in docs/errors.md", statuses(context));
    tally.check("docs: one version everywhere", one_version(context));
    match files(context) {
        Ok(files) => {
            tally.check("docs: links lead somewhere", links(context, &files));
            tally.check("docs: no path of a machine in the tree", machine_paths(context, &files));
            tally.check("docs: Cargo.lock names the public index only", public_index(context));
        }
        Err(why) => tally.check("docs: the files of the tree", Err(why)),
    }
}

/// What is, or is about to be, under version control.
fn files(context: &Context) -> Result<Vec<PathBuf>, String> {
    let mut git = context.command("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let list = context.run(&mut git, TEST_LIMIT).result()?;
    let files: Vec<PathBuf> =
        list.lines().map(PathBuf::from).filter(|file| context.root.join(file).is_file()).collect();
    if files.is_empty() { Err("git knows no file".to_owned()) } else { Ok(files) }
}

fn read(context: &Context, file: &Path) -> Result<String, String> {
    let bytes = fs::read(context.root.join(file)).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn statuses(context: &Context) -> Outcome {
    let facts = context.facts()?;
    let document = read(context, Path::new("docs/errors.md"))?;
    let statuses = facts.enumeration("kinpass_status").ok_or("the header has no kinpass_status")?;
    let names = statuses.members.iter().map(|member| member.name.as_str());
    let missing: Vec<&str> = names.filter(|name| !document.contains(&format!("`{name}`"))).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

/// Where a release's number is written by hand.
fn one_version(context: &Context) -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    let places = [
        ("CHANGELOG.md", format!("\n## [{version}]")),
        ("bindings/csharp/CHANGELOG.md", format!("\n## [{version}]")),
        ("bindings/unreal/Kinpass/Kinpass.uplugin", format!("\"VersionName\": \"{version}\"")),
    ];
    let mut wrong = Vec::new();
    for (file, line) in places {
        if !read(context, Path::new(file))?.contains(&line) {
            wrong.push(format!("{file} does not say {}", line.trim()));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn links(context: &Context, files: &[PathBuf]) -> Outcome {
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
        let text = read(context, file)?;
        let dir = context.root.join(file.parent().unwrap_or(Path::new("")));
        for target in link_targets(&text) {
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = target.contains("://") || target.starts_with("mailto:") || path.is_empty();
            if !elsewhere && !dir.join(path).exists() {
                broken.push(format!("{}: {target}", file.display()));
            }
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

/// The targets of `[text](target)`, outside code blocks.
fn link_targets(text: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    for (number, part) in text.split("```").enumerate() {
        if number % 2 == 1 {
            continue;
        }
        for rest in part.split("](").skip(1) {
            targets.extend(rest.split([')', ' ', '\n']).next());
        }
    }
    targets
}

/// Neither where this tree lies, nor the home directory of who works on it, stands in a file.
fn machine_paths(context: &Context, files: &[PathBuf]) -> Outcome {
    let root = context.root.canonicalize().unwrap_or_else(|_| context.root.clone());
    let home = std::env::var("HOME").unwrap_or_default();
    let mut paths = vec![format!("{}/", root.display()), "/Users/".to_owned(), "/home/".to_owned()];
    if home.len() > 1 {
        paths.push(format!("{home}/"));
    }
    let mut found = Vec::new();
    // This file names them.
    for file in files.iter().filter(|file| !file.ends_with("xtask/src/docs.rs")) {
        let text = read(context, file)?;
        for (number, line) in text.lines().enumerate() {
            if paths.iter().any(|path| line.contains(path.as_str())) {
                found.push(format!("{}:{}", file.display(), number + 1));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn public_index(context: &Context) -> Outcome {
    let lock = read(context, Path::new("Cargo.lock"))?;
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let foreign: Vec<&str> = sources.filter(|source| source.trim_matches('"') != PUBLIC_INDEX).collect();
    if foreign.is_empty() { Ok(()) } else { Err(foreign.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::link_targets;

    #[test]
    fn links_in_code_blocks_do_not_count() {
        let text = "See [this](a.md) and [that](b.md#part \"title\").\n```c\nf[0](no.md)\n```\n[end](c.md)";
        assert_eq!(link_targets(text), ["a.md", "b.md#part", "c.md"]);
    }
}
