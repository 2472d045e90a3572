//! Who is responsible: prison offender managers, co-working ones and keyworkers.

use casework::event::{Allocated, CaseEvent, Deallocated, EndReason, Post};
use casework::{Field, PrisonNumber};
use ledger::{Compartment, PrincipalId, Role};

use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Allocates somebody to a post. Warnings are things to weigh: the allocation is made.
    pub async fn allocate(
        &mut self,
        number: &PrisonNumber,
        post: Post,
        staff: PrincipalId,
        reason: &str,
    ) -> Result<Vec<String>, AppError> {
        let case = self.known_case(number).await?;
        let needed = match post {
            Post::Pom | Post::CoworkingPom => Role::Pom,
            Post::Keyworker => Role::Keyworker,
        };
        let member = self.membership().member(staff);
        let (name, roles) = member.map(|m| (m.name.clone(), m.roles())).unwrap_or_default();
        if !roles.has(needed) {
            return Err(AppError::input(
                format!("{name} is not a {}.", needed.title()),
                format!("Choose somebody with that role, or give it with “staff role” ({}).", needed.word()),
            ));
        }
        if !case.is_held_by(self.prison()) {
            return Err(AppError::input(
                format!("{} {number} is not held here.", case.full_name()),
                "Only people who are held here are allocated. Import the newest export if they have come back.",
            ));
        }
        let other = match post {
            Post::Pom => case.holder(Post::CoworkingPom),
            Post::CoworkingPom => case.holder(Post::Pom),
            Post::Keyworker => None,
        };
        if other.is_some_and(|holding| holding.staff == staff) {
            return Err(AppError::input(
                format!("{name} is the case's other prison offender manager already."),
                "A co-working prison offender manager is a second person.",
            ));
        }
        let reason = if reason.trim().is_empty() { "Allocated by hand" } else { reason.trim() };
        let event = CaseEvent::Allocated(Allocated { post, staff, reason: reason.to_owned() });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(if post == Post::Keyworker { alert_warnings(&case) } else { Vec::new() })
    }

    /// Ends a post.
    pub async fn deallocate(
        &mut self,
        number: &PrisonNumber,
        post: Post,
        reason: EndReason,
        detail: &str,
    ) -> Result<(), AppError> {
        let case = self.known_case(number).await?;
        let holding = case.holder(post).ok_or_else(|| {
            AppError::input(format!("Nobody is this prisoner's {}.", post.title()), "There is nothing to end.")
        })?;
        let detail = (!detail.trim().is_empty()).then(|| detail.trim().to_owned());
        let event = CaseEvent::Deallocated(Deallocated { post, staff: holding.staff, reason, detail });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }
}

/// Alerts that a keyworker must know of before the first session: no one-to-ones, risk to females.
pub fn alert_warnings(case: &casework::Case) -> Vec<String> {
    let alerts = case.value(Field::Alerts).map(intake::nested::alerts).unwrap_or_default();
    let has = |code: &str| alerts.iter().any(|alert| alert.active && !alert.expired && alert.code == code);
    let mut warnings = Vec::new();
    if has("RNO121") {
        warnings.push("Alert RNO121, no one-to-ones: two officers, or agree another way with the POM.".to_owned());
    }
    if has("XRF") {
        warnings.push("Alert XRF, risk to females: agree with the POM who sees this prisoner, and how.".to_owned());
    }
    warnings
}
