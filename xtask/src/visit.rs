//! `xtask visit URL`: a browser that has nothing but redirects, for players who always consent.
//!
//! The library opens what `$BROWSER` names; where a person is to be spared the clicks, that is this.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;
use std::{env, path::Path};

use crate::context::Context;
use crate::tally::Outcome;

/// Enough for the consent page and the way back.
const MOST_REDIRECTS: usize = 5;
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// Has the library of the program in `command` open its pages by `xtask SUBCOMMAND`.
pub fn be_the_browser_of(context: &Context, command: &mut Command, subcommand: &str) -> Result<(), String> {
    let (Some(dir), Some(name)) = (context.this.parent(), context.this.file_name()) else {
        return Err("xtask does not know where it is".to_owned());
    };
    // By its bare name and the path: $BROWSER takes no path with spaces.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once(dir.to_owned()).chain(env::split_paths(&path)));
    command.env("PATH", path.map_err(|error| error.to_string())?);
    command.env("BROWSER", format!("{} {subcommand}", Path::new(name).display()));
    Ok(())
}

/// Goes where the page leads.
pub fn command(args: &[String]) -> Outcome {
    let [url] = args else {
        return Err("usage: xtask visit URL".to_owned());
    };
    let mut url = url.clone();
    for _ in 0..MOST_REDIRECTS {
        let answer = get(&url).map_err(|error| format!("{url}: {error}"))?;
        match location(&answer) {
            Some(next) => url = next.to_owned(),
            None if answer.starts_with("HTTP/1.1 200") => return Ok(()),
            None => return Err(answer),
        }
    }
    Err("too many redirects".to_owned())
}

fn get(url: &str) -> io::Result<String> {
    let rest = url.strip_prefix("http://").ok_or_else(|| io::Error::other("only http:// is known here"))?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(ANSWER_LIMIT))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The target of a redirect.
fn location(answer: &str) -> Option<&str> {
    let head = answer.split("\r\n\r\n").next()?;
    let named = head.lines().filter_map(|line| line.split_once(':'));
    named.filter(|(name, _)| name.eq_ignore_ascii_case("location")).map(|(_, value)| value.trim()).next()
}

#[cfg(test)]
mod tests {
    use super::location;

    #[test]
    fn a_redirect_is_found_in_the_head_only() {
        assert_eq!(location("HTTP/1.1 302 Found\r\nlocation: http://a/b\r\n\r\n"), Some("http://a/b"));
        assert_eq!(location("HTTP/1.1 200 OK\r\n\r\nlocation: http://a/b"), None);
    }
}
