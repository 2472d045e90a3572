//! A server in the test's own process, on its real port and its real storage, with a clock that the test sets.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use server::clock::Clock;
use server::post::{Keys, Token};
use server::{Post, Settings, Shelf};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::unit::MORNING;

/// Where a server keeps its data.
#[derive(Clone)]
pub(crate) enum Place {
    Folder(PathBuf),
    Database(String),
}

impl Place {
    pub(crate) async fn shelf(&self, settings: &Settings) -> Shelf {
        match self {
            Self::Folder(folder) => Shelf::in_folder(folder).await.unwrap(),
            Self::Database(address) => Shelf::at(std::slice::from_ref(address), settings.connections).await.unwrap(),
        }
    }
}

pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn set(&self, now: i64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A server that runs.
pub(crate) struct House {
    pub(crate) post: Arc<Post>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl House {
    pub(crate) async fn open(place: &Place, settings: Settings) -> Self {
        let shelf = place.shelf(&settings).await;
        let key = Keys::InDatabase.open(&shelf, &mut ChaCha20Rng::from_seed([7; 32])).await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(MORNING)));
        let post = Arc::new(Post::open(shelf, key, clock.clone(), settings));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let until = async move {
            let _: Result<(), _> = stopped.await;
        };
        let serving = tokio::spawn(server::run::serve(Arc::clone(&post), listener, None, until));
        Self { post, clock, address, stop, serving }
    }

    /// Stops as it does when it is told to: what is under way comes to its end.
    pub(crate) async fn close(self) {
        let _: Result<(), ()> = self.stop.send(());
        self.serving.await.unwrap();
        self.post.close().await;
    }
}

/// A token, as the operator makes one beside the server.
pub(crate) async fn token(place: &Place, seed: u8, uses: u32) -> String {
    let shelf = place.shelf(&Settings::default()).await;
    let token = Token::make(&mut ChaCha20Rng::from_seed([seed; 32]));
    token.keep(&shelf, uses, MORNING + 7 * server::settings::DAY).await.unwrap();
    shelf.close().await;
    token.to_string()
}
