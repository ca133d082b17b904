//! Peers that are worse than a sandbox.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

/// An address at which nobody listens: connections are refused.
pub fn closed_port() -> String {
    // Bound, but not listening, for as long as the process lives: nobody else gets the port meanwhile.
    let socket = unsafe { libc::socket(libc::AF_INET, libc::SOCK_STREAM, 0) };
    assert!(socket >= 0);
    let mut address: libc::sockaddr_in = unsafe { std::mem::zeroed() };
    address.sin_family = libc::AF_INET as libc::sa_family_t;
    address.sin_addr.s_addr = u32::from(std::net::Ipv4Addr::LOCALHOST).to_be();
    let mut size = size_of_val(&address) as libc::socklen_t;
    let pointer = (&raw mut address).cast();
    assert_eq!(unsafe { libc::bind(socket, pointer, size) }, 0);
    assert_eq!(unsafe { libc::getsockname(socket, pointer, &mut size) }, 0);
    format!("http://127.0.0.1:{}", u16::from_be(address.sin_port))
}

/// A black hole: connections to it are neither accepted nor refused, for its backlog is full.
pub struct BlackHole {
    listener: TcpListener,
    _backlog: Vec<TcpStream>,
}

impl BlackHole {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        // As small a backlog as the system allows, filled until a connection is not made any more.
        assert_eq!(unsafe { libc::listen(listener.as_raw_fd(), 0) }, 0);
        let address = listener.local_addr().expect("it is bound");
        let mut backlog = Vec::new();
        while let Some(stream) = connect(&address) {
            backlog.push(stream);
            assert!(backlog.len() < 64, "the backlog does not fill");
        }
        Self { listener, _backlog: backlog }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().expect("it is bound"))
    }
}

fn connect(address: &SocketAddr) -> Option<TcpStream> {
    TcpStream::connect_timeout(address, Duration::from_millis(300)).ok()
}

/// A forward proxy for one request per connection, that notes what it is told.
pub struct Proxy {
    address: SocketAddr,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let lines: Arc<Mutex<Vec<String>>> = Arc::default();
        let notes = lines.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let notes = notes.clone();
                std::thread::spawn(move || serve(client, &notes));
            }
        });
        Self { address, lines }
    }

    /// `user` is empty or `name:password@`.
    pub fn url(&self, user: &str) -> String {
        format!("http://{user}{}", self.address)
    }

    /// The lines of the request heads since the last time.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

fn serve(mut client: TcpStream, notes: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    notes.lock().unwrap().extend(head.lines().map(str::to_owned));
    let target = head.split(' ').nth(1)?;
    let server = if head.starts_with("CONNECT ") {
        let server = TcpStream::connect(target).ok()?;
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
        server
    } else {
        let (authority, path) = target.strip_prefix("http://")?.split_once('/')?;
        let mut server = TcpStream::connect(authority).ok()?;
        server.write_all(head.replacen(target, &format!("/{path}"), 1).as_bytes()).ok()?;
        server
    };
    relay(client, server);
    Some(())
}

/// Carries bytes both ways until both sides have ended.
fn relay(client: TcpStream, server: TcpStream) {
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (Ok(mut from_client), Ok(mut to_server)) = (client.try_clone(), server.try_clone()) else { return };
    let (mut from_server, mut to_client) = (server, client);
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from_client, &mut to_server);
        let _ = to_server.shutdown(Shutdown::Write);
    });
    let _ = std::io::copy(&mut from_server, &mut to_client);
    let _ = to_client.shutdown(Shutdown::Write);
}

/// An address on the IPv6 loopback behind which `url` answers; `None` where there is no IPv6.
pub fn ipv6_relay(url: &str) -> Option<String> {
    let listener = TcpListener::bind("[::1]:0").ok()?;
    let address = listener.local_addr().ok()?;
    let target = url.strip_prefix("http://")?.to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(&target) else { return };
            std::thread::spawn(move || relay(client, server));
        }
    });
    Some(format!("http://{address}"))
}

/// An address behind which `target` answers, until idle connections are ended the hard way: the server says goodbye, and
/// whoever answers that is hit by a reset.
pub struct Resetter {
    address: SocketAddr,
    servers: Arc<Mutex<Vec<TcpStream>>>,
}

