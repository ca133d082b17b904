//! A TCP connection that can be told to end with a reset, and bodies that don't arrive as they should.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// Says that the connection shall end with a RST.
#[derive(Clone, Default)]
pub(crate) struct ResetSwitch(Arc<AtomicBool>);

impl ResetSwitch {
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A stream that looks at its switch when it is dropped.
pub(crate) struct Socket {
    stream: TcpStream,
    reset: ResetSwitch,
}

impl Socket {
    pub fn new(stream: TcpStream, reset: ResetSwitch) -> Self {
        // Without it a keep-alive round trip would wait for delayed acknowledgements.
        let _ = stream.set_nodelay(true);
        Self { stream, reset }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.reset.0.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// A body that comes in parts, with a pause after each, and may end with an error.
pub(crate) struct SlowBody {
    rest: Bytes,
    part: usize,
    pause: Duration,
    sleeping: Option<Pin<Box<Sleep>>>,
    breaks_off: bool,
}

impl SlowBody {
    /// One byte at a time.
    pub fn trickle(body: Bytes, pause: Duration) -> Self {
        Self { rest: body, part: 1, pause, sleeping: None, breaks_off: false }
    }

    /// The first half, then the end of the connection. The pause lets the half reach the wire.
    pub fn cut(mut body: Bytes) -> Self {
        body.truncate(body.len() / 2);
        Self { part: body.len().max(1), rest: body, pause: Duration::from_millis(10), sleeping: None, breaks_off: true }
    }
}

impl Body for SlowBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(sleeping) = &mut self.sleeping {
            ready!(sleeping.as_mut().poll(context));
            self.sleeping = None;
        }
        if self.rest.is_empty() {
            let broken = self.breaks_off;
            return Poll::Ready(broken.then(|| Err(io::Error::other("cut by a fault"))));
        }
        let length = self.part.min(self.rest.len());
        let part = self.rest.split_to(length);
        self.sleeping = Some(Box::pin(sleep(self.pause)));
        Poll::Ready(Some(Ok(Frame::data(part))))
    }
}
