//! No token outlives its account: after the end of a client a search through the whole heap finds none.
//!
//! The player is a process of its own, this program with a role, so that the sandbox's tokens are elsewhere. The player
//! keeps what it searches for in a mask, since the search would find it otherwise.

mod common;

use common::account::*;
use common::*;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::process::Command;
use std::time::{Duration, Instant};

const MASK: u8 = 0x5a;

fn main() {
    if let [_, role, url] = &std::env::args().collect::<Vec<_>>()[..]
        && role == "player"
    {
        return play(url);
    }
    if cfg!(not(target_os = "linux")) {
        println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        return;
    }
    let sandbox = Sandbox::start();
    let player = Command::new(std::env::current_exe().expect("this program")).args(["player", &sandbox.url()]).status();
    assert!(player.expect("a process").success(), "the search failed");
    println!("test no_token_is_left_in_the_heap ... ok");
    println!("test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
}

fn play(url: &str) {
    let player = Player::open(&Setup::at(url));
    let mut masked = Vec::new();
    {
        let linked = link(url);
        player.adopt(&linked.0, &linked.1, 604_800);
        masked.extend([mask(&linked.0), mask(&linked.1)]);
        let child = player.child_token(seed::PUBLIC_CHILD_ALPHA);
        masked.push(mask(child.token().access_token.as_ref().unwrap()));
        let session = player.run(&Ask::Session);
        masked.push(mask(session.session().session_token.as_ref().unwrap()));
        masked.push(mask(session.session().refresh_token.as_ref().unwrap()));
        // Once more, so that there are tokens that were replaced, too.
        player.run(&Ask::RefreshSession);
    }
    // The search can find something.
    assert!(masked.iter().take(3).all(|token| found(token)), "the search finds nothing while the account is open");
    drop(player);
    // Connections are closed by threads of their own.
    let deadline = Instant::now() + PATIENCE;
    while masked.iter().any(|token| found(token)) {
        let left: Vec<_> = masked.iter().map(|token| found(token)).collect();
        assert!(Instant::now() < deadline, "tokens are left in the heap: {left:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn mask(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte ^ MASK).collect()
}

/// A parent's access and refresh token, fresh from the sandbox.
fn link(url: &str) -> (String, String) {
    use std::io::Write;
    let body = format!("{{\"player\":\"ada\",\"application_id\":\"{}\"}}", seed::PUBLIC_APP);
    let mut stream = std::net::TcpStream::connect(url.trim_start_matches("http://")).expect("the sandbox");
    let head =
        "POST /_sandbox/link HTTP/1.1\r\nHost: sandbox\r\nContent-Type: application/json\r\nConnection: close\r\n";
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let field = |name: &str| {
        let start = answer.find(&format!("\"{name}\":\"")).expect("the field") + name.len() + 4;
        answer[start..].split('"').next().expect("its end").to_owned()
    };
    (field("access_token"), field("refresh_token"))
}

/// Whether a masked text stands anywhere in the heap.
fn found(masked: &[u8]) -> bool {
    let mut memory = fs::File::open("/proc/self/mem").expect("this process's memory");
    let mut chunk = Vec::new();
    heap().into_iter().any(|(start, end)| {
        chunk.resize((end - start) as usize, 0);
        memory.seek(SeekFrom::Start(start)).expect("an address");
        // What was unmapped meanwhile is no longer there to be found.
        memory.read_exact(&mut chunk).is_ok() && chunk.windows(masked.len()).any(|window| matches(window, masked))
    })
}

fn matches(window: &[u8], masked: &[u8]) -> bool {
    window.iter().zip(masked).all(|(byte, other)| byte ^ MASK == *other)
}

/// Writable memory that belongs to no file and is no stack.
fn heap() -> Vec<(u64, u64)> {
    let maps = fs::read_to_string("/proc/self/maps").expect("the maps");
    let mut regions = Vec::new();
    let mut guard_end = 0;
    for line in maps.lines() {
        let mut words = line.split_ascii_whitespace();
        let (range, rights) = (words.next().expect("a range"), words.next().expect("rights"));
        let name = words.nth(3).unwrap_or_default();
        let (start, end) = range.split_once('-').expect("two ends");
        let address = |text| u64::from_str_radix(text, 16).expect("an address");
        let (start, end) = (address(start), address(end));
        // A thread's stack lies behind its guard page.
        let is_stack = name == "[stack]" || start == guard_end;
        if rights.starts_with("---") && end - start <= 64 << 10 {
            guard_end = end;
        }
        if rights.starts_with("rw") && (name.is_empty() || name == "[heap]") && !is_stack {
            regions.push((start, end));
        }
    }
    regions
}
