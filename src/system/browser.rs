//! The player's browser.

/// Opens a page. May take as long as the browser runs.
#[cfg(any(windows, target_vendor = "apple", target_os = "android"))]
pub(crate) fn open(url: &str) -> std::io::Result<()> {
    webbrowser::open(url)
}

#[cfg(not(any(windows, target_vendor = "apple", target_os = "android")))]
pub(crate) use desktop::open;

/// Where a browser is a program that is started: it is waited for, so that nothing is left of it when it ends.
#[cfg(not(any(windows, target_vendor = "apple", target_os = "android")))]
mod desktop {
    use std::ffi::OsStr;
    use std::io::{Error, ErrorKind, Result};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// Browsers for a terminal: they are given the host's.
    const IN_A_TERMINAL: [&str; 7] = ["www-browser", "w3m", "lynx", "links", "links2", "elinks", "netrik"];
    /// A program that fails later than this had something open.
    const AT_ONCE: Duration = Duration::from_secs(5);

    /// Opens a page with what `BROWSER` names, else with what the desktop has. May take as long as the browser runs.
    pub(crate) fn open(url: &str) -> Result<()> {
        let named = std::env::var("BROWSER").unwrap_or_default();
        let chosen = named.split(':').filter_map(|line| command(line, url));
        let mut failure = Error::new(ErrorKind::NotFound, "none is installed");
        for mut command in chosen.chain(open::commands(url)) {
            if !runs_in_terminal(command.get_program()) {
                command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
            }
            let started = Instant::now();
            match command.status() {
                Ok(status) if status.success() || started.elapsed() > AT_ONCE => return Ok(()),
                Ok(status) => failure = Error::other(format!("{:?} failed: {status}", command.get_program())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    /// One of the commands in `BROWSER`: the address takes the place of each `%s`, or comes last.
    fn command(line: &str, url: &str) -> Option<Command> {
        let mut words = line.split_ascii_whitespace();
        let mut command = Command::new(words.next()?);
        command.args(words.map(|word| word.replace("%s", url)));
        if !line.contains("%s") {
            command.arg(url);
        }
        Some(command)
    }

    fn runs_in_terminal(program: &OsStr) -> bool {
        let name = Path::new(program).file_name().and_then(OsStr::to_str);
        name.is_some_and(|name| IN_A_TERMINAL.contains(&name))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_commands_in_browser() {
            let args = |line| -> Option<Vec<String>> {
                let command = command(line, "http://x/?a=%s b")?;
                Some(command.get_args().map(|arg| arg.to_str().unwrap().to_owned()).collect())
            };
            assert_eq!(args("").as_deref(), None);
            assert_eq!(args("firefox").unwrap(), ["http://x/?a=%s b"]);
            assert_eq!(args("firefox --app=%s -p").unwrap(), ["--app=http://x/?a=%s b", "-p"]);
            assert!(runs_in_terminal(OsStr::new("/usr/bin/w3m")) && !runs_in_terminal(OsStr::new("firefox")));
        }
    }
}
