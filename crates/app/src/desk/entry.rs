//! Coming in and going out.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use api::{
    AbandonFounding, BackUp, BackedUp, ConfirmRecovery, Found, FoundedView, JudgePassphrase, KeepPreferences,
    KeepSetting, LAST_BACKUP, Lock, MakeDemonstration, OpenDemonstration, PassphraseView, PrisonView, Prisons, Restore,
    Secret, Setting, SignedIn, Status, StatusView, StillHere, StopBackUp, Unlock,
};
use casework::{Right, codes};
use crypto::Passphrase;
use ledger::Role;

use super::reading::refuse_in_demonstration;
use super::{Answer, Desk};
use crate::backup::Opening;
use crate::clock::{new_id, random_bytes};
use crate::error::{AppError, Code};
use crate::found::prison_name;
use crate::home::{DEMONSTRATION_PASSPHRASE, UNCONFIRMED};
use crate::keystore::Keystore;
use crate::profile;
use crate::search::local_minute;
use crate::session::Session;

/// How many words of the recovery key are asked for.
const ASKED: usize = 2;

/// A unit that waits for its recovery key to be confirmed.
pub(super) struct Founding {
    session: Session,
    words: Vec<zeroize::Zeroizing<String>>,
    asked: Vec<usize>,
}

impl Answer for Status {
    async fn answer(self, desk: &Desk) -> Result<StatusView, AppError> {
        let inner = &desk.0;
        let signed_in = match inner.session.read().await.as_ref() {
            Some(session) => Some(signed_in(session).await?),
            None => None,
        };
        let locked = desk.presence().locked.clone();
        Ok(StatusView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            home: inner.home.folder().display().to_string(),
            people: inner.home.people(inner.clock.as_ref()),
            signed_in,
            locked,
            keyring: inner.keystore.check().await.err().map(|error| error.to_string()),
            key_file: inner.keystore.file().map(|file| file.display().to_string()),
            demonstration: inner.home.demonstration().join("profile.json").is_file(),
            preferences: inner.home.preferences(),
        })
    }
}

impl Answer for Unlock {
    async fn answer(self, desk: &Desk) -> Result<SignedIn, AppError> {
        let folder = desk.0.home.person(&self.person).ok_or_else(|| {
            AppError::new(Code::NoProfile, "That person's record is no longer on this computer.", "Choose another.")
        })?;
        desk.open(&folder, &self.passphrase).await
    }
}

impl Answer for Lock {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.lock().await;
        Ok(())
    }
}

impl Answer for StillHere {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.presence().last = desk.0.clock.now();
        Ok(())
    }
}

impl Answer for Prisons {
    async fn answer(self, _: &Desk) -> Result<Vec<PrisonView>, AppError> {
        let mut prisons: Vec<PrisonView> = codes::prisons()
            .map(|(code, prison)| PrisonView { code: code.to_owned(), name: prison.name.clone() })
            .collect();
        prisons.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(prisons)
    }
}

impl Answer for JudgePassphrase {
    async fn answer(self, _: &Desk) -> Result<PassphraseView, AppError> {
        let known = [self.name.as_str(), self.prison.as_str(), prison_name(&self.prison)];
        let judged = crate::passphrase::judge(&Passphrase::new(&self.passphrase.0), &known);
        Ok(PassphraseView { enough: judged.acceptable, advice: judged.advice.join(" ") })
    }
}

impl Answer for Found {
    async fn answer(self, desk: &Desk) -> Result<FoundedView, AppError> {
        desk.abandon_founding().await?;
        let folder = desk.0.home.new_person(new_id(desk.0.clock.now()));
        let founding = crate::found::Founding {
            prison: &self.prison,
            staff: &self.name,
            passphrase: &Passphrase::new(&self.passphrase.0),
            demonstration: false,
        };
        let clock = Box::new(desk.0.clock.clone());
        let (session, words) = crate::found::found(&folder, desk.0.keystore.clone(), clock, &founding).await?;
        profile::write_atomically(&folder.join(UNCONFIRMED), b"")?;
        let words: Vec<_> = words.split_whitespace().map(|word| zeroize::Zeroizing::new(word.to_owned())).collect();
        let asked = choose(words.len());
        let shown = words.iter().map(|word| word.to_string()).collect();
        *desk.0.founding.lock().await = Some(Founding { session, words, asked: asked.clone() });
        Ok(FoundedView { words: shown, asked })
    }
}

