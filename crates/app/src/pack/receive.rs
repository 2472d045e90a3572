//! A pack that came from another prison, taken into the record as it came, listed, and read there. It changes no fact: those come from the
//! prison system. What can be taken over of it is `take_over`'s.

use api::{KeptPackView, ReceivedPackView, ReceivedRow};
use casework::event::{CaseEvent, PackReceived, RestrictedViewed};
use casework::pre_release::{PackId, ReceivedPack, SealedFor};
use casework::{Case, PrisonNumber, Right, london};
use crypto::Hash;
use jiff::SignedDuration;
use ledger::Compartment;
use pack::content::Pack;
use pack::fingerprint::{CheckCode, Fingerprint};

use super::opened::OpenedPack;
use super::restricted::holds_restricted;
use super::seal::{file_hash, fold, unfold};
use super::view::preview;
use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;
use crate::typed::said;

/// By how much the clock of another prison may be ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What whoever takes a pack in knows of it.
#[derive(Clone, Copy, Default)]
pub struct Told<'a> {
    /// The words that open it; blank where it is sealed to this unit.
    pub words: &'a str,
    /// The check code that the sender told; blank where nobody told one.
    pub check_code: &'a str,
    /// Whether it has something restricted in it, also where it is not marked as that.
    pub restricted: bool,
}

impl Session {
    /// Opens a pack that came from another prison and takes it into the record of whoever it is about. One that is there already changes
    /// nothing.
    pub async fn keep_received_pack(&mut self, file: &[u8], told: Told<'_>) -> Result<KeptPackView, AppError> {
        self.demand(Right::SealPack)?;
        let opened = self.open_pack(file, told.words)?;
        let fingerprint = opened.fingerprint();
        let compared = is_compared(fingerprint.code(), told.check_code)?;
        self.refuse_own_or_ahead(&opened.pack)?;
        let number = number_of(&opened.pack)?;
        let case = self.record.case(&number).await?.ok_or_else(|| unknown_here(&number))?;
        let new = !case.pre_release.received.contains_key(&fingerprint.hash());
        if new {
            refuse_another_content(&case, &opened.pack)?;
            let restricted = told.restricted || holds_restricted(&opened.pack);
            let compartment = if restricted { Compartment::Restricted } else { Compartment::General };
            let event = CaseEvent::PackReceived(received(opened, file_hash(file), compared, restricted));
            self.tell(&number, compartment, vec![event]).await?;
        }
        let case = self.known_case(&number).await?;
        let kept = case.pre_release.received.get_key_value(&fingerprint.hash());
        let (hash, pack) = kept.ok_or_else(no_such_pack)?;
        Ok(KeptPackView { number: number.to_string(), new, pack: self.received_row(&case, hash, pack) })
    }

    /// What can be said against a pack without asking anybody: that it is none of another prison, or was made on a day that has not come.
    fn refuse_own_or_ahead(&self, pack: &Pack) -> Result<(), AppError> {
        if pack.from.prison_code == self.prison() {
            let message = "This pack says that it comes from this prison itself, so it was not taken in.";
            return Err(AppError::input(
                message,
                "“pack verify” says whether this unit sealed it, or somebody forged it.",
            ));
        }
        if pack.made > self.now() + AHEAD {
            let on = london::long_date(london::day(pack.made));
            let message = format!("This pack says that it was put together on {on}, which has not come.");
            return Err(AppError::input(message, "Check this computer's clock, or ask the prison for it again."));
        }
        Ok(())
    }

