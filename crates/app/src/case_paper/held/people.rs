//! Where somebody was, who managed the case, and who else is in it.

use std::collections::BTreeMap;

use casework::event::{VictimContact, Visibility};
use casework::movement::Movement;
use casework::{Case, PrisonNumber, codes, london};
use store::contact::{ContactRow, VictimContactRow};

use super::facts::PRISON_SYSTEM;
use super::{Held, Part, Weight, lines};
use crate::error::AppError;
use crate::owed::capital;
use crate::session::Session;

/// In, out, to court, to another prison.
pub(super) fn movements(case: &Case) -> impl Iterator<Item = Held> {
    case.movements.iter().map(move |movement| {
        let at = london::instant(movement.at).unwrap_or_default().as_millisecond();
        let (what, words) = about_movement(movement);
        Held::new(Part::Movements, at, what, words, PRISON_SYSTEM.to_owned()).weighing(Weight::Known)
    })
}

/// A movement in words: what it is, and from where to where.
pub(crate) fn about_movement(movement: &Movement) -> (String, String) {
    let named = |code: &str| match codes::prison(code) {
        Some(prison) => prison.name.clone(),
        None if code == "OUT" => "outside".to_owned(),
        None => code.to_owned(),
    };
    let from = movement.from.as_ref().map(|from| format!("From {}", named(from)));
    let to = movement.to.as_ref().map(|to| format!("To {}", named(to)));
    let reason = movement.reason.as_ref().map(|code| format!("Reason in the prison system: {code}"));
    let words = lines(from.into_iter().chain(to).chain(reason));
    (movement.kind.words(movement.direction).to_owned(), words)
}

impl Session {
    /// Who took and left which post.
    pub(super) async fn held_posts(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows = self.record.allocations(number).await?;
        let item = |row: store::read::AllocationRow| {
            let (post, name) = (capital(&row.post), self.staff_name(row.staff));
            let (what, reason) = if row.taken {
                (format!("{post}: {name}"), row.reason)
            } else {
                // The scheme's own code.
                (format!("{post} ended: {name}"), capital(&row.reason.to_lowercase().replace('_', " ")))
            };
            Held::new(Part::Posts, row.occurred, what, reason, self.staff_name(row.author)).weighing(Weight::Decided)
        };
        Ok(rows.into_iter().map(item).collect())
    }

    /// Every contact as it was recorded, and every end of one.
    pub(super) async fn held_contacts(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows = self.record.contacts(number).await?;
        let names: BTreeMap<_, _> =
            rows.iter().filter(|row| row.ended.is_none()).map(|row| (row.id, row.name.clone())).collect();
        let item = |row: ContactRow| {
            let by = self.staff_name(row.author);
            let (what, words) = match row.ended {
                Some(reason) => {
                    let name = names.get(&row.id).map_or("a contact", String::as_str);
                    ("Ended".to_owned(), lines([name.to_owned(), reason]))
                }
                None => {
                    let known = [Some(row.name), row.phone, row.email, row.address].into_iter().flatten();
                    (capital(row.relationship.trim()), lines(known))
                }
            };
            Held::new(Part::Contacts, row.recorded, what, words, by).about(Some("It is about somebody else: a contact"))
        };
        Ok(rows.into_iter().map(item).collect())
    }

    /// Every victim liaison officer who was recorded, where this device may know.
    pub(super) async fn held_victim_liaison(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows = self.record.victim_contacts(number).await?;
        let item = |row: VictimContactRow| {
            let VictimContact { officer, email, phone, remarks } = row.contact;
            let words = lines([Some(officer), email, phone, remarks].into_iter().flatten());
            let by = self.staff_name(row.author);
            Held::new(Part::VictimLiaison, row.recorded, "Details of the victim liaison officer", words, by)
                .seen_by(Visibility::Restricted)
        };
        Ok(rows.into_iter().map(item).collect())
    }
}