/// Which words to ask for: different ones, in their order, counted from 1.
fn choose(of: usize) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    while places.len() < ASKED.min(of) {
        for byte in random_bytes() {
            let place = usize::from(byte) % of + 1;
            if places.len() < ASKED && !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places.sort_unstable();
    places
}

impl Answer for ConfirmRecovery {
    async fn answer(self, desk: &Desk) -> Result<SignedIn, AppError> {
        let mut waiting = desk.0.founding.lock().await;
        let founding = waiting.take_if(|founding| confirmed(founding, &self.words));
        let Some(Founding { session, .. }) = founding else {
            return Err(if waiting.is_some() {
                AppError::input(
                    "Those are not the words that were shown.",
                    "Look at the sheet again: their order and spelling count.",
                )
            } else {
                AppError::input("No unit waits for its recovery key.", "Found the unit again.")
            });
        };
        std::fs::remove_file(session.folder().join(UNCONFIRMED))?;
        desk.sit_down(session).await
    }
}

fn confirmed(founding: &Founding, typed: &[String]) -> bool {
    founding.asked.len() == typed.len()
        && founding.asked.iter().zip(typed).all(|(place, typed)| {
            let word = place.checked_sub(1).and_then(|at| founding.words.get(at));
            word.is_some_and(|word| word.as_str() == typed.trim().to_lowercase())
        })
}

impl Answer for AbandonFounding {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.abandon_founding().await
    }
}

impl Answer for MakeDemonstration {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.make_demonstration(&desk.0.home.demonstration()).await
    }
}

impl Answer for OpenDemonstration {
    async fn answer(self, desk: &Desk) -> Result<SignedIn, AppError> {
        let folder = desk.0.home.demonstration();
        desk.make_demonstration(&folder).await?;
        desk.open(&folder, &Secret(DEMONSTRATION_PASSPHRASE.to_owned())).await
    }
}

impl Answer for Restore {
    async fn answer(self, desk: &Desk) -> Result<SignedIn, AppError> {
        let folder = desk.0.home.new_person(new_id(desk.0.clock.now()));
        let passphrase = Passphrase::new(&self.passphrase.0);
        let opening = match &self.recovery {
            None => Opening::Passphrase(&passphrase),
            Some(words) => Opening::Recovery { words: &words.0, passphrase: &passphrase },
        };
        let source = PathBuf::from(self.file.trim());
        let clock = Box::new(desk.0.clock.clone());
        let (keystore, ways) = (desk.0.keystore.clone(), &desk.0.ways);
        let restored = crate::backup::restore(&source, &folder, keystore, clock, ways, opening).await;
        desk.sit_down(restored?).await
    }
}

impl Answer for KeepPreferences {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.presence().idle_minutes = self.preferences.idle_minutes.clamp(1, 60);
        desk.0.home.keep_preferences(self.preferences)
    }
}

impl Answer for Setting {
    async fn answer(self, desk: &Desk) -> Result<Option<String>, AppError> {
        desk.session().await?.setting(&self.name).await
    }
}

impl Answer for KeepSetting {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.keep_setting(&self.name, &self.value).await
    }
}

impl Answer for BackUp {
    async fn answer(self, desk: &Desk) -> Result<BackedUp, AppError> {
        desk.0.stopping.store(false, Ordering::Relaxed);
        let mut session = desk.session_mut().await?;
        refuse_in_demonstration(&session)?;
        let file = self.file.trim().to_owned();
        let target = Path::new(&file);
        // A window has no folder of its own that somebody could know of.
        if !target.is_absolute() {
            return Err(AppError::input(
                format!("“{file}” does not say in which folder."),
                "Choose it, or type the whole path.",
            )
            .at("file"));
        }
        let mut progress = desk.progress("Writing the backup, in kB");
        let watching = desk.clone();
        let told = move |done: u64, of: u64| {
            progress(done.div_ceil(1000), of.div_ceil(1000));
            !watching.0.stopping.load(Ordering::Relaxed)
        };
        if !session.back_up(target, &Passphrase::new(&self.passphrase.0), told).await? {
            return Err(AppError::new(Code::Stopped, "The backup was stopped.", "Nothing of it was kept."));
        }
        let written = BackedUp { at: local_minute(session.now().as_millisecond()), file };
        let kept = serde_json::to_string(&written).unwrap_or_default();
        session.keep_setting(LAST_BACKUP, &kept).await?;
        Ok(written)
    }
}

