//! Peers that are worse than a sandbox.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
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
