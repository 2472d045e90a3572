//! Colleagues of the demonstration with devices of their own: the same unit through the eyes of a POM and of a keyworker.

use app::clock::FixedClock;
use app::device::{Applicant, start};
use app::types::{CaseloadQuery, Filter, PrincipalId, Role, Sort};
use app::{AppError, Session};

use crate::{Act, Making};

/// Who joins, and what their folder is called.
const JOINING: [(Role, &str); 2] = [(Role::Pom, "pom"), (Role::Keyworker, "keyworker")];

/// Lets the busiest of each role join.
pub(crate) async fn join(
    session: &mut Session,
    making: &Making<'_>,
    progress: &mut (dyn FnMut(Act, u64, u64) + Send),
) -> Result<(), AppError> {
    let all = JOINING.len() as u64;
    for (done, (role, folder)) in JOINING.into_iter().enumerate() {
        progress(Act::Joining, done as u64, all);
        if let Some(colleague) = busiest(session, role).await? {
            let applicant = Applicant::make(session.record().membership().unit(), colleague);
            session.admit(applicant.application().clone()).await?;
            let welcome = session.welcome().await?;
            let folder = making.folder.join("colleagues").join(folder);
            let (keystore, clock) = (making.keystore.clone(), Box::new(FixedClock(making.now)));
            start(&folder, keystore, clock, making.passphrase, applicant, welcome).await?.lock().await?;
        }
    }
    progress(Act::Joining, all, all);
    Ok(())
}

/// Who has the most cases in a role.
async fn busiest(session: &Session, role: Role) -> Result<Option<PrincipalId>, AppError> {
    let mut busiest: Option<(u32, PrincipalId)> = None;
    for member in session.staff() {
        if !member.roles.iter().any(|word| word == role.word()) {
            continue;
        }
        let colleague = session.staff_named(&member.id)?;
        let filter = match role {
            Role::Keyworker => Filter { keyworker: Some(colleague), ..Filter::default() },
            _ => Filter { pom: Some(colleague), ..Filter::default() },
        };
        let query = CaseloadQuery { filter, sort: Sort::Name, descending: false, offset: 0, limit: 0 };
        let cases = session.caseload(&query).await?.all;
        if busiest.is_none_or(|(most, _)| cases > most) {
            busiest = Some((cases, colleague));
        }
    }
    Ok(busiest.map(|(_, colleague)| colleague))
}
