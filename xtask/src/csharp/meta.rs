//! `.meta` files: one for everything that Unity imports, exact in its settings, with a GUID that never changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::plugins::{PLUGINS, TAIL};
use super::{PACKAGE, TESTS, outcome, read};
use crate::context::Context;
use crate::tally::Outcome;

/// Projects refer to a package's files by GUID. This list holds those that were given out.
const GIVEN_OUT: &str = "guids.txt";

pub fn check(context: &Context) -> Outcome {
    let package = context.root.join(PACKAGE);
    let assets = assets(&package)?;
    let given_out = given_out(context)?;
    let mut wrong = Vec::new();
    let mut guids = BTreeMap::new();
    for asset in &assets {
        match asset.guid(&package) {
            Ok(guid) => {
                if given_out.get(&asset.path) != Some(&guid) {
                    wrong.push(format!("{TESTS}/{GIVEN_OUT} does not have `{} {guid}`", asset.path));
                }
                if let Some(other) = guids.insert(guid, &asset.path) {
                    wrong.push(format!("{} and {other} have the same GUID", asset.path));
                }
            }
            Err(why) => wrong.push(why),
        }
    }
    let known: BTreeSet<&str> = assets.iter().map(|asset| asset.path.as_str()).collect();
    wrong.extend(orphans(&package, &known)?);
    for gone in given_out.keys().filter(|path| !known.contains(path.as_str())) {
        wrong.push(format!(
            "{gone} was given out and is gone: move its .meta along, and take it off the list on purpose"
        ));
    }
    outcome(&wrong)
}

/// A file or folder that Unity imports.
struct Asset {
    /// Below the package, with `/`.
    path: String,
    importer: String,
}

impl Asset {
    /// The GUID, if the `.meta` file says exactly what it has to say.
    fn guid(&self, package: &Path) -> Result<String, String> {
        let path = format!("{}.meta", self.path);
        let text = read(&package.join(&path))?;
        let guid = text.lines().find_map(|line| line.strip_prefix("guid: ")).unwrap_or_default();
        let well_formed = guid.len() == 32 && guid.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let expected = format!("fileFormatVersion: 2\nguid: {guid}\n{}", self.importer);
        if !well_formed {
            Err(format!("{path}: no GUID of 32 lower-case hex digits"))
        } else if text != expected {
            Err(format!("{path}: {}", first_difference(&text, &expected)))
        } else {
            Ok(guid.to_owned())
        }
    }
}

fn first_difference(found: &str, expected: &str) -> String {
    let pairs = found.lines().zip(expected.lines());
    match pairs.clone().position(|(found, expected)| found != expected) {
        Some(line) => format!(
            "line {} is `{}`, has to be `{}`",
            line + 1,
            found.lines().nth(line).unwrap_or_default(),
            expected.lines().nth(line).unwrap_or_default()
        ),
        None => format!("has {} lines, has to have {}", found.lines().count(), expected.lines().count()),
    }
}

/// Unity passes over names that begin with a dot or end with a tilde.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

fn assets(package: &Path) -> Result<Vec<Asset>, String> {
    let mut found = Vec::new();
    walk(package, "", &mut |path, is_dir| {
        if path.ends_with(".meta") || PLUGINS.iter().any(|plugin| plugin.path() == path) {
            return Ok(());
        }
        found.push(Asset { path: path.to_owned(), importer: importer(path, is_dir)? });
        Ok(())
    })?;
    // The libraries themselves are copied in later; how they are imported is settled before.
    found.extend(PLUGINS.iter().map(|plugin| Asset { path: plugin.path(), importer: plugin.importer() }));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn orphans(package: &Path, known: &BTreeSet<&str>) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    walk(package, "", &mut |path, _| {
        if path.strip_suffix(".meta").is_some_and(|asset| !known.contains(asset)) {
            found.push(format!("{path}: there is nothing that it describes"));
        }
        Ok(())
    })?;
    Ok(found)
}

type Visit<'a> = &'a mut dyn FnMut(&str, bool) -> Result<(), String>;

fn walk(dir: &Path, prefix: &str, visit: Visit) -> Result<(), String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_hidden(&name) {
            continue;
        }
        let below = format!("{prefix}{name}");
        visit(&below, path.is_dir())?;
        if path.is_dir() {
            walk(&path, &format!("{below}/"), visit)?;
        }
    }
    Ok(())
}

fn given_out(context: &Context) -> Result<BTreeMap<String, String>, String> {
    let text = read(&context.root.join(TESTS).join(GIVEN_OUT))?;
    let pair = |line: &str| line.rsplit_once(' ').map(|(path, guid)| (path.to_owned(), guid.to_owned()));
    Ok(text.lines().filter_map(pair).collect())
}

fn importer(path: &str, is_dir: bool) -> Result<String, String> {
    let simple = |name: &str| format!("{name}:\n  externalObjects: {{}}\n{TAIL}");
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        _ if is_dir => Ok(format!("folderAsset: yes\n{}", simple("DefaultImporter"))),
        _ if path == "package.json" => Ok(simple("PackageManifestImporter")),
        "asmdef" => Ok(simple("AssemblyDefinitionImporter")),
        "md" => Ok(simple("TextScriptImporter")),
        "cs" => Ok(format!(
            "MonoImporter:\n  externalObjects: {{}}\n  serializedVersion: 2\n  defaultReferences: []\n  \
             executionOrder: 0\n  icon: {{instanceID: 0}}\n{TAIL}"
        )),
        _ => Err(format!("{path}: this kind of file has no place in the package")),
    }
}
