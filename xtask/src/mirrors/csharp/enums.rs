//! The enums, with the header's comments as documentation.

use super::super::names::{self, Names, pascal};
use super::super::prose::{Language, Prose, wrapped};
use crate::facts::{Enum, Facts, Function};

const COLUMNS: usize = 120;

/// Methods that have another name than their function, or overloads.
const METHODS: &[(&str, &str)] = &[
    (
        "kinpass_account_get_child_token",
        "KinpassAccount.GetChildTokenAsync(ChildTokenOptions, System.Threading.CancellationToken)",
    ),
    (
        "kinpass_discord_revoke_token",
        "DiscordApi.RevokeTokenAsync(RevokeTokenOptions, System.Threading.CancellationToken)",
    ),
];

/// Which class has the functions of an area.
const CLASSES: &[(&str, &str)] = &[
    ("kinpass_lootlocker_", "LootLockerApi"),
    ("kinpass_discord_", "DiscordApi"),
    ("kinpass_account_", "KinpassAccount"),
];

/// Each enum's name, and its file.
pub fn texts(facts: &Facts) -> Result<Vec<(&'static str, String)>, String> {
    let language = Language {
        name: "csharp",
        member: |names, member| {
            let member = member.map(|member| format!(".{}", names.pascal(member))).unwrap_or_default();
            Some(link(&format!("{}{member}", names.csharp)))
        },
        function: |function| method(function).map(|name| link(&name)),
        plain: escaped,
        code: |text| format!("<c>{}</c>", escaped(text)),
    };
    let prose = Prose::new(facts, language);
    let texts = names::named(facts).map(|(item, names)| (names.csharp, text(&prose, item, names))).collect();
    prose.all_overrides_used()?;
    Ok(texts)
}

fn text(prose: &Prose, item: &Enum, names: &Names) -> String {
    let members: Vec<String> = item
        .members
        .iter()
        .map(|member| {
            let summary = summary(&prose.of_member(member), "        ");
            format!("{summary}        {} = {},\n", names.pascal(member), member.number)
        })
        .collect();
    let head = format!("{} Mirrors <c>{}</c>.", prose.of_enum(item), item.name);
    format!(
        "namespace Kinpass\n{{\n{}    {} enum {}\n    {{\n{}    }}\n}}\n",
        summary(&head, "    "),
        if names.is_public { "public" } else { "internal" },
        names.csharp,
        members.join("\n")
    )
}

fn summary(text: &str, indent: &str) -> String {
    let line = format!("{indent}/// <summary>{text}</summary>\n");
    if line.chars().count() <= COLUMNS + 1 {
        return line;
    }
    // A tag is one word.
    let lines = wrapped(&text.replace("<see cref", "<see\u{a0}cref"), COLUMNS - indent.len() - 4);
    let lines: String = lines.iter().map(|line| format!("{indent}/// {}\n", line.replace('\u{a0}', " "))).collect();
    format!("{indent}/// <summary>\n{lines}{indent}/// </summary>\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn link(target: &str) -> String {
    format!("<see cref=\"{target}\"/>")
}

/// `DiscordApi.AuthorizeAsync` of `kinpass_discord_authorize`. The compiler sees to it that it is there.
fn method(function: &Function) -> Option<String> {
    if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == function.name) {
        return Some((*method).to_owned());
    }
    let mut classes = CLASSES.iter();
    let (verb, class) = classes.find_map(|(start, class)| Some((function.name.strip_prefix(start)?, class)))?;
    Some(format!("{class}.{}{}", pascal(verb), if function.starts() { "Async" } else { "" }))
}
