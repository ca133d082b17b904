//! Every function, event and number of the header is reached from the C# core.

use std::path::PathBuf;

use super::layout::{Struct, structs};
use super::{PACKAGE, files, outcome, read};
use crate::context::Context;
use crate::tally::Outcome;

/// What the core leaves out, and why. Both stand in the package's documentation, too.
const LEFT_OUT: &[(&str, &str)] =
    &[("kinpass_client_poll", "it calls callbacks, and this binding has none: it pulls by kinpass_client_next_event")];

/// Fields that the core neither sets nor reads, and why.
const UNUSED_FIELDS: &[(&str, &str)] = &[
    ("kinpass_client.id", "handles are handed back as they came"),
    ("kinpass_operation.id", "as the client"),
    ("kinpass_account.id", "as the client"),
    ("kinpass_config.callbacks_on_worker", "there are no callbacks"),
    ("kinpass_config.event_callback", "there are no callbacks"),
    ("kinpass_config.reserved", "must be 0, and the _init function makes it so"),
    ("kinpass_callback.function", "there are no callbacks"),
    ("kinpass_callback.release", "user_data is a number, which nobody has to let go of"),
    ("kinpass_event.client", "events are pulled from the client that has them"),
    ("kinpass_event.operation", "events are matched by user_data, which is known before the operation starts"),
    ("kinpass_event.account", "as the operation"),
];

/// What begins names of the header, and the C# type that mirrors it.
const ENUMS: &[(&str, &str, &str)] = &[
    ("kinpass_status", "KINPASS_", "KinpassStatus"),
    ("kinpass_log_level", "KINPASS_LOG_LEVEL_", "KinpassLogLevel"),
    ("kinpass_event_kind", "KINPASS_EVENT_KIND_", "EventKind"),
    ("kinpass_operation_kind", "KINPASS_OPERATION_KIND_", "KinpassOperation"),
    ("kinpass_error_category", "KINPASS_ERROR_CATEGORY_", "KinpassErrorCategory"),
    ("kinpass_token_kind", "KINPASS_TOKEN_KIND_", "TokenKind"),
    ("kinpass_account_state", "KINPASS_ACCOUNT_STATE_", "AccountState"),
    ("kinpass_game_key_field", "KINPASS_GAME_KEY_FIELD_", "GameKeyField"),
    ("kinpass_store_kind", "KINPASS_STORE_KIND_", "StoreKind"),
    ("kinpass_sign_in_method", "KINPASS_SIGN_IN_METHOD_", "SignInMethod"),
    ("kinpass_service", "KINPASS_SERVICE_", "KinpassService"),
    ("kinpass_external_auth_type", "KINPASS_EXTERNAL_AUTH_TYPE_", "ExternalAuthType"),
    ("kinpass_lootlocker_token_source", "KINPASS_LOOTLOCKER_TOKEN_SOURCE_", "LootLockerTokenSource"),
];

pub fn check(context: &Context) -> Outcome {
    let core = Core::read(context)?;
    let header = &context.header_before;
    let mut wrong = functions(header, &core)?;
    wrong.extend(enums(header, &core)?);
    wrong.extend(events(header, &core));
    wrong.extend(structs(header).iter().flat_map(|item| fields(item, &core)));
    outcome(&wrong)
}

struct Core {
    imports: String,
    /// All but the declarations of imports, without comments: a function named here is called.
    code: String,
    /// The same without the declarations of structs: a field named here is used.
    uses: String,
    enums: Vec<(String, String)>,
}

impl Core {
    fn read(context: &Context) -> Result<Self, String> {
        let dir = context.root.join(PACKAGE).join("Runtime/Core");
        let (enums, others): (Vec<PathBuf>, Vec<PathBuf>) =
            files(&dir, "cs").into_iter().partition(|path| path.parent().is_some_and(|dir| dir.ends_with("Enums")));
        let mut core = Self { imports: String::new(), code: String::new(), uses: String::new(), enums: Vec::new() };
        for path in others {
            let text = without_comments(&read(&path)?);
            let into = if path.ends_with("NativeMethods.cs") { &mut core.imports } else { &mut core.code };
            into.push_str(&text);
            if !path.to_string_lossy().ends_with("Structs.cs") {
                core.uses.push_str(&text);
            }
        }
        for path in enums {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            core.enums.push((name, without_comments(&read(&path)?)));
        }
        Ok(core)
    }
}

fn functions(header: &str, core: &Core) -> Result<Vec<String>, String> {
    let names = exported(header);
    if names.is_empty() {
        return Err("the header has no functions".to_owned());
    }
    let mut wrong = Vec::new();
    for name in &names {
        let left_out = LEFT_OUT.iter().any(|(left, _)| left == name);
        let imported = core.imports.contains(&format!(" {name}("));
        let called = core.code.contains(&format!("NativeMethods.{name}("));
        match (left_out, imported, called) {
            (true, false, false) | (false, true, true) => {}
            (true, ..) => wrong.push(format!("{name} is listed as left out, but is there")),
            (false, false, _) => wrong.push(format!("{name} is not imported")),
            (false, true, false) => wrong.push(format!("{name} is imported, but nothing calls it")),
        }
    }
    for (left, _) in LEFT_OUT.iter().filter(|(left, _)| !names.contains(left)) {
        wrong.push(format!("{left} is left out, but the header has no such function"));
    }
    for import in core.imports.split("static extern ").skip(1).filter_map(import_name) {
        if !names.contains(&import) {
            wrong.push(format!("{import} is imported, but the header has no such function"));
        }
    }
    Ok(wrong)
}

