//! The operating system's store for real: GNOME Keyring on a session bus of its own, with a home of its own.

use std::path::Path;
use std::process::Command;

use crate::c;
use crate::compiler::{GCC_C99, Link};
use crate::context::{Context, TEST_LIMIT};
use crate::setup::{self, Need};
use crate::tally::Tally;

pub const NEEDS: &[&Need] = &[&setup::GCC, &setup::LIBC, &setup::DBUS, &setup::KEYRING];

pub fn run(context: &Context, tally: &mut Tally) {
    if let Err(why) = check(context, tally) {
        tally.check("secret service: set up", Err(why));
    }
}

fn check(context: &Context, tally: &mut Tally) -> Result<(), String> {
    let dir = context.scratch("secret-service")?;
    let program = dir.join("player");
    let source = context.root.join("tests/secret_service/player.c");
    GCC_C99.program(context, &source, &program, context.library()?, Link::Shared, &[])?;
    let home = context.scratch("secret-service-home")?;
    for (name, script) in [("unlocked", "unlocked.sh"), ("locked", "locked.sh")] {
        let mut session = at_home(context, "dbus-run-session", &home);
        session.args(["--", "sh"]).arg(context.root.join("tests/secret_service").join(script)).arg(&program);
        c::count(tally, &format!("secret service: {name}"), Ok(context.run(&mut session, TEST_LIMIT)));
    }
    for (name, step) in [("no bus", "unavailable"), ("a mute bus", "bus_is_mute")] {
        let mut player = at_home(context, &program, &home);
        player.arg(step).env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", home.join("nowhere").display()));
        c::count(tally, &format!("secret service: {name}"), Ok(context.run(&mut player, TEST_LIMIT)));
    }
    Ok(())
}

/// A program that sees nothing of the user's own session and keyrings.
fn at_home(context: &Context, program: impl AsRef<std::ffi::OsStr>, home: &Path) -> Command {
    let mut command = context.command(program);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] {
        command.env_remove(name);
    }
    for (name, dir) in
        [("HOME", "."), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
    {
        command.env(name, home.join(dir));
    }
    command
}