    /// The packs of a case that came from other prisons, the newest first.
    pub async fn received_packs(&self, number: &PrisonNumber) -> Result<Vec<ReceivedRow>, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let mut packs: Vec<(&Hash, &ReceivedPack)> =
            case.pre_release.received.iter().filter(|(_, pack)| self.may_know_of(pack)).collect();
        packs.sort_by_key(|(_, pack)| std::cmp::Reverse((pack.made, pack.version, pack.mark.position)));
        Ok(packs.into_iter().map(|(hash, pack)| self.received_row(&case, hash, pack)).collect())
    }

    /// What a pack says that came, as it is kept, with its check code. That somebody looked at a restricted one, and why, is recorded first.
    pub async fn open_received(
        &mut self,
        number: &PrisonNumber,
        id: &str,
        reason: &str,
    ) -> Result<(Pack, CheckCode), AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let (hash, pack) = find_received(&case, id)?;
        if pack.restricted {
            self.demand(Right::ReadRestricted)?;
            let reason = said("reason", reason, "It does not say why.", "Say why you have to see it.")?;
            let viewed = RestrictedViewed { what: format!("pack:{}", code(hash)), reason };
            self.tell(number, Compartment::Restricted, vec![CaseEvent::RestrictedViewed(viewed)]).await?;
        }
        Ok((self.received_content(number, hash).await?, code(hash)))
    }

    /// The same, as its reader sees it.
    pub async fn received_view(
        &mut self,
        number: &PrisonNumber,
        id: &str,
        reason: &str,
    ) -> Result<ReceivedPackView, AppError> {
        let (pack, code) = self.open_received(number, id, reason).await?;
        Ok(ReceivedPackView { pack: preview(&pack), check_code: code.to_string(), known_here: true })
    }

    /// What a pack says, out of its event.
    pub(super) async fn received_content(&self, number: &PrisonNumber, hash: &Hash) -> Result<Pack, AppError> {
        let history = self.record.release_entries(number).await?;
        let content = history.iter().find_map(|line| match &line.event {
            CaseEvent::PackReceived(body) if body.fingerprint == *hash => Some(&body.content),
            _ => None,
        });
        unfold(content.ok_or_else(no_such_pack)?)
    }

    fn may_know_of(&self, pack: &ReceivedPack) -> bool {
        !pack.restricted || self.may(Right::ReadRestricted)
    }

    fn received_row(&self, case: &Case, hash: &Hash, pack: &ReceivedPack) -> ReceivedRow {
        ReceivedRow {
            id: code(hash).to_string(),
            prison: pack.prison.clone(),
            version: pack.version,
            made: minute(pack.made),
            newest: case.pre_release.is_newest_received(pack),
            to_unit: pack.sealed_for == SealedFor::Inbox,
            compared: pack.compared,
            restricted: pack.restricted,
            by: self.staff_name(pack.mark.author),
            at: minute(pack.mark.recorded),
        }
    }
}

fn received(opened: OpenedPack, file: Hash, compared: bool, restricted: bool) -> PackReceived {
    let fingerprint = opened.fingerprint().hash();
    let OpenedPack { pack, json, sealed_for, .. } = opened;
    PackReceived {
        id: PackId(pack.id),
        version: pack.version,
        made: pack.made,
        prison: pack.from.prison,
        prison_code: pack.from.prison_code,
        sealed_for,
        file,
        fingerprint,
        compared,
        restricted,
        content: fold(&json),
    }
}

/// Whether the sender's check code was compared. Another one than the pack's is refused.
fn is_compared(code: CheckCode, typed: &str) -> Result<bool, AppError> {
    if typed.trim().is_empty() {
        return Ok(false);
    }
    let nothing = "Nothing was taken in.";
    let told: CheckCode = typed
        .parse()
        .map_err(|error: pack::fingerprint::CodeError| AppError::input(error.to_string(), nothing).at("check_code"))?;
    if told == code {
        return Ok(true);
    }
    let message = format!(
        "The check code of this pack is {code}, not {told}: it is another one, or somebody altered or forged it."
    );
    let remedy =
        "Do not rely on it. Ring the prison, by a number that you know, and ask which check code its pack has.";
    Err(AppError::input(message, remedy).at("check_code"))
}

/// Of one version of one pack there is one content.
fn refuse_another_content(case: &Case, pack: &Pack) -> Result<(), AppError> {
    let same = |other: &ReceivedPack| {
        (other.id.0, other.version, &other.prison_code) == (pack.id, pack.version, &pack.from.prison_code)
    };
    let Some((hash, _)) = case.pre_release.received.iter().find(|(_, other)| same(other)) else { return Ok(()) };
    let message = format!(
        "This pack has the name and the version of one that is in the record (check code {}), and says something else: one of the two was \
         altered or forged.",
        code(hash)
    );
    Err(AppError::input(message, "Ring the prison, by a number that you know, and ask which check code its pack has."))
}

fn number_of(pack: &Pack) -> Result<PrisonNumber, AppError> {
    pack.prisoner.number.parse().map_err(|_| {
        let message = "This pack does not say a prison number, so nobody here can be found for it.";
        AppError::input(message, "Ask the prison to record the number and to send the pack again.")
    })
}

fn unknown_here(number: &PrisonNumber) -> AppError {
    AppError::input(
        format!("Nobody with the prison number {number} is in this unit's record, so the pack was not taken in."),
        "Import an export of the prison system that has them, then take the pack in. Until then it can be opened and read.",
    )
}

/// A pack of a case that came, by its check code; without one, the newest.
pub(super) fn find_received<'a>(case: &'a Case, id: &str) -> Result<(&'a Hash, &'a ReceivedPack), AppError> {
    let mut packs = case.pre_release.received.iter();
    let found = match id.trim() {
        "" => packs.max_by_key(|(_, pack)| (pack.made, pack.version, pack.mark.position)),
        typed => typed.parse().ok().and_then(|asked: CheckCode| packs.find(|(hash, _)| code(hash) == asked)),
    };
    found.ok_or_else(no_such_pack)
}

fn no_such_pack() -> AppError {
    AppError::input(
        "No such handover pack came from another prison.",
        "Look at the list of those that came for its check code.",
    )
    .at("id")
}

fn code(hash: &Hash) -> CheckCode {
    Fingerprint::from(*hash).code()
}
