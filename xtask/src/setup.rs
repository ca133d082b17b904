//! Installs what the checks need: by apt-get on Debian and Ubuntu; elsewhere it names what is missing.

use std::env;
use std::path::Path;
use std::time::Duration;

use crate::context::Context;

const INSTALL_LIMIT: Duration = Duration::from_secs(900);

/// Something a step needs, and the Debian package that brings it.
pub struct Need {
    /// A program on the path, or (with a `/`) a file.
    pub find: &'static str,
    pub package: &'static str,
}

const fn need(find: &'static str, package: &'static str) -> Need {
    Need { find, package }
}

pub const GCC: Need = need("gcc", "gcc");
pub const GXX: Need = need("g++", "g++");
pub const LIBC: Need = need("/usr/include/stdio.h", "libc6-dev");
pub const BINUTILS: Need = need("readelf", "binutils");
pub const CLANG: Need = need("clang", "clang");
pub const VALGRIND: Need = need("valgrind", "valgrind");
pub const ABIGAIL: Need = need("abidiff", "abigail-tools");
pub const CCACHE: Need = need("ccache", "ccache");
pub const CMAKE: Need = need("cmake", "cmake");
pub const MAKE: Need = need("make", "make");
pub const PKG_CONFIG: Need = need("pkg-config", "pkg-config");
pub const MCS: Need = need("mcs", "mono-mcs");
pub const MONO: Need = need("mono", "mono-runtime");
pub const CHROMIUM: Need = need("chromium", "chromium");
pub const DBUS: Need = need("dbus-run-session", "dbus");
pub const KEYRING: Need = need("gnome-keyring-daemon", "gnome-keyring");
pub const GIT: Need = need("git", "git");

/// Makes sure that everything in `needs` is there.
pub fn run(context: &Context, needs: &[&Need]) -> Result<(), String> {
    let mut packages = missing(needs);
    if packages.is_empty() {
        return Ok(());
    }
    packages.sort_unstable();
    packages.dedup();
    let names = packages.join(" ");
    if !is_there("apt-get") {
        return Err(format!("missing here; please install what Debian calls: {names}"));
    }
    println!("installing {names}");
    apt_get(context, &["update"])?;
    apt_get(context, &[&["install", "--yes", "--no-install-recommends"], &packages[..]].concat())?;
    match missing(needs) {
        left if left.is_empty() => Ok(()),
        left => Err(format!("still missing after apt-get install: {}", left.join(" "))),
    }
}

fn apt_get(context: &Context, args: &[&str]) -> Result<(), String> {
    let is_root = context.run(context.command("id").arg("-u"), INSTALL_LIMIT).output.trim() == "0";
    let mut command = context.command(if is_root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]).args(args);
    context.run(&mut command, INSTALL_LIMIT).result().map(drop)
}

fn missing(needs: &[&Need]) -> Vec<&'static str> {
    needs.iter().filter(|need| !is_there(need.find)).map(|need| need.package).collect()
}

/// Whether a program is on the path, or a file is where it should be.
pub fn is_there(find: &str) -> bool {
    if find.contains('/') {
        return Path::new(find).exists();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|dir| dir.join(find).is_file())
}
