//! Sealing a pack into one file, and what the record says of a file that somebody has.

use std::io::{Read, Write};
use std::path::Path;

use api::{PackSealedView, PackVerdict};
use casework::event::{CaseEvent, PackSealed};
use casework::pre_release::{PackId, PackRecipient, SealedFor};
use casework::{PrisonNumber, Right, london};
use crypto::{Context, Hash, derive_hash};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use ledger::Compartment;
use pack::content::{LIMIT, Pack, SectionState};
use pack::fingerprint::{Fingerprint, fingerprint};
use pack::seal::{open_pdf, seal_pdf};
use pack::words::Words;

use super::content::known_recipient;
use super::print;
use crate::casefile::minute;
use crate::clock::{new_id, rng};
use crate::error::AppError;
use crate::file::write_new;
use crate::session::Session;

/// A pack that was opened.
pub struct OpenedPack {
    /// What it says.
    pub pack: Pack,
    /// The check code of that.
    pub check_code: String,
    /// Its pages, as a PDF without its seal.
    pub pdf: Vec<u8>,
}

impl Session {
    /// Seals the pack into a file that does not exist yet, and records that. Where either fails, neither is done.
    pub async fn seal_pack(
        &mut self,
        number: &PrisonNumber,
        to: Option<PackRecipient>,
        file: &Path,
    ) -> Result<PackSealedView, AppError> {
        self.demand(Right::SealPack)?;
        let case = self.known_case(number).await?;
        let to = to.unwrap_or_else(|| known_recipient(&case));
        if to.name.trim().is_empty() && to.team.trim().is_empty() {
            let message = "Nobody is named for whom the pack is.";
            return Err(AppError::input(message, "Record the community offender manager, or name a person or a team."));
        }
        let mut draft = self.draft_pack(number, &case, Some(&to)).await?;
        if !draft.standing.may_seal {
            let open = draft.standing.items.iter().filter(|item| item.is_open());
            let open: Vec<&str> = open.map(|item| item.words.as_str()).collect();
            let message = match open.len() {
                1 => "1 gap needs a word from you before this pack can be sealed.".to_owned(),
                many => format!("{many} gaps need a word from you before this pack can be sealed."),
            };
            return Err(AppError::input(message, format!("Record or explain: {}", open.join(" "))));
        }
        let id = PackId(new_id(self.now()));
        draft.pack.id = id.0;
        let json = draft.pack.to_json();
        let fingerprint = fingerprint(&json);
        let settings = self.rotl_settings().await?;
        let printed =
            print::pack(&draft.pack, self.on_paper(&settings, ""), self.signatory(), fingerprint, json.clone());
        let printed =
            printed.map_err(|error| AppError::input(error.to_string(), "Tell whoever looks after Throughcare."))?;
        let words = Words::make(&mut rng());
        let sealed = seal_pdf(&printed.pdf, &words, &mut rng());
        let sealed = sealed.map_err(|error| AppError::input(error.to_string(), "Nothing has left this computer."))?;
        let pages = u32::try_from(printed.pages).unwrap_or(u32::MAX);
        let sections = &draft.pack.sections;
        let body = PackSealed {
            id,
            version: draft.pack.version,
            to,
            sealed_for: SealedFor::Words,
            file: file_hash(&sealed),
            fingerprint: fingerprint.hash(),
            pages,
            ready: u8::try_from(sections.iter().filter(|one| one.state == SectionState::Ready).count())
                .unwrap_or(u8::MAX),
            explained: u32::try_from(sections.iter().map(|one| one.gaps.len()).sum::<usize>()).unwrap_or(u32::MAX),
            left_out: draft.pack.left_out.iter().map(|left| (left.what.clone(), left.count)).collect(),
            content: fold(&json),
        };
        write_new(file, &sealed)?;
        if let Err(error) = self.tell(number, Compartment::General, vec![CaseEvent::PackSealed(body)]).await {
            // What nobody recorded has not left.
            let _removed: std::io::Result<()> = std::fs::remove_file(file);
            return Err(error);
        }
        Ok(PackSealedView {
            id: id.to_string(),
            version: draft.pack.version,
            check_code: fingerprint.code().to_string(),
            pages,
            words: words.iter().map(str::to_owned).collect(),
        })
    }

    /// What the record says of a file: whether it is a pack of this unit, as it left, and whether a later one did.
    pub async fn verify_pack(&self, file: &[u8]) -> Result<PackVerdict, AppError> {
        self.demand(Right::ReadCases)?;
        let hash = file_hash(file);
        for (_, case) in self.record.cases().await? {
            let packs = &case.pre_release.packs;
            let Some(pack) = packs.values().find(|pack| pack.file == hash) else { continue };
            let newer = packs.values().any(|other| other.version > pack.version && !other.is_void());
            let version = pack.version;
            return Ok(if pack.is_void() {
                PackVerdict::Superseded { version, why: "It went astray, or was called back.".to_owned() }
            } else if newer {
                PackVerdict::Superseded { version, why: "A later version was sealed.".to_owned() }
            } else {
                let check_code = Fingerprint::from(pack.fingerprint).code().to_string();
                PackVerdict::Current { version, check_code, at: minute(pack.mark.recorded) }
            });
        }
        Ok(PackVerdict::Unknown)
    }
}

impl OpenedPack {
    /// Opens a file with the words that were given for it. Needs no record.
    pub fn open(file: &[u8], words: &str) -> Result<Self, AppError> {
        let nothing = "Nothing was opened.";
        let words = Words::parse(words).map_err(|error| AppError::input(error.to_string(), nothing))?;
        let opened = open_pdf(file, &words).map_err(|error| AppError::input(error.to_string(), nothing))?;
        let pack = Pack::read(&opened.json).map_err(|error| AppError::input(error.to_string(), nothing))?;
        Ok(Self { pack, check_code: fingerprint(&opened.json).code().to_string(), pdf: opened.pdf })
    }
}

impl OpenedPack {
    /// What it says, as plain text.
    pub fn text(&self) -> String {
        let Pack { from, to, prisoner, version, made, sections, .. } = &self.pack;
        let on = london::long_date(london::day(*made));
        let mut text = format!(
            "Handover pack, version {version}, {on}, check code {}\n{}, {}\nFrom {}, {}, {}\nTo {}\n",
            self.check_code, prisoner.name, prisoner.number, from.name, from.post, from.prison, to.name
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
}

/// The hash of a file as it left.
fn file_hash(file: &[u8]) -> Hash {
    derive_hash(Context::Pack, &[b"file", file])
}

/// What a pack says, as small as it gets.
fn fold(json: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _written: std::io::Result<()> = encoder.write_all(json);
    encoder.finish().unwrap_or_default()
}

/// The same again.
pub(super) fn unfold(content: &[u8]) -> Result<Pack, AppError> {
    let damaged = || AppError::input("An earlier pack cannot be read again.", "Run `throughcare-cli verify`.");
    let mut json = Vec::new();
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX);
    ZlibDecoder::new(content).take(most).read_to_end(&mut json).map_err(|_| damaged())?;
    Pack::read(&json).map_err(|_| damaged())
}
