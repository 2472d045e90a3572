//! Connections: taken one by one, with TLS or without, and let go gently when the server stops.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tower_service::Service;

use crate::http::Peer;
use crate::metrics::Counted;
use crate::{Post, routes};

/// How many bytes the headers of a request may have, over either version of HTTP.
const MOST_HEADERS: u32 = 16 << 10;
/// How long they, and the greetings of TLS, may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long what is under way may take to its end when the server stops.
const GRACE: Duration = Duration::from_secs(25);
/// How long to wait when no connection can be taken: most often there are no files left to open.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until `stop`, then lets what is under way come to its end.
pub async fn serve(post: Arc<Post>, listener: TcpListener, tls: Option<TlsAcceptor>, stop: impl Future<Output = ()>) {
    let server = Server { builder: builder(), routes: routes(Arc::clone(&post)), tls };
    let server = Arc::new(server);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, address)) => {
                let counted = post.metrics().connected();
                tokio::spawn(Arc::clone(&server).connection(stream, address, graceful.watcher(), counted));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    post.stop();
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not come to their end in time");
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // What is read before the headers are whole is what they may have at most. Bodies come in pieces of that size and are gathered behind it.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(MOST_HEADERS as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(64)
        .max_header_list_size(MOST_HEADERS);
    builder
}

struct Server {
    builder: Builder<TokioExecutor>,
    routes: Router,
    tls: Option<TlsAcceptor>,
}

impl Server {
    async fn connection(self: Arc<Self>, stream: TcpStream, address: SocketAddr, watcher: Watcher, _counted: Counted) {
        // Answers are small and waited for.
        let _: Result<(), _> = stream.set_nodelay(true);
        match &self.tls {
            None => self.answer(stream, address, watcher).await,
            Some(tls) => match timeout(PATIENCE, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.answer(stream, address, watcher).await,
                Ok(Err(error)) => tracing::debug!(%error, "no TLS came about"),
                Err(_) => tracing::debug!("no TLS came about in time"),
            },
        }
    }

    async fn answer<S>(&self, stream: S, address: SocketAddr, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let routes = self.routes.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(address.ip()));
            let mut routes = routes.clone();
            async move { routes.call(request).await }
        });
        let connection = self.builder.serve_connection(TokioIo::new(stream), service).into_owned();
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
