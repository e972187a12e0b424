//! The server: connections in, answers out, until it is told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{Notify, Semaphore};

use super::app::App;
use super::error::ServeError;
use super::options::Options;
use super::patience::Patient;
use super::reading::Reading;
use super::routes;

/// Connections at a time; further ones are closed at once, so that they cost nothing.
const CONNECTIONS: usize = 1_024;
/// How long the head of a request may take to come, also the next one on a connection.
const HEAD: Duration = Duration::from_secs(10);
/// How long nothing of an answer may be taken.
const TAKING: Duration = Duration::from_secs(20);
/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 64 << 10;
/// How often the index is looked at for a new commit.
const LOOK: Duration = Duration::from_millis(500);
/// How long answers that were begun may take when the server is told to stop.
const ENDING: Duration = Duration::from_secs(5);

/// The page and the API over an index, listening.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    app: Arc<App>,
    stopper: Stopper,
}

/// Stops a server from another thread.
#[derive(Clone, Debug, Default)]
pub struct Stopper(Arc<Notify>);

impl Stopper {
    /// Has the server finish what it has begun, and end.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl Server {
    /// Listens where the options say; nothing is answered before [`Server::run`].
    ///
    /// # Errors
    ///
    /// When others could ask who know no token, or the address cannot be had.
    pub fn bind(options: &Options) -> Result<Server, ServeError> {
        let address = options.checked()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(address));
        let listener = listener.map_err(|cause| ServeError::Listen { address, cause })?;
        let app = Arc::new(App::new(options, listener.local_addr()?));
        Ok(Server { runtime, listener, app, stopper: Stopper::default() })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.app.address
    }

    /// The address for a browser: with the token, where there is one.
    pub fn link(&self) -> String {
        let token = self.app.token.as_ref().map(|token| {
            let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
            format!("?token={token}")
        });
        format!("http://{}/{}", self.address(), token.unwrap_or_default())
    }

    /// What stops it.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Answers until it is stopped; answers that were begun then are finished, for a few seconds.
    pub fn run(self) {
        let Server { runtime, listener, app, stopper } = self;
        runtime.block_on(async {
            let looking = tokio::spawn(look_for_commits(Arc::clone(&app)));
            let graceful = GracefulShutdown::new();
            tokio::select! {
                () = accept(&listener, &app, &graceful) => {}
                () = stopper.0.notified() => {}
            }
            drop(listener);
            looking.abort();
            app.reading.iter().for_each(Reading::stop);
            // Who has not taken his answer by then does not take it.
            let _ = tokio::time::timeout(ENDING, graceful.shutdown()).await;
        });
        // A run of reading commits what it has done before the program ends.
        app.reading.iter().for_each(Reading::wait);
        runtime.shutdown_timeout(ENDING);
    }
}

/// Takes connections, each on a task of its own.
async fn accept(listener: &TcpListener, app: &Arc<App>, graceful: &GracefulShutdown) {
    let router = routes::router(Arc::clone(app));
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No sockets are left; some will be soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&connections).try_acquire_owned() else { continue };
        let connection = graceful.watch(connection(stream, router.clone()));
        tokio::spawn(async move {
            // What goes wrong with a connection is the business of its other end.
            let _ = connection.await;
            drop(place);
        });
    }
}

type Connection = http1::Connection<TokioIo<Patient>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router) -> Connection {
    // Answers are written whole; waiting for more to send with them would only delay them.
    let _ = stream.set_nodelay(true);
    let stream = TokioIo::new(Patient::new(stream, TAKING));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LONGEST_HEAD);
    builder.serve_connection(stream, TowerToHyperService::new(router))
}

/// Shows a new commit soon after it was made, whoever made it.
async fn look_for_commits(app: Arc<App>) {
    let mut clock = tokio::time::interval(LOOK);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let app = Arc::clone(&app);
        // A damaged index may make the engine panic; the state before is shown on.
        let _ = tokio::task::spawn_blocking(move || app.archive.refresh()).await;
    }
}
