//! Sealing a pack into one file, and what the record says of a file that somebody has.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use api::{PackSealedView, PackVerdict, PackWordsDrawn};
use casework::event::{CaseEvent, PackRestricted, PackSealed};
use casework::pre_release::{PackId, PackRecipient, PreRelease, SealedFor};
use casework::{PrisonNumber, Right};
use crypto::{AgreementKey, Context, Hash, derive_hash};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use ledger::Compartment;
use pack::content::{LIMIT, Pack, SectionState};
use pack::envelope::seal_to;
use pack::fingerprint::{Fingerprint, fingerprint};
use pack::seal::seal_pdf;
use pack::words::Words;
use policy::pack::Assessment;

use super::content::{Draft, known_recipient};
use super::print::print;
use super::restricted::{Restricted, put_in, repeated};
use crate::apart::{Seen, apart};
use crate::casefile::minute;
use crate::clock::{new_id, rng};
use crate::error::AppError;
use crate::file::write_new;
use crate::on_paper::unprintable;
use crate::session::Session;

/// From where the end of an identifier is that a file is called by.
const LABEL_FROM: usize = 26;

/// Words that were drawn for the next pack of somebody. They are wiped when they are dropped.
pub struct Drawn {
    number: PrisonNumber,
    id: PackId,
    words: Arc<Words>,
}

/// How a pack is sealed.
#[derive(Default)]
pub struct Sealing {
    /// For whom, if not for whom the record names.
    pub to: Option<PackRecipient>,
    /// Restricted items that go with it, as the draft names them.
    pub restricted: Vec<String>,
    /// Whether its own words may repeat a restricted item: its author was asked.
    pub on_purpose: bool,
    /// To whose key; nothing: under six words.
    pub unit: Option<AgreementKey>,
}

/// A pack that is put together, with what is written of it. Closing it needs no record.
pub(crate) struct Assembled {
    seen: Seen,
    pack: Pack,
    /// All of it but the file and how many pages that has.
    body: PackSealed,
    with_restricted: Option<PackRestricted>,
    words: Arc<Words>,
    unit: Option<AgreementKey>,
}

/// A pack that is closed, and has not left yet.
pub(crate) struct Closed {
    seen: Seen,
    file: Vec<u8>,
    body: PackSealed,
    with_restricted: Option<PackRestricted>,
    words: Arc<Words>,
}

impl Assembled {
    /// Prints it and closes it.
    pub(crate) async fn close(self) -> Result<Closed, AppError> {
        apart(move || {
            let Self { seen, pack, mut body, with_restricted, words, unit } = self;
            let printed = print(&pack).map_err(|error| unprintable(&error))?;
            let file = match &unit {
                Some(inbox) => seal_to(&printed.pdf, inbox, &mut rng()).map_err(|error| error.to_string()),
                None => seal_pdf(&printed.pdf, &words, &mut rng()).map_err(|error| error.to_string()),
            };
            let file = file.map_err(|error| AppError::input(error, "Nothing has left this computer."))?;
            body.file = file_hash(&file);
            body.pages = u32::try_from(printed.pages).unwrap_or(u32::MAX);
            Ok(Closed { seen, file, body, with_restricted, words })
        })
        .await
    }
}

impl Session {
    /// Draws the words under which the next pack of somebody is sealed, and keeps them in memory until then.
    pub fn draw_pack_words(&mut self, number: &PrisonNumber) -> Result<PackWordsDrawn, AppError> {
        self.demand(Right::SealPack)?;
        let drawn = Drawn { number: *number, id: PackId(new_id(self.now())), words: Arc::new(Words::make(&mut rng())) };
        let end: String = drawn.id.0.simple().to_string().to_uppercase().chars().skip(LABEL_FROM).collect();
        let view = PackWordsDrawn {
            words: drawn.words.iter().map(str::to_owned).collect(),
            file_name: format!("pack-{end}.pdf"),
        };
        self.drawn = Some(drawn);
        Ok(view)
    }

    /// Seals the pack into a file that does not exist yet, under the words that were drawn for it or under new ones, and records that. Where either
    /// fails, neither is done.
    pub async fn seal_pack(
        &mut self,
        number: &PrisonNumber,
        sealing: Sealing,
        file: &Path,
    ) -> Result<PackSealedView, AppError> {
        let closed = self.assemble_pack(number, &sealing).await?.close().await?;
        self.export_pack(closed, file).await
    }

