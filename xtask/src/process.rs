//! Runs programs: captured output, a time limit, and no process left behind.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const GLANCE: Duration = Duration::from_millis(10);
/// How long output may still come after the program itself has ended (from children of its own).
const STRAGGLERS: Duration = Duration::from_secs(2);

/// What a program came to.
pub struct Finished {
    /// Exit code 0, within the time limit.
    pub success: bool,
    /// Standard output and standard error, in the order in which they were written.
    pub output: String,
    /// How it ended, for people.
    ending: String,
}

impl Finished {
    /// The output of a success; the output and the reason of a failure.
    pub fn result(self) -> Result<String, String> {
        if self.success { Ok(self.output) } else { Err(self.explain()) }
    }

    /// The output, and how it ended.
    pub fn explain(&self) -> String {
        format!("{}\n{}", self.output.trim_end(), self.ending)
    }
}

/// Runs `command` to its end, or kills it and its children when `limit` has passed.
pub fn run(command: &mut Command, limit: Duration) -> Finished {
    let name = describe(command);
    match spawn(command) {
        Ok((child, output)) => finish(child, &output, limit, &name),
        Err(error) => {
            Finished { success: false, output: String::new(), ending: format!("`{name}` did not start: {error}") }
        }
    }
}

fn spawn(command: &mut Command) -> io::Result<(Child, Receiver<Vec<u8>>)> {
    let (reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    own_group(command);
    let child = command.spawn();
    // The command holds the writing ends: without this the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok((child?, collect(reader)))
}

/// Reads on a thread of its own, so that a full pipe never stops the program.
fn collect(mut reader: io::PipeReader) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut chunk = [0; 8192];
        while let Ok(size @ 1..) = reader.read(&mut chunk) {
            if sender.send(chunk[..size].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

fn finish(mut child: Child, output: &Receiver<Vec<u8>>, limit: Duration, name: &str) -> Finished {
    let status = wait(&mut child, limit);
    let ending = match &status {
        Some(status) => format!("`{name}` ended with {status}"),
        None => format!("`{name}` was killed: it had not ended after {} s", limit.as_secs()),
    };
    if status.is_none() {
        kill_group(&mut child);
    }
    let mut bytes = Vec::new();
    let deadline = Instant::now() + STRAGGLERS;
    while let Ok(chunk) = output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
        bytes.extend(chunk);
    }
    Finished {
        success: status.is_some_and(|status| status.success()),
        output: String::from_utf8_lossy(&bytes).into_owned(),
        ending,
    }
}

/// Waits for the end; `None` if it did not come in time.
pub fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(GLANCE),
            _ => return None,
        }
    }
}

/// A group of its own, so that its children can be ended with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

fn kill_group(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The command as a person would write it.
pub fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
