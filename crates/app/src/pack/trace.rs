//! What became of the packs that were sealed, step by step; and taking back a step that was recorded by mistake.

use api::{PackStepView, SealedView, TakeBackStep, TakenBackView, TracePack};
use casework::event::{ActWithdrawn, CaseEvent, PackTraced};
use casework::pre_release::SealedFor;
use casework::{Case, NotApplied, PrisonNumber, Right};
use ledger::{Compartment, PrincipalId};
use pack::fingerprint::Fingerprint;
use policy::pack::Assessment;
use store::history::Line;

use super::find;
use super::gaps::sent_gaps;
use super::seal::unfold;
use crate::error::AppError;
use crate::owed::id_of;
use crate::search::local_minute;
use crate::session::Session;
use crate::typed::said;

impl Session {
    /// Records what became of a pack: of the newest one, unless another is named.
    pub async fn trace_pack(&mut self, number: &PrisonNumber, asked: TracePack) -> Result<(), AppError> {
        self.demand(Right::TracePack)?;
        let case = self.known_case(number).await?;
        let (id, _) = find(&case, &asked.id)?;
        let words = said("words", &asked.words, "It does not say how or to whom.", "Say it in a few words.")?;
        let body = PackTraced { id, step: asked.step, words };
        self.tell(number, Compartment::General, vec![CaseEvent::PackTraced(body)]).await
    }

    /// Takes back a step that was recorded by mistake: the last one of the newest pack, unless another is named. The pack is then as if it had
    /// not been recorded; the history keeps both.
    pub async fn take_back_step(&mut self, number: &PrisonNumber, asked: TakeBackStep) -> Result<(), AppError> {
        self.demand(Right::TracePack)?;
        let case = self.known_case(number).await?;
        let step = match asked.id.trim() {
            "" => find(&case, "")?.1.steps.last(),
            id => {
                let mut steps = case.pre_release.packs.values().flat_map(|pack| &pack.steps);
                steps.find(|step| id_of(step.mark.position) == id)
            }
        };
        let of = step.ok_or(NotApplied::NoSuchAct)?.mark.position;
        let reason = said("reason", &asked.reason, "No reason is given.", "Say why it is taken back.")?;
        self.tell(number, Compartment::General, vec![CaseEvent::ActWithdrawn(ActWithdrawn { of, reason })]).await
    }

    /// The packs of a case, newest first, from everything that was written about its release. `standing`: how what they lacked stands now.
    pub(super) fn sealed_views(
        &self,
        case: &Case,
        history: &[Line],
        standing: &Assessment,
    ) -> Result<Vec<SealedView>, AppError> {
        let mut packs: Vec<SealedView> = Vec::new();
        for line in history {
            match &line.event {
                CaseEvent::PackSealed(body) => packs.insert(
                    0,
                    SealedView {
                        id: body.id.to_string(),
                        version: body.version,
                        to: body.to.clone(),
                        check_code: Fingerprint::from(body.fingerprint).code().to_string(),
                        fingerprint: groups(&body.fingerprint.to_string()),
                        pages: body.pages,
                        ready: body.ready,
                        explained: body.explained,
                        gaps: sent_gaps(&unfold(&body.content)?, case, standing),
                        left_out: body.left_out.clone(),
                        to_unit: body.sealed_for == SealedFor::Inbox,
                        by: self.staff_name(line.author),
                        at: local_minute(line.recorded),
                        steps: Vec::new(),
                    },
                ),
                CaseEvent::PackTraced(body) => {
                    let id = body.id.to_string();
                    if let Some(pack) = packs.iter_mut().find(|pack| pack.id == id) {
                        pack.steps.push(self.step_view(line, body));
                    }
                }
                CaseEvent::ActWithdrawn(body) => {
                    let id = id_of(body.of);
                    if let Some(step) = packs.iter_mut().flat_map(|pack| &mut pack.steps).find(|step| step.id == id) {
                        let (by, recorded) = (self.staff_name(line.author), local_minute(line.recorded));
                        step.taken_back = Some(TakenBackView { by, recorded, reason: body.reason.clone() });
                        step.may_take_back = false;
                    }
                }
                _ => {}
            }
        }
        packs.sort_by_key(|pack| std::cmp::Reverse(pack.version));
        Ok(packs)
    }

    fn step_view(&self, line: &Line, body: &PackTraced) -> PackStepView {
        PackStepView {
            id: id_of(line.at),
            step: body.step,
            words: body.words.clone(),
            by: self.staff_name(line.author),
            at: local_minute(line.recorded),
            may_take_back: self.may_take_back(line.author),
            taken_back: None,
        }
    }

    /// Whether the signed-in person can take back a step that somebody recorded.
    fn may_take_back(&self, author: PrincipalId) -> bool {
        let is_own = self.principal() == Some(author);
        self.may(if is_own { Right::TracePack } else { Right::WithdrawActs })
    }
}

/// A hash in groups that can be compared by eye.
fn groups(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