    /// Puts together what is sealed, and refuses what must not leave.
    pub(crate) async fn assemble_pack(&self, number: &PrisonNumber, sealing: &Sealing) -> Result<Assembled, AppError> {
        self.demand(Right::SealPack)?;
        if !sealing.restricted.is_empty() {
            self.demand(Right::WriteRestricted)?;
        }
        let case = self.known_case(number).await?;
        let to = sealing.to.clone().unwrap_or_else(|| known_recipient(&case));
        if to.name.trim().is_empty() && to.team.trim().is_empty() {
            let message = "Nobody is named for whom the pack is.";
            let remedy = "Record the community offender manager, or name a person or a team.";
            return Err(AppError::input(message, remedy).at("to"));
        }
        let history = self.record.release_entries(number).await?;
        let items = self.restricted(number, &case, &history).await?;
        let Draft { mut pack, standing } = self.draft_pack(number, &case, &history, &items, Some(&to)).await?;
        refuse_gaps(&standing)?;
        refuse_repeated(&pack, &items, sealing)?;
        let (id, words) = match &self.drawn {
            Some(drawn) if drawn.number == *number => (drawn.id, Arc::clone(&drawn.words)),
            _ => (PackId(new_id(self.now())), Arc::new(Words::make(&mut rng()))),
        };
        pack.id = id.0;
        let open = pack.to_json();
        let put = put_in(&mut pack, &items, &sealing.restricted)?;
        let json = pack.to_json();
        let ready = pack.sections.iter().filter(|one| one.state == SectionState::Ready).count();
        let explained: usize = pack.sections.iter().map(|one| one.gaps.len()).sum();
        let body = PackSealed {
            id,
            version: pack.version,
            to,
            sealed_for: if sealing.unit.is_some() { SealedFor::Inbox } else { SealedFor::Words },
            file: file_hash(&[]),
            fingerprint: fingerprint(&json).hash(),
            pages: 0,
            ready: u8::try_from(ready).unwrap_or(u8::MAX),
            explained: u32::try_from(explained).unwrap_or(u32::MAX),
            left_out: pack.left_out.iter().map(|left| (left.what.clone(), left.count)).collect(),
            content: fold(&open),
        };
        let with_restricted = (!put.is_empty()).then(|| PackRestricted { id, items: put, content: fold(&json) });
        let seen = self.seen(number, &case);
        Ok(Assembled { seen, pack, body, with_restricted, words, unit: sealing.unit })
    }

    /// Writes a pack that is closed into a file that does not exist yet, and records that it left. From then on its words open this pack only; where
    /// that fails, they stay as they were written down.
    pub(crate) async fn export_pack(&mut self, closed: Closed, file: &Path) -> Result<PackSealedView, AppError> {
        let Closed { seen, file: sealed, body, with_restricted, words } = closed;
        self.demand_nothing_since(&seen).await?;
        let id = body.id;
        let under_words = body.sealed_for == SealedFor::Words;
        let view = PackSealedView {
            id: id.to_string(),
            version: body.version,
            check_code: Fingerprint::from(body.fingerprint).code().to_string(),
            pages: body.pages,
            words: if under_words { words.iter().map(str::to_owned).collect() } else { Vec::new() },
        };
        write_new(file, &sealed).map_err(|error| error.at("file"))?;
        let mut parts = vec![(Compartment::General, vec![CaseEvent::PackSealed(body)])];
        parts.extend(with_restricted.map(|body| (Compartment::Restricted, vec![CaseEvent::PackRestricted(body)])));
        let now = self.now();
        if let Err(error) = self.write_case_apart(&seen.number, now, parts).await {
            // What nobody recorded has not left.
            let _removed: std::io::Result<()> = std::fs::remove_file(file);
            return Err(error);
        }
        if self.drawn.as_ref().is_some_and(|drawn| drawn.id == id) {
            self.drawn = None;
        }
        Ok(view)
    }

    /// What the record says of a file: whether it is a pack of this unit, as it left, and whether a later one did.
    pub async fn verify_pack(&self, file: &[u8]) -> Result<PackVerdict, AppError> {
        self.demand(Right::ReadCases)?;
        let hash = file_hash(file);
        for PreRelease { packs, .. } in self.record.sealed_packs().await? {
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

fn refuse_gaps(standing: &Assessment) -> Result<(), AppError> {
    if standing.may_seal {
        return Ok(());
    }
    let open: Vec<&str> = standing.items.iter().filter(|item| item.is_open()).map(|item| item.words.as_str()).collect();
    let message = match open.len() {
        1 => "1 gap needs a word from you before this pack can be sealed.".to_owned(),
        many => format!("{many} gaps need a word from you before this pack can be sealed."),
    };
    Err(AppError::input(message, format!("Record or explain: {}", open.join(" "))))
}

/// What repeats an item that goes with the pack anyway is no accident.
fn refuse_repeated(pack: &Pack, items: &[Restricted], sealing: &Sealing) -> Result<(), AppError> {
    if sealing.on_purpose {
        return Ok(());
    }
    let kept: Vec<&Restricted> = items.iter().filter(|item| !sealing.restricted.contains(&item.key)).collect();
    let told = repeated(pack, &kept);
    if told.is_empty() {
        return Ok(());
    }
    let message = format!("This pack repeats words of a restricted item, in: {}.", told.join(", "));
    let remedy = "Take them out there, or say that they are to stand.";
    Err(AppError::input(message, remedy).at("on_purpose"))
}

/// The hash of a file as it left.
pub(super) fn file_hash(file: &[u8]) -> Hash {
    derive_hash(Context::Pack, &[b"file", file])
}

/// What a pack says, as small as it gets.
pub(super) fn fold(json: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _written: std::io::Result<()> = encoder.write_all(json);
    encoder.finish().unwrap_or_default()
}

/// The same again.
pub(crate) fn unfold(content: &[u8]) -> Result<Pack, AppError> {
    let damaged = || AppError::input("An earlier pack cannot be read again.", "Run `throughcare-cli verify`.");
    let mut json = Vec::new();
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX);
    ZlibDecoder::new(content).take(most).read_to_end(&mut json).map_err(|_| damaged())?;
    Pack::read(&json).map_err(|_| damaged())
}