/// The functions that stand behind `KINPASS_API`.
fn exported(header: &str) -> Vec<&str> {
    let body = header.split_once("extern \"C\" {").map_or("", |(_, body)| body);
    body.split("KINPASS_API\n").skip(1).filter_map(import_name).collect()
}

/// `kinpass_version` in `uint32_t kinpass_version(void);`.
fn import_name(declaration: &str) -> Option<&str> {
    let (head, _) = declaration.split_once('(')?;
    head.rsplit([' ', '*', '\n']).next()
}

fn enums(header: &str, core: &Core) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    for part in header.split("KINPASS_INT32_ENUM(").skip(1) {
        let Some((name, body)) = part.split_once(") {") else { continue };
        let Some((_, prefix, mirror)) = ENUMS.iter().find(|(known, ..)| *known == name) else {
            wrong.push(format!("{name} has no mirror in C#"));
            continue;
        };
        let (_, text) = core.enums.iter().find(|(file, _)| file == mirror).ok_or(format!("{mirror}.cs is missing"))?;
        let body = body.split("};").next().unwrap_or_default();
        let members: Vec<String> = body.lines().filter_map(|line| member(line, prefix)).collect();
        for missing in members.iter().filter(|member| !has_line(text, member)) {
            wrong.push(format!("{mirror}.cs lacks `{missing}`"));
        }
        if text.matches(" = ").count() != members.len() {
            wrong.push(format!("{mirror}.cs has members that {name} has not"));
        }
    }
    Ok(wrong)
}

fn has_line(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| line.trim() == wanted)
}

/// `InvalidGrant = 600,` of `KINPASS_ERROR_INVALID_GRANT = 600,`.
fn member(line: &str, prefix: &str) -> Option<String> {
    let (name, number) = line.trim().split_once(" = ")?;
    let name = name.strip_prefix(prefix)?;
    // The statuses: errors are named without saying so.
    let name = if prefix == "KINPASS_" { name.strip_prefix("ERROR_").unwrap_or(name) } else { name };
    Some(format!("{} = {number}", pascal(name)))
}

fn pascal(name: &str) -> String {
    let word = |word: &str| match word {
        "LOOTLOCKER" => "LootLocker".to_owned(),
        "OAUTH2" => "OAuth2".to_owned(),
        "PLAYSTATION" => "PlayStation".to_owned(),
        _ => word[..1].to_owned() + &word[1..].to_lowercase(),
    };
    name.split('_').map(word).collect()
}

/// Each event has a branch of its own where events are told apart.
fn events(header: &str, core: &Core) -> Vec<String> {
    let kinds = header.lines().filter_map(|line| member(line, "KINPASS_EVENT_KIND_"));
    let names: Vec<String> = kinds.filter_map(|kind| kind.split(' ').next().map(str::to_owned)).collect();
    names
        .iter()
        .filter(|name| *name != "None" && !core.code.contains(&format!("case EventKind.{name}:")))
        .map(|name| format!("no branch for EventKind.{name}"))
        .collect()
}

/// Each field is set or read somewhere: a struct that only has the right shape reaches nothing.
fn fields(item: &Struct, core: &Core) -> Vec<String> {
    let mut wrong = Vec::new();
    for field in &item.fields {
        let name = format!("{}.{field}", item.name);
        let unused = UNUSED_FIELDS.iter().any(|(unused, _)| *unused == name);
        let used = [format!(".{field}"), format!("->{field}"), format!(" {field} = ")]
            .iter()
            .any(|use_of| has_word(&core.uses, use_of));
        if !unused && !used {
            wrong.push(format!("{name} is neither set nor read"));
        }
    }
    wrong
}

/// `text` holds `word`, and the word ends there.
fn has_word(text: &str, word: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    text.match_indices(word).any(|(at, _)| word.ends_with(' ') || ends(&text[at + word.len()..]))
}

fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{exported, has_word, import_name, member};

    #[test]
    fn functions_are_found_by_their_mark() {
        let header = "KINPASS_API\nignored(void);\nextern \"C\" {\nKINPASS_API\nconst char *kinpass_a(void);\n\nKINPASS_API\nkinpass_status kinpass_b(kinpass_x x,\n  int y);\n}";
        assert_eq!(exported(header), ["kinpass_a", "kinpass_b"]);
        assert_eq!(import_name("uint kinpass_version();"), Some("kinpass_version"));
    }

    #[test]
    fn a_field_is_not_found_in_a_longer_one() {
        assert!(has_word("native.scope = x", ".scope"));
        assert!(!has_word("native.scopes = x", ".scope"));
    }

    #[test]
    fn members_are_named_as_in_csharp() {
        assert_eq!(member("  KINPASS_ERROR_OAUTH2 = 605,", "KINPASS_").as_deref(), Some("OAuth2 = 605,"));
        assert_eq!(member("  KINPASS_OK = 0,", "KINPASS_").as_deref(), Some("Ok = 0,"));
        assert_eq!(
            member("  KINPASS_SIGN_IN_METHOD_SILENT = 0,", "KINPASS_SIGN_IN_METHOD_").as_deref(),
            Some("Silent = 0,")
        );
    }
}
