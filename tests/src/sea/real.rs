//! The real server, on SQLite in a folder of its own, asked without the network between.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crypto::VerifyKey;
use ledger::wire::{Registration, chunk_hash};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use server::clock::Clock;
use server::post::{Asked, Keys, Token};
use server::refused::Refused;
use server::{Post, Settings, Shelf};
use sync::{Answer, Ask, Asking, Failure};
use tempfile::TempDir;

use super::crew::Crew;
use super::port::{Harbour, Port};

/// A clock that somebody else moves.
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The server.
pub struct Real {
    post: Post,
    clock: Arc<Hands>,
    token: String,
    _folder: TempDir,
}

impl Real {
    /// With nothing on it yet.
    pub async fn bare(at: i64) -> Self {
        // Whole days pass here within a second.
        let settings = Settings {
            device_requests_a_minute: u32::MAX,
            stranger_requests_a_minute: u32::MAX,
            arrivals_an_hour: u32::MAX,
            ..Settings::default()
        };
        Self::bare_with(at, settings).await
    }

    /// The same, with limits of its own.
    pub async fn bare_with(at: i64, settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = ChaCha20Rng::seed_from_u64(0x5E8);
        let shelf = Shelf::in_folder(folder.path()).await.unwrap();
        let key = Keys::InDatabase.open(&shelf, &mut rng).await.unwrap();
        let token = Token::make(&mut rng);
        token.keep(&shelf, 10, at + 60_000).await.unwrap();
        let clock = Arc::new(Hands(AtomicI64::new(at)));
        let post = Post::open(shelf, key, clock.clone(), settings);
        Self { post, clock, token: token.to_string(), _folder: folder }
    }

    /// With a unit that its founder has registered.
    pub async fn of(crew: &Crew, at: i64) -> Self {
        Self::bare(at).await.registered(crew, at).await
    }

    /// The same, with limits.
    pub async fn with(crew: &Crew, at: i64, settings: Settings) -> Self {
        Self::bare_with(at, settings).await.registered(crew, at).await
    }

    async fn registered(self, crew: &Crew, at: i64) -> Self {
        let registration = Registration { token: self.token.clone(), control: crew.log.clone() };
        let asking = Asking::signed(Ask::Register(registration), &crew.secrets(0).1, at);
        self.post.register(&asked(&asking)).await.unwrap();
        self
    }

    /// With which a unit registers.
    pub fn token(&self) -> &str {
        &self.token
    }

    async fn ask(&self, asking: &Asking) -> Result<Answer, Refused> {
        let (post, asked) = (&self.post, asked(asking));
        Ok(match &asking.ask {
            Ask::Meta => Answer::Meta(post.meta()),
            Ask::Units { prison } => Answer::Units(post.units(prison, &asked).await?),
            Ask::Register(_) => Answer::Head(post.register(&asked).await?),
            Ask::Control { unit, after } => Answer::Control(post.control(unit, &asked, *after).await?),
            Ask::Govern { unit, .. } => Answer::Head(post.append_control(unit, &asked).await?),
            Ask::Send { unit, .. } => Answer::Filed(post.push(unit, &asked).await?),
            Ask::Log { unit, after, bytes } => Answer::Log(post.log(unit, &asked, *after, Some(*bytes)).await?),
            Ask::Head { unit } => Answer::Head(post.head(unit, &asked).await?),
            Ask::Snapshots { unit } => Answer::Snapshots(post.snapshots(unit, &asked).await?),
            Ask::Chunk { unit, hash } => Answer::Chunk(post.chunk(unit, &asked, hash).await?),
            Ask::Restorations { unit } => Answer::Restorations(post.restorations(unit, &asked).await?),
            Ask::Forks { unit } => Answer::Forks(post.forks(unit, &asked).await?),
            Ask::PutSnapshot { unit, manifest } => done(post.put_snapshot(unit, &asked, &manifest.id()).await?),
            Ask::PutChunk { unit, sealed } => done(post.put_chunk(unit, &asked, &chunk_hash(sealed)).await?),
            Ask::Arrive { unit, .. } => done(post.arrive(unit, &asked).await?),
            Ask::Arrivals { unit } => Answer::Arrivals(post.arrivals(unit, &asked).await?),
            Ask::Applied { unit, device } => Answer::Applied(post.applied(unit, &asked, device).await?),
            Ask::SendParcel { to, .. } => Answer::Sent(post.send_parcel(to, &asked).await?),
            Ask::Parcels { unit } => Answer::Parcels(post.parcels(unit, &asked).await?),
            Ask::Parcel { unit, id } => Answer::Parcel(post.parcel(unit, &asked, id).await?),
            Ask::ClaimParcel { unit, id } => done(post.claim_parcel(unit, &asked, id).await?),
            Ask::CallBack { unit, lot } => done(post.call_back(unit, &asked, lot).await?),
            Ask::TakeParcel { unit, id } => done(post.take_parcel(unit, &asked, id).await?),
            Ask::Events { .. } => panic!("whoever listens goes another way"),
        })
    }
}

const fn done((): ()) -> Answer {
    Answer::Done
}

/// A call as the server receives it.
fn asked(asking: &Asking) -> Asked {
    Asked {
        method: asking.method.to_owned(),
        target: asking.target.clone(),
        sent: asking.body.clone().into(),
        is_packed: asking.packed,
        credential: asking.credential.clone(),
        from: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

impl Port for Real {
    async fn answer(&self, asking: &Asking) -> Result<Answer, Failure> {
        self.ask(asking).await.map_err(|refused| {
            let retry_after = refused.retry_after();
            Failure::Refused { refusal: Box::new(refused.stated(self.clock.now())), retry_after }
        })
    }
}

impl Harbour for Real {
    fn public(&self) -> VerifyKey {
        self.post.public_key()
    }

    fn tick(&self, at: i64) {
        self.clock.0.store(at, Ordering::SeqCst);
    }
}
