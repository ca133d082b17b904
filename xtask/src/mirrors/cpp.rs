//! C++: `enums.hpp`, scoped enums with the header's values and comments.

use super::names::{self, Names};
use super::prose::{Language, Prose, wrapped};
use super::{MARK, Mirror};
use crate::facts::{Enum, Facts};

/// Where comments name methods, and of which classes.
pub const METHODS: (&str, &[&str]) = ("bindings/cpp/kinpass", &["account", "client"]);

const COLUMNS: usize = 120;

const HEAD: &str = r#"// The enums of the C header, as scoped enums with the same values.
#ifndef KINPASS_CPP_ENUMS_HPP
#define KINPASS_CPP_ENUMS_HPP

#include "platform.hpp"

#include <cstdint>
#include <string_view>

KINPASS_CPP_BEGIN

"#;

const TAIL: &str = r#"/// The name of a status in the C header, such as `KINPASS_ERROR_TIMEOUT`.
inline std::string_view to_string(status value) noexcept {
  return kinpass_status_name(static_cast<std::int32_t>(value));
}

KINPASS_CPP_END

#endif
"#;

pub fn files(facts: &Facts) -> Result<Vec<Mirror>, String> {
    let language = Language {
        name: "cpp",
        member: |names, member| {
            let member = member.map(|member| format!("::{}", names.snake(member))).unwrap_or_default();
            Some(format!("{}{member}", names.cpp()))
        },
        // An account's functions are its own, all others are the client's.
        function: |function| {
            let name = function.name.strip_prefix("kinpass_")?;
            let of_client = ["client_", "discord_", "lootlocker_"].iter().any(|area| name.starts_with(area));
            match name.strip_prefix("account_") {
                Some(name) => Some(format!("account::{name}")),
                None => of_client.then(|| format!("client::{}", name.trim_start_matches("client_"))),
            }
        },
        plain: str::to_owned,
        code: |text| format!("`{text}`"),
    };
    let prose = Prose::new(facts, language);
    let enums: String = names::named(facts).map(|(item, names)| enumeration(&prose, item, names)).collect();
    prose.all_overrides_used()?;
    let text = format!("// {MARK}\n{HEAD}{enums}{TAIL}");
    Ok(vec![Mirror { path: "bindings/cpp/kinpass/enums.hpp".to_owned(), text }])
}

fn enumeration(prose: &Prose, item: &Enum, names: &Names) -> String {
    let member = |member| {
        let text = comment(&prose.of_member(member), "  ");
        format!("{text}  {} = {},\n", names.snake(member), member.name)
    };
    let members: String = item.members.iter().map(member).collect();
    format!("{}enum class {} : std::int32_t {{\n{members}}};\n\n", comment(&prose.of_enum(item), ""), names.cpp())
}

fn comment(text: &str, indent: &str) -> String {
    wrapped(text, COLUMNS - indent.len() - 4).iter().map(|line| format!("{indent}/// {line}\n")).collect()
}
