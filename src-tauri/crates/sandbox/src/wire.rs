//! The loopback listener whose connections can be cut without an answer.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use futures::StreamExt;
use http::{HeaderValue, header};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::call::Reply;

/// A handle on the connection that a request came by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cord(Arc<AtomicBool>);

impl Cord {
    /// From now on nothing leaves: the next write fails, and the connection is closed.
    pub(crate) fn cut(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_cut(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

impl Connected<IncomingStream<'_, Cuttable>> for Cord {
    fn connect_info(stream: IncomingStream<'_, Cuttable>) -> Self {
        stream.io().cord.clone()
    }
}

/// A listener of [`Stream`]s.
pub(crate) struct Cuttable(pub(crate) TcpListener);

impl Listener for Cuttable {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let (tcp, peer) = Listener::accept(&mut self.0).await;
        // Small answers follow small requests: waiting to fill a packet only costs time.
        if let Err(error) = tcp.set_nodelay(true) {
            tracing::debug!(%error, "the connection keeps its delay");
        }
        (
            Stream {
                tcp,
                cord: Cord::default(),
            },
            peer,
        )
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A TCP connection with a [`Cord`].
pub(crate) struct Stream {
    tcp: TcpStream,
    cord: Cord,
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.cord.is_cut() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        Pin::new(&mut self.tcp).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

/// The whole answer.
pub(crate) fn whole(reply: &Reply) -> Response {
    with_body(reply, Body::from(reply.body.clone()))
}

/// Half of the body under the length of the whole; then the connection breaks.
pub(crate) fn truncated(reply: &Reply) -> Response {
    let half = reply.body.slice(..reply.body.len() / 2);
    let first = futures::stream::once(async { Ok::<Bytes, io::Error>(half) });
    let then = futures::stream::once(async {
        // One turn of the loop lets the first half leave before the error closes the connection.
        tokio::task::yield_now().await;
        Err(io::ErrorKind::UnexpectedEof.into())
    });
    let mut response = with_body(reply, Body::from_stream(first.chain(then)));
    let length = HeaderValue::from(reply.body.len());
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length);
    response
}

fn with_body(reply: &Reply, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers.clone();
    response
}
