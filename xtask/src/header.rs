//! The header: in step with the code, clean in every language, and free of what an ABI must not have.

use std::fs;

use crate::compiler::{self, Dialect};
use crate::context::{BUILD_LIMIT, Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::GXX, &setup::LIBC, &setup::CLANG];

/// The only headers that it may include.
const INCLUDES: &[&str] = &["stddef.h", "stdint.h"];
/// Words that have no fixed size, or that other languages can't serve.
const FORBIDDEN: &[&str] = &["bool", "_Bool", "long", "short", "unsigned", "va_list", "wchar_t", "FILE", "time_t"];

/// Its prose fits beside another file on one screen. Declarations may be longer: their names are.
const MAX_COLUMNS: usize = 110;

/// `cargo xtask header`: regenerates it and says whether it was in step.
pub fn command(context: &Context, _: &[String]) -> Outcome {
    in_step(context)?;
    println!("include/kinpass.h is in step");
    Ok(())
}

pub fn run(context: &Context, tally: &mut Tally) {
    tally.check("header: in step with the code", in_step(context));
    tally.check("header: prose within 110 columns", prose_fits(&context.header_before));
    let text = without_comments(&context.header_before);
    tally.check("header: fixed-width types only, no OS header", no_forbidden(&text));
    for dialect in compiler::ALL {
        let name = format!("{} by {}", dialect.name, dialect.program);
        let once = compiles(context, dialect, "#include \"kinpass.h\"\n");
        tally.check(&format!("header: alone, {name}"), once);
        let twice = compiles(context, dialect, "#include \"kinpass.h\"\n#include \"kinpass.h\"\n");
        tally.check(&format!("header: twice, {name}"), twice);
    }
}

/// build.rs rewrites the header when it differs from what it generates: so it must not have changed.
fn in_step(context: &Context) -> Outcome {
    context.run(context.cargo().args(["build", "--workspace"]), BUILD_LIMIT).result()?;
    let after = fs::read_to_string(context.root.join("include/kinpass.h")).map_err(|error| error.to_string())?;
    if after == context.header_before {
        return Ok(());
    }
    let first = context.header_before.lines().zip(after.lines()).find(|(before, after)| before != after);
    let (before, after) = first.unwrap_or_default();
    Err(format!(
        "include/kinpass.h was out of step and has been rewritten; the first difference:\n- {before}\n+ {after}"
    ))
}

fn compiles(context: &Context, dialect: &Dialect, source: &str) -> Outcome {
    let file = context.scratch("header")?.join("header.c");
    fs::write(&file, source).map_err(|error| error.to_string())?;
    let mut command = dialect.command(context);
    context.run(command.arg("-fsyntax-only").arg(&file), TEST_LIMIT).result().map(drop)
}

fn no_forbidden(text: &str) -> Outcome {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(name) = line.trim().strip_prefix("#include") {
            if !INCLUDES.contains(&name.trim().trim_matches(['<', '>', '"'])) {
                found.push(format!("line {}: {}", number + 1, line.trim()));
            }
        } else if words(line).any(|word| FORBIDDEN.contains(&word)) || line.contains("...") {
            found.push(format!("line {}: {}", number + 1, line.trim()));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn prose_fits(text: &str) -> Outcome {
    let is_prose = |line: &str| ["//", "/*", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let long = text.lines().enumerate().filter(|(_, line)| is_prose(line) && line.chars().count() > MAX_COLUMNS);
    let found: Vec<String> = long.map(|(at, line)| format!("line {}: {}", at + 1, line.trim())).collect();
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// Replaces comments by nothing, and keeps the lines.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/*").into_iter().chain(rest.find("//")).min() {
        let (before, comment) = rest.split_at(at);
        out.push_str(before);
        let length = if comment.starts_with("//") {
            comment.find('\n').unwrap_or(comment.len())
        } else {
            comment.find("*/").map_or(comment.len(), |end| end + 2)
        };
        out.extend(comment[..length].matches('\n'));
        rest = &comment[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{MAX_COLUMNS, no_forbidden, prose_fits, without_comments};

    #[test]
    fn long_prose_is_found_and_long_declarations_are_not() {
        let long = "x".repeat(MAX_COLUMNS);
        assert!(prose_fits(&format!("int32_t {long}(void);\n// short\n")).is_ok());
        for line in [format!("// {long}"), format!("  // {long}"), format!(" * {long}")] {
            assert!(prose_fits(&line).is_err(), "{line}");
        }
    }

    #[test]
    fn comments_go_and_lines_stay() {
        assert_eq!(without_comments("a /* long\n bool */ b\n// long\nc"), "a \n b\n\nc");
    }

    #[test]
    fn forbidden_words_are_found_outside_comments_only() {
        assert!(no_forbidden("#include <stdint.h>\nuint32_t belong(int32_t along);\n").is_ok());
        for line in ["long size;", "bool on;", "#include <windows.h>", "void log(va_list args);", "int f(int, ...);"] {
            assert!(no_forbidden(line).is_err(), "{line}");
        }
    }
}
