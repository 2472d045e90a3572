//! What two people recorded while apart and nobody has settled, in all cases.

use api::OpenConflictView;
use casework::case::{Candidate, Conflict};
use casework::event::Contested;
use casework::{Case, Right};

use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Everything that is in conflict, in the order of names.
    pub async fn open_conflicts(&self) -> Result<Vec<OpenConflictView>, AppError> {
        self.demand(Right::SettleConflict)?;
        let own = self.principal();
        let mut open = Vec::new();
        for number in self.record.in_conflict().await? {
            let case = self.known_case(&number).await?;
            for (conflict, view) in case.conflicts.iter().zip(self.conflicts(&case)) {
                open.push(OpenConflictView {
                    number: number.to_string(),
                    name: case.list_name(),
                    conflict: view,
                    in_force: in_force(&case, conflict),
                    own: conflict.candidates.iter().any(|candidate| Some(candidate.mark.author) == own),
                    decision: matches!(conflict.contested, Contested::Application(_)),
                });
            }
        }
        Ok(open)
    }
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
