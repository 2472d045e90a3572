//! The demonstration prison, made from the command line.

use std::path::{Path, PathBuf};

use app::clock::{Clock, SystemClock};
use app::types::{CaseloadQuery, Filter, Sort};
use serde_json::json;
use stage::{Act, Making, Options};

use crate::open::Opener;
use crate::output::{Failure, Out, Progress};

/// What is wished for.
pub(crate) struct Wish {
    pub(crate) people: usize,
    pub(crate) notes: usize,
    pub(crate) staff: usize,
    pub(crate) seed: u64,
    pub(crate) prison: String,
    pub(crate) alone: bool,
    pub(crate) one_unit: bool,
}

pub(crate) async fn demo(opener: &Opener, out: &mut Out, wish: Wish) -> Result<(), Failure> {
    if let Some(passphrase) = opener.fixed_passphrase() {
        out.line(format!("The passphrase of the demonstration: {passphrase}"))?;
    }
    let now = SystemClock.now();
    let folder = opener.folder()?;
    let options = Options {
        seed: wish.seed,
        people: wish.people,
        notes: wish.notes,
        staff: wish.staff,
        prison: wish.prison.trim().to_ascii_uppercase(),
        ..stage::usual(now)
    };
    let mut units = vec![(folder.to_owned(), options.clone())];
    if !wish.alone && !wish.one_unit {
        units.push((second_folder(folder), stage::second_unit(&options)));
    }
    let passphrase = opener.demonstration_passphrase();
    let mut made = Vec::new();
    for (folder, options) in units {
        let colleagues = !wish.alone && folder == opener.folder()?;
        let making = Making { folder: &folder, keystore: opener.keystore(), passphrase: &passphrase, now, colleagues };
        let mut bar = Bar(None);
        stage::make(&options, &making, &mut |act, done, all| bar.show(act, done, all)).await?;
        drop(bar);
        // From here on it is an ordinary profile, with the computer's clock.
        let clock = Box::new(SystemClock);
        let session = app::unlock::unlock(&folder, opener.keystore(), clock, opener.demonstration_passphrase()).await?;
        let shown = session.caseload(&everybody()).await?.all;
        made.push(json!({
            "profile": folder.display().to_string(),
            "prison": session.prison(),
            "people": shown,
            "notes": options.notes,
            "signedIn": session.card().staff,
        }));
        out.line(format!(
            "Made in {}: {} invented people, {} notes, {} staff. You are {}, administrator.",
            folder.display(),
            shown,
            options.notes,
            options.staff,
            session.card().staff
        ))?;
        if colleagues {
            let folder = folder.join("colleagues");
            out.line(format!("Colleagues' profiles, each called after what they do: {}", folder.display()))?;
        }
        session.lock().await?;
    }
    out.answer(&json!({ "units": made }))
}

/// One line of progress for each act.
struct Bar(Option<(Act, Progress)>);

impl Bar {
    fn show(&mut self, act: Act, done: u64, all: u64) {
        if self.0.as_ref().is_none_or(|(shown, _)| *shown != act) {
            let what = match act {
                Act::Writing => "Writing five years",
                Act::Folding => "Folding",
                Act::Sealing => "Sealing packs",
                Act::Joining => "Colleagues joining",
            };
            // The line before ends before the next begins.
            self.0 = None;
            self.0 = Some((act, Progress::new(what)));
        }
        if let Some((_, progress)) = &mut self.0 {
            progress.show(done, all);
        }
    }
}

/// Nobody left out, no row shown: how many there are.
fn everybody() -> CaseloadQuery {
    CaseloadQuery { filter: Filter::default(), sort: Sort::Name, descending: false, offset: 0, limit: 0 }
}

/// The second unit's profile lies beside the first.
fn second_folder(first: &Path) -> PathBuf {
    let mut name = first.file_name().unwrap_or_default().to_owned();
    name.push("-second-unit");
    first.with_file_name(name)
}
