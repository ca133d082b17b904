//! A page of a browser, by Chromium's DevTools protocol: just enough to look and to click.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::web;

/// For the browser's start, and for what a page is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(100);

/// A browser without a window, with one page. It ends when this is dropped.
pub struct Page {
    browser: Child,
    socket: WebSocket<TcpStream>,
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

    /// Evaluates `script` until it gives a text that is not empty.
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
    fn evaluate(&mut self, script: &str) -> Result<String, String> {
        self.last_id += 1;
        let question = json!({ "expression": script, "returnByValue": true });
        send(&mut self.socket, self.last_id, "Runtime.evaluate", &question)?;
        loop {
            let told = self.socket.read().map_err(|error| error.to_string())?;
            let answer: Value = serde_json::from_slice(&told.into_data()).unwrap_or_default();
            // Events come in between.
            if answer["id"] == self.last_id {
                return Ok(answer["result"]["result"]["value"].as_str().unwrap_or_default().to_owned());
            }
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = send(&mut self.socket, 0, "Browser.close", &json!({}));
        if crate::process::wait(&mut self.browser, Duration::from_secs(5)).is_none() {
            let _ = self.browser.kill();
            let _ = self.browser.wait();
        }
    }
}

fn send(socket: &mut WebSocket<TcpStream>, id: u64, method: &str, params: &Value) -> Result<(), String> {
    let message = json!({ "id": id, "method": method, "params": params });
    socket.send(Message::text(message.to_string())).map_err(|error| error.to_string())
}

/// Finds the page's socket and opens it.
fn connect(profile: &Path) -> Result<WebSocket<TcpStream>, String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match page_socket(profile) {
            Ok(socket) => return Ok(socket),
            Err(_) if Instant::now() < deadline => thread::sleep(GLANCE),
            Err(why) => return Err(format!("chromium has no page: {why}")),
        }
    }
}

fn page_socket(profile: &Path) -> Result<WebSocket<TcpStream>, String> {
    let told = fs::read_to_string(profile.join("DevToolsActivePort")).map_err(|error| error.to_string())?;
    let host = format!("127.0.0.1:{}", told.lines().next().unwrap_or_default());
    let (_, list) = web::get(&format!("http://{host}/json/list"), PATIENCE)?;
    let pages: Value = serde_json::from_str(&list).map_err(|error| error.to_string())?;
    let page = pages.as_array().into_iter().flatten().find(|target| target["type"] == "page");
    let url = page.and_then(|page| page["webSocketDebuggerUrl"].as_str()).ok_or("no page yet")?;
    let stream = TcpStream::connect(host).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
    let (socket, _) = tungstenite::client(url, stream).map_err(|error| error.to_string())?;
    Ok(socket)
}