impl Resetter {
    /// `target` is an address and a port.
    pub fn start(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let servers: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
        let (known, target) = (servers.clone(), target.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(&target) else { return };
                known.lock().unwrap().push(server.try_clone().expect("a second name of it"));
                let end = client.try_clone().expect("a second name of it");
                std::thread::spawn(move || {
                    relay(client, server);
                    reset(&end);
                });
            }
        });
        Self { address, servers }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Ends all connections; how many there were.
    pub fn end(&self) -> usize {
        let servers = std::mem::take(&mut *self.servers.lock().unwrap());
        servers.iter().for_each(|server| drop(server.shutdown(Shutdown::Write)));
        servers.len()
    }
}

/// To connect to nowhere is to reset, whoever else has the socket open.
fn reset(stream: &TcpStream) {
    let mut nowhere: libc::sockaddr = unsafe { std::mem::zeroed() };
    nowhere.sa_family = libc::AF_UNSPEC as libc::sa_family_t;
    let size = size_of_val(&nowhere) as libc::socklen_t;
    assert_eq!(unsafe { libc::connect(stream.as_raw_fd(), &nowhere, size) }, 0);
}

/// A SOCKS 5 proxy that notes who asks for what, and leads to one target whatever is asked for.
pub struct Socks {
    address: SocketAddr,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Socks {
    pub fn start(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let notes: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = notes.clone();
        std::thread::spawn(move || {
            for mut client in listener.incoming().flatten() {
                let (noted, target) = (noted.clone(), target.clone());
                std::thread::spawn(move || {
                    serve_socks(&mut client, &noted)?;
                    relay(client, TcpStream::connect(target).ok()?);
                    Some(())
                });
            }
        });
        Self { address, notes }
    }

    /// `user` is empty or `name:password@`.
    pub fn url(&self, scheme: &str, user: &str) -> String {
        format!("{scheme}://{user}{}", self.address)
    }

    /// Credentials and targets since the last time.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().unwrap())
    }
}

/// RFC 1928 and 1929, as far as a client that connects by name needs them.
fn serve_socks(client: &mut TcpStream, notes: &Mutex<Vec<String>>) -> Option<()> {
    fn read(client: &mut TcpStream, size: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; size];
        client.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
    fn read_text(client: &mut TcpStream) -> Option<String> {
        let size = read(client, 1)?[0];
        String::from_utf8(read(client, size.into())?).ok()
    }
    const BY_PASSWORD: u8 = 2;
    let count = read(client, 2)?[1];
    let by_password = read(client, count.into())?.contains(&BY_PASSWORD);
    client.write_all(&[5, if by_password { BY_PASSWORD } else { 0 }]).ok()?;
    if by_password {
        read(client, 1)?;
        let credentials = format!("{}:{}", read_text(client)?, read_text(client)?);
        notes.lock().unwrap().push(credentials);
        client.write_all(&[1, 0]).ok()?;
    }
    let asked = read(client, 4)?;
    assert_eq!(asked, [5, 1, 0, 3], "it connects by name");
    let name = read_text(client)?;
    let port = read(client, 2)?;
    notes.lock().unwrap().push(format!("{name}:{}", u16::from_be_bytes([port[0], port[1]])));
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).ok()
}

/// A server that answers the first request of each connection, and closes when a second comes on it, unanswered. The first
/// requests are answered once there are as many as it is told: each then has a connection of its own.
pub struct AnswersOnce {
    address: SocketAddr,
    served: Arc<Mutex<Vec<String>>>,
}

impl AnswersOnce {
    pub fn start(together: usize, answer: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let served: Arc<Mutex<Vec<String>>> = Arc::default();
        let all_there = Arc::new(Barrier::new(together));
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{answer}", answer.len());
        let notes = served.clone();
        std::thread::spawn(move || {
            for (number, mut client) in listener.incoming().flatten().enumerate() {
                let (answer, all_there, notes) = (answer.clone(), all_there.clone(), notes.clone());
                std::thread::spawn(move || {
                    notes.lock().unwrap().push(read_request(&mut client)?);
                    if number < together {
                        all_there.wait();
                    }
                    client.write_all(answer.as_bytes()).ok()?;
                    read_request(&mut client)
                });
            }
        });
        Self { address, served }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The first lines of the requests that were answered.
    pub fn served(&self) -> Vec<String> {
        self.served.lock().unwrap().clone()
    }
}

/// A request with its body; its first line.
fn read_request(client: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    client.read_exact(&mut vec![0; length.unwrap_or(0)]).ok()?;
    head.lines().next().map(str::to_owned)
}
