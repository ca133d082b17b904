//! The project's commands: `cargo xtask …`.

#![forbid(unsafe_code)]

mod abi;
mod bench;
mod browser;
mod c;
mod compiler;
mod context;
mod conversions;
mod cpp;
mod csharp;
mod devtools;
mod docs;
mod exports;
mod facts;
mod fuzz;
mod header;
mod install;
mod lints;
mod mirrors;
mod parallel;
mod process;
mod quickstart;
mod readme;
mod rust;
mod sandbox;
mod sanitizers;
mod secret_service;
mod setup;
mod soak;
mod tally;
mod test;
mod torture;
mod tsan;
mod unreal;
mod visit;
mod web;

use std::process::ExitCode;

use context::Context;

const USAGE: &str = "\
cargo xtask COMMAND

  quickstart [--live] [--browser]      build the library, run examples/c against a local sandbox
                                       (--live: against Discord and LootLocker, keys from the environment)
  test [--only NAME...] [--browser]    install what is missing, then run every check
  install --prefix DIR                 header, libraries, CMake package and .pc file
  bench [ARGS...]                      the figures of docs/performance.md
  torture [--minutes N] [--threads N] [--seed S] [--race-close]
                                       everything at once, and the event contract checked as it goes
  tsan [--minutes N]                   the same under ThreadSanitizer, with a rebuilt standard library
  fuzz [--seconds N] [TARGET...]       the fuzz targets, one after the other; without seconds: their corpus
  soak [--minutes N]                   a thousand accounts, for a long time
  header                               regenerate include/kinpass.h and say whether it was in step
  mirrors                              write what the wrappers repeat of the header
  conversions                          how many of the wrappers' conversions could go unnoticed (0)
  abi --record                         record the ABI as the new baseline
  unity [--library PLATFORM=FILE]...   put the built library into the Unity package
  unreal-stage [--from DIR] [--to DIR] put header and libraries into the Unreal plugin
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let context = Context::new();
    let outcome = match command {
        "quickstart" => quickstart::command(&context, rest),
        "test" => test::command(&context, rest),
        "install" => install::command(&context, rest),
        "bench" => bench::command(&context, rest),
        "torture" => torture::command(&context, rest),
        "tsan" => tsan::command(&context, rest),
        "fuzz" => fuzz::command(&context, rest),
        "soak" => soak::command(&context, rest),
        "header" => header::command(&context, rest),
        "mirrors" => mirrors::command(&context, rest),
        "conversions" => conversions::command(&context, rest),
        "abi" => abi::command(&context, rest),
        "unity" => csharp::package_command(&context, rest),
        "unreal-stage" => unreal::stage(&context, rest),
        // Not for people: what the library opens as a browser where nobody is to click.
        "click" => browser::command(rest),
        "visit" => visit::command(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command {other:?}\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if !message.is_empty() {
                eprintln!("{}", message.trim_end());
            }
            ExitCode::FAILURE
        }
    }
}
