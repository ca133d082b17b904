//! The C++ code in the documents compiles.
//!
//! A block is compiled after `#include <kinpass.hpp>`. What it stands in is given by a comment right before it, which
//! readers of the page do not see: `<!-- before: CODE -->` goes in front of it, `<!-- after: CODE -->` behind.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::context::Context;
use crate::cpp::toolchain::{COMPILERS, Variant};
use crate::parallel;
use crate::process::Finished;
use crate::tally::{Outcome, Tally};

const DOCUMENTS: &[&str] = &["README.md", "docs/cpp.md"];
const LANGUAGES: &[&str] = &["```cpp", "```c++"];

pub fn run(context: &Context, tally: &mut Tally) {
    for document in DOCUMENTS {
        if let Err(why) = check(context, tally, document) {
            tally.check(&format!("cpp: {document}"), Err(why));
        }
    }
}

fn check(context: &Context, tally: &mut Tally, document: &str) -> Outcome {
    let text = fs::read_to_string(context.root.join(document)).map_err(|error| error.to_string())?;
    let blocks = blocks(&text);
    if blocks.is_empty() {
        return Err("it shows no C++".to_owned());
    }
    let dir = context.scratch("cpp-document")?;
    let mut commands = Vec::new();
    for block in &blocks {
        commands.extend(compile(context, &dir, document, block)?);
    }
    for (block, attempts) in blocks.iter().zip(parallel::run_all(commands).chunks(COMPILERS.len())) {
        let failed = attempts.iter().find(|attempt| !attempt.success).map(Finished::explain);
        tally.check(&format!("cpp: {document}, line {}", block.line), failed.map_or(Ok(()), Err));
    }
    Ok(())
}

#[derive(Default)]
struct Block {
    line: usize,
    before: String,
    code: String,
    after: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut next = Block::default();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if inside {
            if line.starts_with("```") {
                inside = false;
                blocks.push(std::mem::take(&mut next));
            } else {
                next.code.push_str(line);
                next.code.push('\n');
            }
        } else if LANGUAGES.contains(&line.trim()) {
            inside = true;
            next.line = number + 1;
        } else if let Some(code) = hidden(line, "before") {
            next.before.push_str(code);
            next.before.push('\n');
        } else if let Some(code) = hidden(line, "after") {
            next.after.push_str(code);
            next.after.push('\n');
        } else if !line.trim().is_empty() {
            // A comment counts for the block that follows it, and for no other.
            next = Block::default();
        }
    }
    blocks
}

fn hidden<'a>(line: &'a str, what: &str) -> Option<&'a str> {
    line.strip_prefix("<!-- ")?.strip_suffix(" -->")?.strip_prefix(what)?.strip_prefix(": ")
}

/// By each compiler.
fn compile(context: &Context, dir: &Path, document: &str, block: &Block) -> Result<Vec<Command>, String> {
    let Block { line, before, code, after } = block;
    let source = dir.join(format!("line-{line}.cpp"));
    let text = format!("#include <kinpass.hpp>\n{before}#line {} \"{document}\"\n{code}{after}", line + 1);
    fs::write(&source, text).map_err(|error| error.to_string())?;
    // Coroutines need C++20; everything else has to do with C++17.
    let standard = if code.contains("co_await") { "c++20" } else { "c++17" };
    let command = |compiler| {
        let object = source.with_extension(format!("{compiler}.o"));
        let mut command = Variant::new(compiler, standard, true).object(context, &source, &object);
        // The SDK's place is taken by the tests' stand-in.
        command.arg("-I").arg(context.root.join("tests/cpp/support/sdk"));
        command
    };
    Ok(COMPILERS.iter().copied().map(command).collect())
}