impl Answer for StopBackUp {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.0.stopping.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl Desk {
    /// Opens a profile and lets its person sit down. Whoever sat there before is locked out first.
    async fn open(&self, folder: &Path, passphrase: &Secret) -> Result<SignedIn, AppError> {
        let keystore = self.keystore_of(folder);
        let passphrase = Passphrase::new(&passphrase.0);
        let _alone = self.0.opening.lock().await;
        self.lock().await;
        let session = crate::unlock::unlock(folder, keystore, Box::new(self.0.clock.clone()), passphrase).await?;
        self.sit_down(session).await
    }

    /// Makes the demonstration prison, once. What an interrupted try left is thrown away first: everybody in it is invented.
    async fn make_demonstration(&self, folder: &Path) -> Result<(), AppError> {
        let _alone = self.0.making.lock().await;
        if folder.join("profile.json").is_file() {
            return Ok(());
        }
        let Some(make) = &self.0.demonstration else {
            return Err(AppError::new(
                Code::NoProfile,
                "The demonstration prison has not been made on this computer.",
                "Make it with “throughcare-cli demo”.",
            ));
        };
        let half_made = self.0.home.half_made_demonstration();
        for left in [folder, &half_made] {
            if left.exists() {
                std::fs::remove_dir_all(left)?;
            }
        }
        make(self.0.home.clone(), Box::new(self.progress("Making the demonstration prison"))).await?;
        Ok(std::fs::rename(half_made, folder)?)
    }

    /// The demonstration's key is in a file, everybody else's where this desk keeps keys.
    fn keystore_of(&self, folder: &Path) -> Keystore {
        if folder.starts_with(self.0.home.demonstration()) {
            Keystore::File(self.0.home.demonstration_keystore())
        } else {
            self.0.keystore.clone()
        }
    }

    pub(super) async fn sit_down(&self, session: Session) -> Result<SignedIn, AppError> {
        let session = session.by_way_of(self.0.ways.clone());
        let view = signed_in(&session).await?;
        profile::note_here(session.folder(), self.0.clock.now());
        {
            let mut place = self.0.session.write().await;
            self.0.seats.fetch_add(1, Ordering::Relaxed);
            *place = Some(session);
        }
        {
            let mut presence = self.presence();
            presence.last = self.0.clock.now();
            presence.locked = None;
        }
        self.begin_to_sync().await?;
        Ok(view)
    }

    /// Takes away what an unfinished founding left, of this run or of one before.
    async fn abandon_founding(&self) -> Result<(), AppError> {
        if let Some(Founding { session, .. }) = self.0.founding.lock().await.take() {
            session.lock().await?;
        }
        let Ok(entries) = std::fs::read_dir(self.0.home.folder().join("people")) else { return Ok(()) };
        for folder in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if folder.join(UNCONFIRMED).exists() {
                std::fs::remove_dir_all(folder)?;
            }
        }
        Ok(())
    }
}

async fn signed_in(session: &Session) -> Result<SignedIn, AppError> {
    let card = session.card();
    Ok(SignedIn {
        id: session.principal().map(|principal| principal.to_string()).unwrap_or_default(),
        name: session.principal().map_or_else(|| card.staff.clone(), |principal| session.staff_name(principal)),
        roles: session.roles().iter().map(|role| role.word().to_owned()).collect(),
        titles: session.roles().iter().map(|role: Role| role.title().to_owned()).collect(),
        rights: Right::ALL.into_iter().filter(|right| session.may(*right)).collect(),
        restricted_withheld: session.restricted_is_withheld(),
        prison: session.prison().to_owned(),
        prison_name: prison_name(session.prison()).to_owned(),
        demonstration: card.demonstration,
        today: session.today().to_string(),
        clock_warning: session.clock_warning().await?,
        drafts: u32::try_from(session.drafts().await?.len()).unwrap_or(u32::MAX),
    })
}
