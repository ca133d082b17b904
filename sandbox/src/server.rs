//! Listeners on loopback, one thread for all of them.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener as StdListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::control;
use crate::service::{Connection, Shared, serve};
use crate::socket::{ResetSwitch, Socket};
use crate::tls::Tls;

/// What a port speaks.
#[derive(Clone)]
enum Speech {
    Plain,
    Tls(TlsAcceptor),
    /// Nothing at all.
    Silence,
}

/// The ports of a running server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    pub http: u16,
    pub https: u16,
    pub untrusted: u16,
    pub wrong_host: u16,
    pub silent: u16,
}

/// A running server; it ends when dropped, whatever its connections do.
pub(crate) struct Server {
    pub ports: Ports,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(shared: &Arc<Shared>, tls: Tls, http: u16, https: u16) -> io::Result<Self> {
        let faces = [
            (http, Speech::Plain),
            (https, Speech::Tls(tls.trusted)),
            (0, Speech::Tls(tls.untrusted)),
            (0, Speech::Tls(tls.wrong_host)),
            (0, Speech::Silence),
        ];
        let (mut ports, mut all) = (Vec::new(), Vec::new());
        for (port, speech) in faces {
            let listeners = bind(port)?;
            ports.push(listeners[0].local_addr()?.port());
            all.extend(listeners.into_iter().map(|listener| (listener, speech.clone())));
        }
        let ports =
            Ports { http: ports[0], https: ports[1], untrusted: ports[2], wrong_host: ports[3], silent: ports[4] };
        let (stop, stopped) = oneshot::channel();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::clone(shared);
        let thread = thread::Builder::new()
            .name("kinpass-sandbox".to_owned())
            .spawn(move || run(&runtime, shared, all, stopped))?;
        Ok(Self { ports, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Listens on 127.0.0.1 and on the same port of ::1, which "localhost" may mean. Machines without IPv6 do without;
/// but a port that somebody else has there would send our clients to them, so another is taken.
fn bind(port: u16) -> io::Result<Vec<StdListener>> {
    let mut tries = 0;
    loop {
        tries += 1;
        let v4 = StdListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let v6 = StdListener::bind((Ipv6Addr::LOCALHOST, v4.local_addr()?.port()));
        let mut listeners = vec![v4];
        match v6 {
            Ok(v6) => listeners.push(v6),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                if port == 0 && tries < 16 {
                    continue;
                }
                return Err(error);
            }
            Err(_) => {}
        }
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        return Ok(listeners);
    }
}

/// Runs until the sender is gone; then all tasks are dropped with the runtime, and their sockets with them.
fn run(runtime: &Runtime, shared: Arc<Shared>, listeners: Vec<(StdListener, Speech)>, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async move {
        let router = control::router(Arc::clone(&shared));
        for (listener, speech) in listeners {
            match TcpListener::from_std(listener) {
                Ok(listener) => {
                    tokio::spawn(accept(listener, speech, Arc::clone(&shared), router.clone()));
                }
                Err(error) => eprintln!("kinpass-sandbox: cannot listen: {error}"),
            }
        }
        let _ = stopped.await;
    });
}

async fn accept(listener: TcpListener, speech: Speech, shared: Arc<Shared>, router: Router) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: others have to close first.
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            continue;
        };
        let number = shared.connections.fetch_add(1, Ordering::Relaxed) + 1;
        let (shared, router, speech) = (Arc::clone(&shared), router.clone(), speech.clone());
        tokio::spawn(connection(stream, number, speech, shared, router));
    }
}

async fn connection(stream: TcpStream, number: u64, speech: Speech, shared: Arc<Shared>, router: Router) {
    let reset = ResetSwitch::default();
    let socket = Socket::new(stream, reset.clone());
    let connection = Connection { number, tls: matches!(speech, Speech::Tls(_)), reset };
    match speech {
        Speech::Plain => http(socket, connection, shared, router).await,
        Speech::Tls(acceptor) => {
            if let Ok(stream) = acceptor.accept(socket).await {
                http(stream, connection, shared, router).await;
            }
        }
        Speech::Silence => std::future::pending().await,
    }
}

async fn http(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    connection: Connection,
    shared: Arc<Shared>,
    router: Router,
) {
    let service = service_fn(|request: Request<Incoming>| {
        let (shared, connection, router) = (&shared, &connection, &router);
        async move {
            let path = request.uri().path();
            if path == "/" || path == "/favicon.ico" || path.starts_with("/_sandbox") {
                let answered = router.clone().oneshot(request.map(Body::new)).await;
                return answered.map_err(|never| match never {});
            }
            serve(shared, connection, request).await
        }
    });
    // An error here is the client's going away, or a fault that was asked for.
    let _ = hyper::server::conn::http1::Builder::new()
        .header_read_timeout(None)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
