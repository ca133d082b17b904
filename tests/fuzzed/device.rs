//! What a service answers to a device sign-in: read by the library from a real connection.

use super::*;
use kinpass::ffi::authorize::*;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Mutex, OnceLock};

/// What the service says next.
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// One answer at a time.
static TURN: Mutex<()> = Mutex::new(());

/// The address of a service that answers everything with `ANSWER`.
fn service() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
        let url = format!("http://{}", listener.local_addr().expect("it listens"));
        std::thread::spawn(move || listener.incoming().flatten().for_each(|peer| drop(serve(peer))));
        url
    })
}

fn client() -> kinpass_client {
    static CLIENT: OnceLock<u64> = OnceLock::new();
    kinpass_client { id: *CLIENT.get_or_init(|| create(&config(service())).id) }
}

fn serve(mut peer: TcpStream) -> std::io::Result<()> {
    let mut request = [0; 4096];
    // All of a small request comes at once.
    let _ = peer.read(&mut request)?;
    let body = ANSWER.lock().unwrap().clone();
    write!(peer, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    peer.write_all(&body)
}

/// What hangs for one answer is not in the way of the next.
struct CancelAll(kinpass_client);

impl Drop for CancelAll {
    fn drop(&mut self) {
        kinpass_client_cancel_all(self.0);
    }
}

/// The body of the answer that brings the user code. The waiting that follows is cancelled.
pub fn device(data: &[u8]) {
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    *ANSWER.lock().unwrap() = data.to_vec();
    let client = client();
    let options = defaults::<kinpass_discord_authorize_device_options>();
    let heard = Heard::new();
    let started =
        unsafe { kinpass_discord_authorize_device(client, &options, &heard.callback(), std::ptr::null_mut()) };
    assert_eq!(started, Status::KINPASS_OK);
    let _end = CancelAll(client);
    heard.receive(client, Heard::has_begun);
    wait_for_worker(client);
    kinpass_client_cancel_all(client);
    heard.receive(client, Heard::is_complete);
}
