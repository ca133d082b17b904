//! A relay in front of the sandbox that knows all secrets on the wire: those that the library keeps to itself, too.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Fields of requests and answers.
const FIELDS: &[&str] = &[
    "access_token",
    "client_secret",
    "code",
    "code_verifier",
    "device_code",
    "external_auth_token",
    "id_token",
    "parent_access_token",
    "refresh_token",
    "session_token",
    "token",
];

/// What one side of a connection has said.
type Said = Arc<Mutex<Vec<u8>>>;

pub struct Tap {
    address: SocketAddr,
    said: Arc<Mutex<Vec<Said>>>,
}

impl Tap {
    /// In front of an `http` address.
    pub fn before(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let target = url.strip_prefix("http://").expect("an http address").to_owned();
        let said: Arc<Mutex<Vec<Said>>> = Arc::default();
        let sides = said.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(&target) else { return };
                let side = || {
                    let said = Said::default();
                    sides.lock().unwrap().push(said.clone());
                    said
                };
                carry(&client, &server, side());
                carry(&server, &client, side());
            }
        });
        Self { address, said }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Those of the fields above, by name.
    pub fn secrets(&self) -> BTreeSet<(String, String)> {
        let sides = self.said.lock().unwrap();
        sides
            .iter()
            .flat_map(|said| bodies(&said.lock().unwrap()).iter().flat_map(fields).collect::<Vec<_>>())
            .collect()
    }
}

/// Carries bytes one way, until one side has ended.
fn carry(from: &TcpStream, to: &TcpStream, said: Said) {
    let (Ok(mut from), Ok(mut to)) = (from.try_clone(), to.try_clone()) else { return };
    std::thread::spawn(move || {
        let mut chunk = [0; 16 << 10];
        while let Ok(count @ 1..) = from.read(&mut chunk) {
            said.lock().unwrap().extend_from_slice(&chunk[..count]);
            if to.write_all(&chunk[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
        let _ = from.shutdown(Shutdown::Both);
    });
}

/// The bodies of a connection's messages, one after the other.
fn bodies(said: &[u8]) -> Vec<String> {
    let mut bodies = Vec::new();
    let mut rest = said;
    while let Some(end) = rest.windows(4).position(|window| window == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&rest[..end]).to_ascii_lowercase();
        let size = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        let body = &rest[end + 4..];
        let (body, next) = body.split_at(body.len().min(size.unwrap_or(0)));
        bodies.push(String::from_utf8_lossy(body).into_owned());
        rest = next;
    }
    bodies
}

/// Names and values of the fields that hold secrets, whether JSON or a form.
fn fields(body: &String) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = match serde_json::from_str(body) {
        Ok(serde_json::Value::Object(fields)) => {
            fields.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
        }
        Ok(_) => Vec::new(),
        Err(_) => reqwest::Url::parse(&format!("http://localhost/?{body}"))
            .map(|url| url.query_pairs().into_owned().collect())
            .unwrap_or_default(),
    };
    pairs.into_iter().filter(|(name, _)| FIELDS.contains(&name.as_str())).collect()
}
