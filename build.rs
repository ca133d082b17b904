//! Generates `include/kinpass.h` from `src/ffi` and `src/status.rs`.

use std::{env, fs, path::Path};

fn main() {
    for input in ["src/ffi", "src/status.rs", "src/lib.rs", "cbindgen.toml", "include"] {
        println!("cargo:rerun-if-changed={input}");
    }
    link();
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let root = Path::new(&root);
    let header = root.join("include/kinpass.h");
    let text = generate(root);
    // Written only when it changed, so that a build leaves a clean tree clean.
    if fs::read_to_string(&header).ok().as_deref() != Some(&text) {
        fs::write(&header, text).expect("include/kinpass.h is writable");
    }
}

/// How the shared library is known to the loader. It is never unmapped: a thread may still be on its way home.
fn link() {
    let arguments: &[&str] = match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("android") => &["-soname,libkinpass.so", "-z,nodelete"],
        Ok("macos") => &["-install_name,@rpath/libkinpass.dylib"],
        Ok("ios" | "windows") | Err(_) => &[],
        Ok(_) => &["-soname,libkinpass.so.0", "-z,nodelete"],
    };
    for argument in arguments {
        println!("cargo:rustc-cdylib-link-arg=-Wl,{argument}");
    }
}

fn generate(root: &Path) -> String {
    let part = |name: &str| fs::read_to_string(root.join("include").join(name)).expect("a part of the header");
    let mut config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml");
    config.header = Some(part("preamble.h.in"));
    config.trailer = Some(part("trailer.h.in"));
    let mut raw = Vec::new();
    cbindgen::Builder::new().with_crate(root).with_config(config).generate().expect("the header").write(&mut raw);
    short_enums(&String::from_utf8(raw).expect("the header is UTF-8"))
}

/// Replaces cbindgen's two conditional blocks around each enum by one macro of the preamble.
fn short_enums(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        match line.strip_prefix("enum ") {
            Some(name) if !name.contains('{') => {
                out.push_str(&format!("KINPASS_INT32_ENUM({name}) {{\n"));
                lines.by_ref().take_while(|line| line.trim() != "{").for_each(drop);
                for line in lines.by_ref().take_while(|line| !line.starts_with("};")) {
                    out.push_str(line);
                    out.push('\n');
                }
                out.push_str("};\n");
                lines.by_ref().take_while(|line| *line != "#endif // __cplusplus").for_each(drop);
            }
            _ if line.is_empty() && out.ends_with("\n\n") => {}
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}
