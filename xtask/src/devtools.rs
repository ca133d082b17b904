//! A page of a browser, by Chromium's DevTools protocol: just enough to look and to click.

use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// For the browser's start, and for what a page is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(100);

/// A browser without a window, with one page. It ends when this is dropped.
pub struct Page {
    browser: Child,
    socket: TcpStream,
    last_id: u64,
}

impl Page {
    /// Opens `url`; `profile` is an empty directory.
    pub fn open(url: &str, profile: &Path) -> Result<Self, String> {
        let mut command = Command::new("chromium");
        // Without its sandbox: it runs as root in many a container, and shows only our own pages.
        command.args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]);
        command.args(["--remote-debugging-port=0", &format!("--user-data-dir={}", profile.display()), url]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut browser = command.spawn().map_err(|error| format!("chromium did not start: {error}"))?;
        match connect(profile) {
            Ok(socket) => Ok(Self { browser, socket, last_id: 0 }),
            Err(why) => {
                let _ = browser.kill();
                let _ = browser.wait();
                Err(why)
            }
        }
    }

    /// Evaluates `script` until it gives a text that is not empty. No quotation marks but `'` in it.
    pub fn wait_for(&mut self, script: &str) -> Result<String, String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.evaluate(script) {
                Ok(text) if !text.is_empty() => return Ok(text),
                Ok(_) if Instant::now() < deadline => thread::sleep(GLANCE),
                Ok(_) => return Err(format!("{script} gave nothing in {} s", PATIENCE.as_secs())),
                Err(error) => return Err(format!("{script}: {error}")),
            }
        }
    }

    /// The text that `script` gives; empty for everything else, also while the page changes.
    fn evaluate(&mut self, script: &str) -> io::Result<String> {
        self.last_id += 1;
        let id = self.last_id;
        let message = format!(
            r#"{{"id":{id},"method":"Runtime.evaluate","params":{{"expression":"{script}","returnByValue":true}}}}"#
        );
        send(&mut self.socket, message.as_bytes())?;
        loop {
            let answer = receive(&mut self.socket)?;
            if answer.contains(&format!("\"id\":{id},")) {
                let value = answer.split_once("\"value\":\"").map(|(_, rest)| rest);
                return Ok(value.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned());
            }
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = send(&mut self.socket, br#"{"id":0,"method":"Browser.close"}"#);
        if crate::process::wait(&mut self.browser, Duration::from_secs(5)).is_none() {
            let _ = self.browser.kill();
            let _ = self.browser.wait();
        }
    }
}

/// Finds the page's socket and opens it.
fn connect(profile: &Path) -> Result<TcpStream, String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match page_socket(profile) {
            Ok(socket) => return Ok(socket),
            Err(_) if Instant::now() < deadline => thread::sleep(GLANCE),
            Err(error) => return Err(format!("chromium has no page: {error}")),
        }
    }
}

fn page_socket(profile: &Path) -> io::Result<TcpStream> {
    let told = fs::read_to_string(profile.join("DevToolsActivePort"))?;
    let port = told.lines().next().unwrap_or_default();
    let host = format!("127.0.0.1:{port}");
    let mut list = TcpStream::connect(&host)?;
    list.set_read_timeout(Some(PATIENCE))?;
    write!(list, "GET /json/list HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let pages = read_some(&mut list)?;
    let page = pages.split("\"type\": \"page\"").nth(1).and_then(|rest| rest.split_once(&format!("ws://{host}")));
    let (_, path) = page.ok_or_else(|| io::Error::other("no page yet"))?;
    let path = path.split('"').next().unwrap_or_default();
    let mut socket = TcpStream::connect(&host)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    // The key is for caches in between, of which there are none.
    write!(
        socket,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a2lucGFzcy1raW5wYXNzLQ==\r\n\r\n"
    )?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    if head.starts_with(b"HTTP/1.1 101") { Ok(socket) } else { Err(io::Error::other("no WebSocket")) }
}

/// An HTTP answer, by its length: this server may keep the connection.
fn read_some(stream: &mut TcpStream) -> io::Result<String> {
    let mut text = String::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            if length.is_some_and(|length: usize| body.len() >= length) {
                return Ok(text);
            }
        }
        match stream.read(&mut chunk)? {
            0 => return Ok(text),
            size => text += &String::from_utf8_lossy(&chunk[..size]),
        }
    }
}

/// One text frame. A client has to mask; a mask of zeros leaves the text as it is.
fn send(socket: &mut TcpStream, text: &[u8]) -> io::Result<()> {
    let length = u16::try_from(text.len()).map_err(|_| io::Error::other("too long"))?;
    let mut frame = vec![0x81, 0x80 | 126];
    frame.extend(length.to_be_bytes());
    frame.extend([0; 4]);
    frame.extend(text);
    socket.write_all(&frame)
}

/// One frame, as text.
fn receive(socket: &mut TcpStream) -> io::Result<String> {
    let mut head = [0; 2];
    socket.read_exact(&mut head)?;
    let length = match head[1] & 0x7F {
        126 => {
            let mut bytes = [0; 2];
            socket.read_exact(&mut bytes)?;
            u64::from(u16::from_be_bytes(bytes))
        }
        127 => {
            let mut bytes = [0; 8];
            socket.read_exact(&mut bytes)?;
            u64::from_be_bytes(bytes)
        }
        short => u64::from(short),
    };
    let mut text = Vec::new();
    socket.take(length).read_to_end(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
