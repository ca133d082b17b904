//! The sandbox as a program. It prints its addresses, and serves until it is told to stop.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io, process, thread};

use kinpass_sandbox::{Consent, Options, Sandbox};
use tokio::sync::oneshot;

const USAGE: &str = "\
usage: kinpass-sandbox [--port N] [--https-port N] [--consent ask|allow|deny] [--player NAME]
                       [--ready-file PATH] [--ca-file PATH] [--until-stdin-closes]";

#[derive(Default)]
struct Arguments {
    options: Options,
    ready_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    until_stdin_closes: bool,
}

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1).peekable();
    if arguments.peek().is_some_and(|first| first == "--help" || first == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let arguments = match read(arguments) {
        Ok(arguments) => arguments,
        Err(mistake) => {
            eprintln!("kinpass-sandbox: {mistake}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kinpass-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    while let Some(name) = given.next() {
        if name == "--until-stdin-closes" {
            arguments.until_stdin_closes = true;
            continue;
        }
        let mut value = || given.next().ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--port" => arguments.options.port = port(&value()?)?,
            "--https-port" => arguments.options.https_port = port(&value()?)?,
            "--consent" => {
                arguments.options.settings.consent = match value()?.as_str() {
                    "ask" => Consent::Ask,
                    "allow" => Consent::Allow,
                    "deny" => Consent::Deny,
                    other => return Err(format!("--consent {other}: ask, allow or deny")),
                }
            }
            "--player" => arguments.options.settings.consent_player = value()?,
            "--ready-file" => arguments.ready_file = Some(PathBuf::from(value()?)),
            "--ca-file" => arguments.ca_file = Some(PathBuf::from(value()?)),
            _ => return Err(format!("{name} is unknown")),
        }
    }
    Ok(arguments)
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("{text} is no port"))
}

fn run(arguments: Arguments) -> io::Result<()> {
    let sandbox = Sandbox::start_with(arguments.options)?;
    let made = arguments.ca_file.is_none();
    let ca_file =
        arguments.ca_file.unwrap_or_else(|| env::temp_dir().join(format!("kinpass-sandbox-{}.pem", process::id())));
    fs::write(&ca_file, sandbox.ca_pem())?;

    let lines = format!(
        "SANDBOX_URL={}\nSANDBOX_HTTPS_URL={}\nSANDBOX_UNTRUSTED_HTTPS_URL={}\nSANDBOX_WRONG_HOST_HTTPS_URL={}\nSANDBOX_SILENT_URL={}\nSANDBOX_CA_FILE={}\nSANDBOX_READY=1\n",
        sandbox.url(),
        sandbox.https_url(),
        sandbox.untrusted_https_url(),
        sandbox.wrong_host_https_url(),
        sandbox.silent_url(),
        ca_file.display(),
    );
    if let Some(path) = &arguments.ready_file {
        // Renamed into place, so that nobody reads half of it.
        let unfinished = path.with_extension("unfinished");
        fs::write(&unfinished, &lines)?;
        fs::rename(&unfinished, path)?;
    }
    // A parent that does not read is no reason to stop.
    let _ = io::stdout().write_all(lines.as_bytes()).and_then(|()| io::stdout().flush());

    let waited = wait(arguments.until_stdin_closes);
    if made {
        let _ = fs::remove_file(&ca_file);
    }
    waited
}

/// Until SIGINT or SIGTERM, or the end of stdin if that is asked for.
fn wait(until_stdin_closes: bool) -> io::Result<()> {
    let (closed, stdin_closed) = oneshot::channel::<()>();
    if until_stdin_closes {
        thread::spawn(move || {
            let _ = io::stdin().lock().read_to_end(&mut Vec::new());
            drop(closed);
        });
    } else {
        // Stays open for as long as the process lives.
        std::mem::forget(closed);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            () = terminated() => Ok(()),
            _ = stdin_closed => Ok(()),
        }
    })
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
