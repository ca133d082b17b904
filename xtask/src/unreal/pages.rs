//! The code blocks of a page, as files that can be compiled.

use std::fs;
use std::path::{Path, PathBuf};

const FENCE: &str = "```";

/// Writes each ```` ```cpp ```` block of `page` to a file of its own, in which the blocks before it do not exist. Returns
/// where each begins, and its file.
pub fn write(page: &Path, dir: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let text = fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            Some((start, code)) if line == FENCE => {
                let file = dir.join(format!("page_{start}.cpp"));
                // Errors are told by the page's own lines.
                let code = format!("#line {} \"{}\"\n{code}", *start + 1, page.display());
                fs::write(&file, code).map_err(|error| format!("{}: {error}", file.display()))?;
                blocks.push((format!("line {start}"), file));
                open = None;
            }
            Some((_, code)) => {
                code.push_str(line);
                code.push('\n');
            }
            None if line == "```cpp" => open = Some((number + 1, String::new())),
            None => {}
        }
    }
    match (open, blocks.is_empty()) {
        (Some((start, _)), _) => Err(format!("{}:{start}: a block without an end", page.display())),
        (None, true) => Err(format!("{}: no code in it", page.display())),
        (None, false) => Ok(blocks),
    }
}
