//! Puts the library's header and libraries into the plugin, where its `Build.cs` looks for them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::context::{BUILD_LIMIT, Context};
use crate::tally::Outcome;

const USAGE: &str = "\
cargo xtask unreal-stage [--from DIR] [--to DIR]

Copies kinpass.h and the libraries into the plugin (or into the copy of it at --to).
Without --from it builds the library for this machine. With --from it takes what is there, in this layout:
  Win64/kinpass.dll  Win64/kinpass.dll.lib  Linux/libkinpass.so  Mac/libkinpass.dylib
  Android/arm64-v8a/libkinpass.so  Android/x86_64/libkinpass.so  IOS/libkinpass.a";

/// Below `Source/ThirdParty/KinpassLibrary`: what the linker takes.
const LINK: &str = "Source/ThirdParty/KinpassLibrary";
/// What ships beside the game.
const SHIP: &str = "Binaries/ThirdParty/KinpassLibrary";

/// A file as it comes, and the places in the plugin where it goes.
struct Piece {
    from: &'static str,
    to: &'static [(&'static str, &'static str)],
}

const PIECES: &[Piece] = &[
    Piece { from: "Win64/kinpass.dll", to: &[(SHIP, "Win64/kinpass.dll")] },
    Piece { from: "Win64/kinpass.dll.lib", to: &[(LINK, "lib/Win64/kinpass.dll.lib")] },
    // Linked by the one name, loaded by the other: its soname.
    Piece { from: "Linux/libkinpass.so", to: &[(SHIP, "Linux/libkinpass.so"), (SHIP, "Linux/libkinpass.so.0")] },
    Piece { from: "Mac/libkinpass.dylib", to: &[(SHIP, "Mac/libkinpass.dylib")] },
    Piece { from: "Android/arm64-v8a/libkinpass.so", to: &[(LINK, "lib/Android/arm64-v8a/libkinpass.so")] },
    Piece { from: "Android/x86_64/libkinpass.so", to: &[(LINK, "lib/Android/x86_64/libkinpass.so")] },
    Piece { from: "IOS/libkinpass.a", to: &[(LINK, "lib/IOS/libkinpass.a")] },
];

/// `cargo xtask unreal-stage`.
pub fn stage(context: &Context, args: &[String]) -> Outcome {
    let mut from = None;
    let mut to = context.root.join("bindings/unreal/Kinpass");
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match (arg.as_str(), args.next()) {
            ("--from", Some(dir)) => from = Some(PathBuf::from(dir)),
            ("--to", Some(dir)) => to = PathBuf::from(dir),
            _ => return Err(USAGE.to_owned()),
        }
    }
    let from = match from {
        Some(dir) => dir,
        None => build(context)?,
    };
    let staged = copy(&context.root.join("include/kinpass.h"), &from, &to)?;
    println!("        {} files staged into {}", staged.len(), to.display());
    Ok(())
}

/// The release library of this machine, in the layout above.
fn build(context: &Context) -> Result<PathBuf, String> {
    let (platform, name) = match std::env::consts::OS {
        "linux" => ("Linux", "libkinpass.so"),
        "macos" => ("Mac", "libkinpass.dylib"),
        "windows" => ("Win64", "kinpass.dll"),
        other => return Err(format!("no engine runs on {other}: build elsewhere and use --from\n\n{USAGE}")),
    };
    context.run(context.cargo().args(["build", "--release", "--package", "kinpass"]), BUILD_LIMIT).result()?;
    let built = context.target.join("release");
    let dir = context.scratch("unreal-stage")?;
    put(&built.join(name), &dir.join(platform).join(name))?;
    if platform == "Win64" {
        put(&built.join("kinpass.dll.lib"), &dir.join("Win64/kinpass.dll.lib"))?;
    }
    Ok(dir)
}

/// Copies what is there; nothing at all is an error.
fn copy(header: &Path, from: &Path, plugin: &Path) -> Result<Vec<PathBuf>, String> {
    let mut staged = Vec::new();
    for piece in PIECES.iter().filter(|piece| from.join(piece.from).is_file()) {
        for (base, name) in piece.to {
            let target = plugin.join(base).join(name);
            put(&from.join(piece.from), &target)?;
            staged.push(target);
        }
    }
    if staged.is_empty() {
        return Err(format!("{}: no library in it\n\n{USAGE}", from.display()));
    }
    let target = plugin.join(LINK).join("include/kinpass.h");
    put(header, &target)?;
    staged.push(target);
    Ok(staged)
}

fn put(file: &Path, target: &Path) -> Outcome {
    let made = target.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::copy(file, target))
        .map(drop)
        .map_err(|error| format!("{} to {}: {error}", file.display(), target.display()))
}

/// Stages stand-ins for all platforms, and holds the result against each path that the `Build.cs` and the APL file name.
pub fn check(context: &Context, dir: &Path) -> Outcome {
    let from = dir.join("from");
    let plugin = dir.join("plugin");
    for piece in PIECES {
        let file = from.join(piece.from);
        fs::create_dir_all(file.parent().unwrap_or(dir)).map_err(|error| error.to_string())?;
        fs::write(&file, piece.from).map_err(|error| error.to_string())?;
    }
    let arguments = ["--from", &from.to_string_lossy(), "--to", &plugin.to_string_lossy()].map(str::to_owned);
    stage(context, &arguments)?;

    let source = context.root.join("bindings/unreal/Kinpass").join(LINK);
    let read = |name: &str| fs::read_to_string(source.join(name)).map_err(|error| format!("{name}: {error}"));
    let rules = read("KinpassLibrary.Build.cs")? + &read("KinpassLibrary_APL.xml")?;
    for piece in PIECES {
        for (base, name) in piece.to {
            let target = plugin.join(base).join(name);
            if fs::read_to_string(&target).ok().as_deref() != Some(piece.from) {
                return Err(format!("{} was not staged", target.display()));
            }
            // The rules name files in pieces, as Path.Combine takes them, or as one path.
            if !name
                .split('/')
                .all(|part| rules.contains(&format!("\"{part}\"")) || rules.contains(&format!("/{part}")))
            {
                return Err(format!("the build rules do not use {base}/{name}"));
            }
        }
    }
    let header = plugin.join(LINK).join("include/kinpass.h");
    if fs::read(&header).ok() != fs::read(context.root.join("include/kinpass.h")).ok() {
        return Err("the staged header is not the header".to_owned());
    }
    let ignored = context.run(
        context.command("git").args(["check-ignore", "--quiet", "--no-index"]).arg(source.join("include/kinpass.h")),
        std::time::Duration::from_secs(10),
    );
    if ignored.success { Ok(()) } else { Err("git does not ignore what is staged".to_owned()) }
}
