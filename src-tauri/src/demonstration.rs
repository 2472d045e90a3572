//! Makes the demonstration prison for the desk, which knows of no invented people itself.

use app::AppError;
use app::clock::{Clock, SystemClock};
use app::desk::{MakeDemonstration, Told};
use app::home::{DEMONSTRATION_PASSPHRASE, Home};
use app::keystore::Keystore;
use app::types::Passphrase;
use stage::{Act, Making};

/// How.
pub(crate) fn making() -> MakeDemonstration {
    Box::new(|home, told| Box::pin(make(home, told)))
}

async fn make(home: Home, mut told: Told) -> Result<(), AppError> {
    let now = SystemClock.now();
    let making = Making {
        folder: &home.half_made_demonstration(),
        keystore: Keystore::File(home.demonstration_keystore()),
        passphrase: &Passphrase::new(DEMONSTRATION_PASSPHRASE),
        now,
        colleagues: true,
    };
    // Acts of about the same length, told as one.
    stage::make(&stage::usual(now), &making, &mut |act, done, of| match act {
        Act::Writing => told(done, of * 4),
        Act::Folding => told(of + done, of * 4),
        Act::Sealing => told(of * 2 + done, of * 4),
        Act::Joining => told(of * 3 + done, of * 4),
    })
    .await
}
