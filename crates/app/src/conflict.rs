//! What two people recorded while apart and nobody has settled: in all cases, and who may settle it.

use api::{CandidateView, Code, ConflictView, OpenConflictView};
use casework::case::{Candidate, Conflict};
use casework::event::Contested;
use casework::{Case, Right};

use crate::casefile::minute;
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Everything that is in conflict, in the order of names.
    pub async fn open_conflicts(&self) -> Result<Vec<OpenConflictView>, AppError> {
        self.demand(Right::SettleConflict)?;
        let mut open = Vec::new();
        for number in self.record.in_conflict().await? {
            let case = self.known_case(&number).await?;
            for (conflict, view) in case.conflicts.iter().zip(self.conflicts(&case)) {
                open.push(OpenConflictView {
                    number: number.to_string(),
                    name: case.list_name(),
                    conflict: view,
                    in_force: in_force(&case, conflict),
                });
            }
        }
        Ok(open)
    }

    /// What is in conflict in a case.
    pub(crate) fn conflicts(&self, case: &Case) -> Vec<ConflictView> {
        case.conflicts
            .iter()
            .map(|conflict| {
                let (about, label) = match &conflict.contested {
                    Contested::Field(field) => (field.name().to_owned(), field.label().to_owned()),
                    Contested::Post(post) => (post.title().to_owned(), post.title().to_owned()),
                    Contested::Application(id) => (id.to_string(), "decision on temporary release".to_owned()),
                };
                let candidates = conflict.candidates.iter().map(|candidate| self.candidate(candidate)).collect();
                let (decision, own) = (is_decision(conflict), self.is_own(conflict));
                ConflictView { about, label, candidates, decision, own, settlers: self.settlers(conflict) }
            })
            .collect()
    }

    fn candidate(&self, candidate: &Candidate) -> CandidateView {
        let author = self.staff_name(candidate.mark.author);
        CandidateView {
            value: match (&candidate.value, candidate.staff) {
                (Some(value), _) => value.plain(),
                (None, Some(staff)) => self.staff_name(staff),
                (None, None) => String::new(),
            },
            by: if candidate.imported { format!("{author}’s import") } else { author },
            recorded: minute(candidate.mark.recorded),
        }
    }

    /// Refuses whoever wrote one of the values to say which of them stands.
    pub(crate) fn refuse_own(&self, conflict: &Conflict) -> Result<(), AppError> {
        if !self.is_own(conflict) {
            return Ok(());
        }
        let ask = match self.settlers(conflict).as_slice() {
            [] => "Nobody else in the unit may: an administrator can give somebody the role for it.".to_owned(),
            [one] => format!("Ask {one}."),
            more => format!("Ask one of them: {}.", more.join(", ")),
        };
        Err(AppError::new(Code::NotAllowed, "You recorded one of these, so you may not say which stands.", ask))
    }

    fn is_own(&self, conflict: &Conflict) -> bool {
        !is_decision(conflict) && self.principal().is_some_and(|me| conflict.is_own(me))
    }

    /// Who may settle a conflict, by name.
    fn settlers(&self, conflict: &Conflict) -> Vec<String> {
        if is_decision(conflict) {
            return Vec::new();
        }
        let members = self.membership().members().iter();
        let able = members.filter(|member| Right::SettleConflict.held_by(member.roles()));
        let others = able.filter(|member| !conflict.is_own(member.principal));
        others.map(|member| self.staff_name(member.principal)).collect()
    }
}

/// Whether it is between two decisions on a release: those are not chosen between, whoever may decide decides once more.
const fn is_decision(conflict: &Conflict) -> bool {
    matches!(conflict.contested, Contested::Application(_))
}

/// Which of the values stands meanwhile.
fn in_force(case: &Case, conflict: &Conflict) -> Option<usize> {
    let stands = |candidate: &Candidate| match &conflict.contested {
        Contested::Field(field) => {
            case.facts.get(field).is_some_and(|standing| Some(&standing.value) == candidate.value.as_ref())
        }
        Contested::Post(post) => case.holder(*post).is_some_and(|holding| Some(holding.staff) == candidate.staff),
        Contested::Application(_) => false,
    };
    conflict.candidates.iter().position(stands)
}
