//! Opening a file that is a pack: under words, for which no record is needed, or sealed to this unit, for which its keys are.

use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use api::ReceivedPackView;
use casework::pre_release::SealedFor;
use casework::{PrisonNumber, Right, london};
use pack::content::Pack;
use pack::envelope::{self, is_envelope, open_with};
use pack::fingerprint::{Fingerprint, fingerprint};
use pack::seal::{OpenError, Opened, open_pdf, read_pdf};
use pack::words::Words;

use super::content::both;
use super::view::preview;
use crate::error::AppError;
use crate::session::Session;

/// A pack that was opened.
pub struct OpenedPack {
    /// What it says.
    pub pack: Pack,
    /// The check code of that.
    pub check_code: String,
    /// Its pages, as a PDF without its seal.
    pub pdf: Vec<u8>,
    /// What it says, byte for byte as it is attached.
    pub(super) json: Vec<u8>,
    /// How it was closed.
    pub(super) sealed_for: SealedFor,
}

impl OpenedPack {
    /// Opens a file with the words that were given for it. Needs no record.
    pub fn open(file: &[u8], words: &str) -> Result<Self, AppError> {
        if is_envelope(file) {
            let message = "This pack is sealed to a unit: no words open it.";
            let remedy = "Whoever may seal packs in that unit opens it in their own record.";
            return Err(AppError::input(message, remedy).at("file"));
        }
        let words = Words::parse(words).map_err(|error| unopened(error).at("words"))?;
        let opened = open_pdf(file, &words).map_err(|error| {
            let field = if error == OpenError::WrongWords { "words" } else { "file" };
            unopened(error).at(field)
        })?;
        Self::of(opened, SealedFor::Words)
    }

    fn of(opened: Opened, sealed_for: SealedFor) -> Result<Self, AppError> {
        let Opened { pdf, json } = opened;
        let pack = Pack::read(&json).map_err(|error| unopened(error).at("file"))?;
        Ok(Self { pack, check_code: fingerprint(&json).code().to_string(), pdf, json, sealed_for })
    }

    pub(super) fn fingerprint(&self) -> Fingerprint {
        fingerprint(&self.json)
    }

    /// What it says, as plain text.
    pub fn text(&self) -> String {
        text(&self.pack, &self.check_code)
    }
}

impl Session {
    /// Opens a file: with this unit's own keys where it is sealed to a unit, otherwise with the words that were given for it.
    pub fn open_pack(&self, file: &[u8], words: &str) -> Result<OpenedPack, AppError> {
        if !is_envelope(file) {
            return OpenedPack::open(file, words);
        }
        self.demand(Right::SealPack)?;
        let inboxes = self.record.ring().inboxes(self.membership());
        let pdf = open_with(file, &inboxes).map_err(|error| unopened(error).at("file"))?;
        let opened = read_pdf(&pdf).map_err(|error| unopened(error).at("file"))?;
        OpenedPack::of(opened, SealedFor::Inbox)
    }

    /// A pack that was opened, as its reader sees it. Nothing of it is kept.
    pub async fn read_pack(&self, opened: &OpenedPack) -> Result<ReceivedPackView, AppError> {
        self.demand(Right::ReadCases)?;
        let known_here = match opened.pack.prisoner.number.parse::<PrisonNumber>() {
            Ok(number) => self.record.case(&number).await?.is_some(),
            Err(_) => false,
        };
        Ok(ReceivedPackView { pack: preview(&opened.pack), check_code: opened.check_code.clone(), known_here })
    }
}

/// A file that may be a pack. One that is larger than any is not read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, AppError> {
    let unreadable = |error: std::io::Error| {
        AppError::input(format!("{} cannot be read: {error}.", path.display()), "Choose the file of the pack.")
            .at("file")
    };
    let most = u64::try_from(envelope::LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Whether a file is sealed to a unit, so that no words open it.
pub fn is_for_a_unit(file: &[u8]) -> bool {
    is_envelope(file)
}

fn unopened(error: impl Display) -> AppError {
    AppError::input(error.to_string(), "Nothing was opened.")
}

/// What a pack says, as plain text.
pub fn text(pack: &Pack, check_code: &str) -> String {
    let Pack { from, to, prisoner, version, made, sections, .. } = pack;
    let on = london::long_date(london::day(*made));
    let mut text = format!(
        "Handover pack, version {version}, {on}, check code {check_code}\n{}, {}\nFrom {}, {}, {}\nTo {}\n",
        prisoner.name,
        prisoner.number,
        from.name,
        from.post,
        from.prison,
        both(&to.name, to.team.as_deref())
    );
    for section in sections {
        text.push_str(&format!("\n{} {}\n", section.number, section.title));
        for row in &section.rows {
            text.push_str(&format!("  {}: {} ({})\n", row.name, row.value, row.state));
        }
        for gap in &section.gaps {
            text.push_str(&format!("  Gap, explained: {} {} {}\n", gap.what, gap.cause, gap.words));
        }
        if let Some(words) = &section.words {
            text.push_str(&format!("  {}\n", words.text));
        }
        for table in &section.tables {
            text.push_str(&format!("  {}: {}\n", table.title, table.rows.len()));
        }
    }
    text
}
