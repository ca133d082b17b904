//! A network with a long way: a TCP proxy that delays everything, so that round trips can be counted by the clock.
//!
//! Each direction takes half a round trip. The proxy's own listener answers the TCP handshake at once, so the first
//! bytes of a connection are held for one round trip more: the time that the handshake would have taken.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Starts a proxy for `target` that lives as long as the process; returns its port on 127.0.0.1.
pub fn start(target: SocketAddr, round_trip: Duration) -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let connected = Instant::now() + round_trip;
            if let Err(error) = connect(client, target, connected, round_trip / 2) {
                eprintln!("slow network: {error}");
            }
        }
    });
    Ok(port)
}

fn connect(client: TcpStream, target: SocketAddr, connected: Instant, way: Duration) -> std::io::Result<()> {
    let server = TcpStream::connect(target)?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    carry(client.try_clone()?, server.try_clone()?, connected, way);
    carry(server, client, connected, way);
    Ok(())
}

/// Carries bytes one way: one thread notes when they came, another lets them go when they are due.
fn carry(mut from: TcpStream, mut to: TcpStream, connected: Instant, way: Duration) {
    let (sender, receiver) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut chunk = vec![0; 1 << 16];
        while let Ok(size @ 1..) = from.read(&mut chunk) {
            let due = Instant::now().max(connected) + way;
            if sender.send((due, chunk[..size].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in receiver {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
