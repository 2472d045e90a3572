//! A real server in this process, and a wire to it that can be cut, holds calls up, or alters what it carries: what the use-cases are tried over.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::Session;
use app::sync::{Joiner, Joining, Line, Waiting, Ways, join, resume};
use app::types::Roles;
use ledger::Compartment;
use ledger::wire::{Batch, LogPage, read, write};
use server::Settings;
use sync::{Answer, Ask, Asking, End, Failure};
use tokio::sync::watch;

use crate::sea::crew::DAWN;
use crate::sea::port::{Calm, Harbour, Port};
use crate::sea::real::Real;
use crate::unit::{Office, clock, passphrase};

/// The address under which the server is known: nobody listens there.
pub const ADDRESS: &str = "http://127.0.0.1:1";

/// Some of the calls.
type Which = fn(&Ask) -> bool;

/// A wire to a server.
pub struct Wire {
    server: Real,
    cut: AtomicBool,
    alters: AtomicBool,
    /// Which calls are held up.
    held: watch::Sender<Option<Which>>,
    /// Whether one was.
    is_waited_for: AtomicBool,
}

impl Port for Wire {
    async fn answer(&self, asking: &Asking) -> Result<Answer, Failure> {
        if self.cut.load(Ordering::SeqCst) {
            return Err(Failure::Unreachable);
        }
        self.lets_through(&asking.ask).await;
        match self.server.answer(asking).await? {
            Answer::Log(page) if self.alters.load(Ordering::SeqCst) => Ok(Answer::Log(altered(page))),
            answer => Ok(answer),
        }
    }
}

/// A page of the log with one bit of its first entry turned.
fn altered(mut page: LogPage) -> LogPage {
    if let Some(first) = page.batches.first_mut() {
        let mut batch: Batch = read(first).unwrap();
        let mut payload = batch.entries[0].payload.to_vec();
        *payload.last_mut().unwrap() ^= 1;
        batch.entries[0].payload = payload.into();
        *first = write(&batch).into();
    }
    page
}

impl Wire {
    /// To a server with nothing on it yet.
    pub async fn new() -> Arc<Self> {
        Self::over(Real::bare(DAWN).await)
    }

    /// To one with these limits.
    pub async fn with(settings: Settings) -> Arc<Self> {
        Self::over(Real::bare_with(DAWN, settings).await)
    }

    fn over(server: Real) -> Arc<Self> {
        let held = watch::Sender::new(None);
        let (cut, alters, is_waited_for) = (AtomicBool::new(false), AtomicBool::new(false), AtomicBool::new(false));
        Arc::new(Self { server, cut, alters, held, is_waited_for })
    }

    /// Waits while a call is held up.
    async fn lets_through(&self, ask: &Ask) {
        let mut held = self.held.subscribe();
        let passes = |which: &Option<Which>| which.is_none_or(|which| !which(ask));
        if !passes(&held.borrow()) {
            self.is_waited_for.store(true, Ordering::SeqCst);
            drop(held.wait_for(passes).await.unwrap());
        }
    }

    /// At the server it is so many milliseconds after dawn.
    pub fn is_later_by(&self, milliseconds: i64) {
        self.server.tick(DAWN + milliseconds);
    }

    /// How devices reach it.
    pub fn ways(self: &Arc<Self>) -> Ways {
        let wire = self.clone();
        Ways::laid(move |_, _| Ok(Line::by(Calm(wire.clone()))))
    }

    /// With which a unit registers.
    pub fn token(&self) -> &str {
        self.server.token()
    }

    /// Cuts the wire, or mends it.
    pub fn is_cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::SeqCst);
    }

    /// From now on it holds these calls up, and no others; nothing: all of them go on.
    pub fn holds(&self, which: Option<Which>) {
        self.is_waited_for.store(false, Ordering::SeqCst);
        self.held.send_replace(which);
    }

    /// Whether a call waits that is held up.
    pub fn is_waited_for(&self) -> bool {
        self.is_waited_for.load(Ordering::SeqCst)
    }

    /// From now on it alters what it carries of the log, or no longer.
    pub fn alters(&self, alters: bool) {
        self.alters.store(alters, Ordering::SeqCst);
    }

    /// An administrator connects the unit.
    pub async fn connects(self: &Arc<Self>, administrator: Session) -> Session {
        let mut session = administrator.by_way_of(self.ways());
        session.connect(ADDRESS, self.token(), None).await.unwrap();
        assert_eq!(session.sync().await.unwrap().end, End::InStep);
        session
    }

    /// Somebody asks to join with a computer.
    pub async fn asks(self: &Arc<Self>, office: &Office, folder: &Path, prison: &str, name: &str) -> Waiting {
        let passphrase = passphrase();
        let joining = Joining {
            server: ADDRESS,
            authority: None,
            prison,
            unit: None,
            name,
            computer: "OMU laptop 3",
            passphrase: &passphrase,
        };
        join(folder, office.keystore(), &*clock(0), &self.ways(), &joining).await.unwrap()
    }

    /// Looks whether it was admitted.
    pub async fn resumes(self: &Arc<Self>, office: &Office, folder: &Path) -> Joiner {
        resume(folder, office.keystore(), clock(0), &self.ways(), passphrase()).await.unwrap()
    }

    /// Somebody joins: asks, is admitted by the code that they read out, and is in.
    pub async fn joins(
        self: &Arc<Self>,
        office: &Office,
        administrator: &mut Session,
        name: &str,
        roles: Roles,
    ) -> Session {
        let folder = office.profile(name);
        let prison = administrator.prison().to_owned();
        let waiting = self.asks(office, &folder, &prison, name).await;
        let door = administrator.at_the_door(&waiting.code).await.unwrap();
        let owner = app::device::Owner::New { name: name.to_owned(), roles };
        let reads = roles.hold_keys_of(Compartment::Restricted);
        administrator.admit_at_the_door(door, owner, None, reads).await.unwrap();
        match self.resumes(office, &folder).await {
            Joiner::In(session) => *session,
            Joiner::Waiting(waiting) => panic!("{} waits still", waiting.name),
        }
    }
}
