//! The files of a crate, by the names that Rust gives them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// `account::tree` as its parts; the crate's root has none.
pub type Module = Vec<String>;

/// The text of every file below `dir`, by its module.
pub fn read(dir: &Path) -> Result<BTreeMap<Module, String>, String> {
    let mut files = BTreeMap::new();
    collect(dir, &mut Vec::new(), &mut files)?;
    // Beside a library, `main.rs` is a crate of its own, of one file.
    if !files.contains_key(&Module::new()) {
        let main = files.remove(&vec!["main".to_owned()]).ok_or_else(|| format!("no crate in {}", dir.display()))?;
        files.insert(Module::new(), main);
    }
    Ok(files)
}

fn collect(dir: &Path, module: &mut Module, files: &mut BTreeMap<Module, String>) -> Result<(), String> {
    let explain = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    for entry in fs::read_dir(dir).map_err(|error| explain(dir, error))? {
        let path = entry.map_err(|error| explain(dir, error))?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_own = name == "mod" || (name == "lib" && module.is_empty());
        if path.is_dir() {
            module.push(name);
            collect(&path, module, files)?;
            module.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| explain(&path, error))?;
            let child = if is_own { module.clone() } else { below(module, &name) };
            files.insert(child, text);
        }
    }
    Ok(())
}

/// The child of a module.
pub fn below(module: &[String], name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// A module as code writes it.
pub fn show(module: &[String]) -> String {
    if module.is_empty() { "crate".to_owned() } else { module.join("::") }
}
