//! What has to hold of a struct's fields is told by how the header's functions take it, and which structs point to it.

use crate::facts::{Facts, Struct};

/// What has to hold of a struct's fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Role {
    /// The wrapper fills it: each field is set somewhere.
    Filled,
    /// The library filled it: wherever one field is read, all are.
    Read,
    /// Looked at in many places: each field is read somewhere.
    ReadTogether,
    /// A value of the wrapper's own that it hands out: wherever one field is set, all are.
    HandedOut,
    /// What others are made of: each field is used somewhere.
    Used,
}

/// Where there is no `_init` function, and the library does not say it, the wrapper has to.
pub fn is_size_ours(facts: &Facts, item: &Struct) -> bool {
    facts.is_filled_by_caller(item) && facts.function(&format!("{}_init", item.name)).is_none()
}

pub fn role(facts: &Facts, item: &Struct) -> Role {
    let parameters = || {
        facts
            .functions
            .iter()
            .filter(|function| !function.name.ends_with("_init"))
            .flat_map(|function| &function.parameters)
    };
    let is_asked_for = |kind: String| parameters().any(|parameter| parameter.kind == kind);
    let has_size = item.fields.first().is_some_and(|field| field.name == "struct_size");
    let pointer = format!("const {} *", item.name);
    let is_carried = facts.structs.iter().filter(|by| !facts.is_filled_by_caller(by)).flat_map(|by| &by.fields);
    let is_carried = is_carried.into_iter().any(|field| field.kind == pointer && item.name != "kinpass_string");
    match item.name.as_str() {
        "kinpass_event" => Role::ReadTogether,
        _ if is_carried => Role::Read,
        name if has_size && is_asked_for(format!("const {name} **")) => Role::Read,
        name if has_size && is_asked_for(format!("{name} *")) => Role::Read,
        _ if has_size => Role::Filled,
        _ => Role::Used,
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, is_size_ours, role};
    use crate::facts::Facts;

    #[test]
    fn the_header_tells_who_fills_what() {
        let facts = Facts::read(include_str!("../../../include/kinpass.h")).expect("the header");
        let item = |name: &str| facts.structs.iter().find(|item| item.name == name).expect("a struct");
        for (name, expected) in [
            ("kinpass_config", Role::Filled),
            ("kinpass_store_functions", Role::Filled),
            ("kinpass_account_sign_in_options", Role::Filled),
            ("kinpass_account_info", Role::Read),
            ("kinpass_token", Role::Read),
            ("kinpass_ban", Role::Read),
            ("kinpass_log_line", Role::Read),
            ("kinpass_event", Role::ReadTogether),
            ("kinpass_string", Role::Used),
            ("kinpass_callback", Role::Used),
        ] {
            assert_eq!(role(&facts, item(name)), expected, "{name}");
        }
        let ours = ["kinpass_store_functions", "kinpass_account_info"];
        let found = facts.structs.iter().filter(|item| is_size_ours(&facts, item)).map(|item| item.name.as_str());
        assert_eq!(found.collect::<Vec<_>>(), ours);
    }
}
