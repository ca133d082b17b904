//! Unreal: the enums that Blueprints see, with the header's comments as tooltips, and that they are the library's.

use super::names::{self, Names, pascal};
use super::prose::{Language, Prose, wrapped};
use super::{MARK, Mirror};
use crate::facts::{Enum, Facts, Member};

/// Below the workspace's root.
const MODULE: &str = "bindings/unreal/Kinpass/Source/Kinpass";
/// Where comments name methods, and of which classes.
pub const METHODS: (&str, &[&str]) =
    ("bindings/unreal/Kinpass/Source/Kinpass/Public", &["UKinpassAccount", "UKinpassSubsystem"]);

const COLUMNS: usize = 120;
const TAB: usize = 4;

/// An enum that can't have the library's numbers: a Blueprint enum has one byte, and not all of the members. It counts
/// up, and is converted by a switch.
struct Counted {
    c: &'static str,
    convert: &'static str,
    parameter: &'static str,
    /// What all else becomes.
    fallback: &'static str,
    /// The fallback's comment, if it is no member of the header's.
    added: Option<&'static str>,
    left_out: &'static [&'static str],
}

const COUNTED: &[Counted] = &[
    Counted {
        c: "kinpass_status",
        convert: "ToStatus",
        parameter: "int32",
        fallback: "Unknown",
        added: Some("A status of a newer library than this plugin was made for; see FKinpassError::StatusCode."),
        left_out: &[],
    },
    Counted {
        c: "kinpass_event_kind",
        convert: "ToAccountEventKind",
        parameter: "kinpass_event_kind",
        fallback: "None",
        added: None,
        // No account has it.
        left_out: &["KINPASS_EVENT_KIND_COMPLETED"],
    },
];

/// Shown as on the wire.
const AS_SENT: &[&str] = &["kinpass_game_key_field"];

pub fn files(facts: &Facts) -> Result<Vec<Mirror>, String> {
    let language = Language {
        name: "unreal",
        member: |names, member| {
            let member = member.map(|member| format!("::{}", names.pascal(member))).unwrap_or_default();
            Some(format!("{}{member}", names.unreal?))
        },
        function: |function| {
            let name = function.name.strip_prefix("kinpass_")?;
            match (name.strip_prefix("account_"), name.strip_prefix("discord_").or(name.strip_prefix("lootlocker_"))) {
                (Some(name), _) => Some(format!("UKinpassAccount::{}", pascal(name))),
                (_, Some(name)) => Some(format!("UKinpassSubsystem::{}", pascal(name))),
                _ => None,
            }
        },
        plain: str::to_owned,
        code: |text| format!("`{text}`"),
    };
    let prose = Prose::new(facts, language);
    let enums = enums(facts, &prose);
    prose.all_overrides_used()?;
    Ok(vec![
        Mirror { path: format!("{MODULE}/Public/KinpassEnums.h"), text: enums },
        Mirror { path: format!("{MODULE}/Private/KinpassMirrors.cpp"), text: conversions(facts) },
    ])
}

/// What the plugin has of an enum, and its name there.
fn mirrored(facts: &Facts) -> impl Iterator<Item = (&Enum, &'static Names, &'static str)> {
    names::named(facts).filter_map(|(item, names)| Some((item, names, names.unreal?)))
}

fn counted(item: &Enum) -> Option<&'static Counted> {
    COUNTED.iter().find(|counted| counted.c == item.name)
}

fn enums(facts: &Facts, prose: &Prose) -> String {
    let mut text =
        format!("// {MARK}\n#pragma once\n\n#include \"CoreMinimal.h\"\n\n#include \"KinpassEnums.generated.h\"\n");
    for (item, names, name) in mirrored(facts) {
        let counted = counted(item);
        let is_here =
            |member: &&Member| !counted.is_some_and(|counted| counted.left_out.contains(&member.name.as_str()));
        let mut members: Vec<String> =
            item.members.iter().filter(is_here).map(|member| self::member(prose, item, names, member)).collect();
        if let Some(Counted { fallback, added: Some(comment), .. }) = counted {
            members.push(format!("{}\t{fallback}", self::comment(comment, "\t")));
        }
        let comment = comment(&prose.of_enum(item), "");
        text +=
            &format!("\n{comment}UENUM(BlueprintType)\nenum class {name} : uint8\n{{\n{}\n}};\n", members.join(",\n"));
    }
    text
}

fn member(prose: &Prose, item: &Enum, names: &Names, member: &Member) -> String {
    let comment = comment(&prose.of_member(member), "\t");
    let number = if counted(item).is_some() { String::new() } else { format!(" = {}", member.number) };
    let shown = if AS_SENT.contains(&item.name.as_str()) {
        format!(" UMETA(DisplayName = \"{}\")", names.snake(member))
    } else {
        String::new()
    };
    format!("{comment}\t{}{number}{shown}", names.pascal(member))
}

fn comment(text: &str, indent: &str) -> String {
    let width = COLUMNS - TAB * indent.len();
    match &wrapped(text, width - "/**  */".len())[..] {
        [line] => format!("{indent}/** {line} */\n"),
        _ => {
            let lines = wrapped(text, width - " * ".len());
            let lines: String = lines.iter().map(|line| format!("{indent} * {line}\n")).collect();
            format!("{indent}/**\n{lines}{indent} */\n")
        }
    }
}

/// An assertion for each value that is the library's, a case for each that is not.
fn conversions(facts: &Facts) -> String {
    let mut text = format!(
        "// {MARK}\n#include \"KinpassConvert.h\"\n\n\
         // These are the library's enums under another name: a cast has to be right for each value.\n\
         #define KINPASS_SAME(Ours, Theirs) static_assert(static_cast<int32>(Ours) == static_cast<int32>(Theirs), #Ours)\n\n"
    );
    for (item, names, name) in mirrored(facts).filter(|(item, ..)| counted(item).is_none()) {
        for member in &item.members {
            text += &format!("KINPASS_SAME({name}::{}, {});\n", names.pascal(member), member.name);
        }
        text += "\n";
    }
    text += "#undef KINPASS_SAME\n";
    for (item, names, name) in mirrored(facts) {
        text += &counted(item).map(|counted| switch(item, names, name, counted)).unwrap_or_default();
    }
    text
}

/// Without a default, so that the compiler names what a newer header has and this has not.
fn switch(item: &Enum, names: &Names, name: &str, counted: &Counted) -> String {
    let Counted { convert, parameter, fallback, left_out, .. } = counted;
    let case = |member: &Member| match left_out.contains(&member.name.as_str()) {
        true => format!("\tcase {}: break;\n", member.name),
        false => format!("\tcase {}: return {name}::{};\n", member.name, names.pascal(member)),
    };
    let cases: String = item.members.iter().map(case).collect();
    format!(
        "\n{name} KinpassConvert::{convert}({parameter} Value)\n{{\n\tswitch (static_cast<{}>(Value))\n\t{{\n{cases}\t}}\n\t\
         return {name}::{fallback};\n}}\n",
        item.name
    )
}
