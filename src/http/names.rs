//! Names of hosts, looked up by the system: each on a thread of its own, for which nobody waits longer than for the answer. The
//! HTTP client's own way ends with a panic where no thread can be had, and joins its threads when the client is dropped.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::thread;
use tokio::sync::oneshot;

pub(super) struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let found = look_up(name);
        Box::pin(async { Ok(Box::new(found?.await??.into_iter()) as Addrs) })
    }
}

type Found = io::Result<Vec<SocketAddr>>;

fn look_up(name: Name) -> io::Result<oneshot::Receiver<Found>> {
    let (sender, found) = oneshot::channel();
    thread::Builder::new().name("kinpass-names".into()).spawn(move || {
        // The port is not known here; the HTTP client puts it in.
        let addresses = (name.as_str(), 0).to_socket_addrs().map(Iterator::collect);
        // Whoever asked may be gone.
        let _ = sender.send(addresses);
    })?;
    Ok(found)
}
