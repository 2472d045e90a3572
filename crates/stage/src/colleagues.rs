//! Colleagues of the demonstration with devices of their own: the same unit through the eyes of whoever does the work, decides, or
//! stands at the gate.

use app::clock::FixedClock;
use app::device::{Applicant, Owner, start};
use app::types::{CaseloadQuery, Filter, PrincipalId, Role, Sort};
use app::{AppError, Session};

use crate::{Act, Making};

/// Who joins. Each one's folder is called after the role.
const JOINING: [Role; 4] = [Role::Pom, Role::Keyworker, Role::Governor, Role::GateOfficer];

/// Lets one of each role join: who has the most cases, or who has been here longest.
pub(crate) async fn join(
    session: &mut Session,
    making: &Making<'_>,
    progress: &mut (dyn FnMut(Act, u64, u64) + Send),
) -> Result<(), AppError> {
    let all = JOINING.len() as u64;
    for (done, role) in JOINING.into_iter().enumerate() {
        progress(Act::Joining, done as u64, all);
        if let Some(colleague) = busiest(session, role).await? {
            let applicant = Applicant::make(session.record().membership().unit());
            session.admit(applicant.application().clone(), Owner::Member(colleague), None).await?;
            let welcome = session.welcome().await?;
            let folder = making.folder.join("colleagues").join(role.word());
            let (keystore, clock) = (making.keystore.clone(), Box::new(FixedClock(making.now)));
            start(&folder, keystore, clock, making.passphrase, applicant, welcome).await?.lock().await?;
        }
    }
    progress(Act::Joining, all, all);
    Ok(())
}

/// Who has the most cases in a role; the first of those who have equally many.
async fn busiest(session: &Session, role: Role) -> Result<Option<PrincipalId>, AppError> {
    let mut busiest: Option<(u32, PrincipalId)> = None;
    for member in session.staff() {
        if !member.roles.iter().any(|word| word == role.word()) {
            continue;
        }
        let colleague = session.staff_named(&member.id)?;
        let filter = match role {
            Role::Pom => Filter { pom: Some(colleague), ..Filter::default() },
            Role::Keyworker => Filter { keyworker: Some(colleague), ..Filter::default() },
            // Governors and gate officers have no cases of their own.
            _ => return Ok(Some(colleague)),
        };
        let query = CaseloadQuery { filter, sort: Sort::Name, descending: false, offset: 0, limit: 0 };
        let cases = session.caseload(&query).await?.all;
        if busiest.is_none_or(|(most, _)| cases > most) {
            busiest = Some((cases, colleague));
        }
    }
    Ok(busiest.map(|(_, colleague)| colleague))
}
