//! Who is responsible: prison offender managers, co-working ones and keyworkers. One by one, or many in one step.

use std::collections::BTreeSet;

use api::{AllocatedMany, LeftView};
use casework::apply::right_to_allocate;
use casework::event::{Allocated, CaseEvent, Deallocated, EndReason, Post};
use casework::{Case, Field, NotApplied, PrisonNumber};
use ledger::PrincipalId;

use crate::error::AppError;
use crate::session::Session;

/// The alerts that have to be weighed before anybody takes a case.
pub(crate) const CHECK_FIRST: [&str; 2] = [NO_ONE_TO_ONES, RISK_TO_FEMALES];
const NO_ONE_TO_ONES: &str = "RNO121";
const RISK_TO_FEMALES: &str = "XRF";

/// Who is to take which case, and why.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Whose case.
    pub number: PrisonNumber,
    /// Who takes it.
    pub staff: PrincipalId,
    /// Why this person.
    pub reason: String,
}

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
        self.may_hold(&case, post, staff)?;
        let reason = reason_or(reason);
        let event = CaseEvent::Allocated(Allocated { post, staff, reason: reason.to_owned() });
        let words = format!("{} is {} of {}", self.staff_name(staff), post.title(), case.full_name());
        let warnings = warnings(&case, post);
        self.act(words, Some(reason), vec![(*number, case, event)], |_| true).await?;
        Ok(warnings)
    }

    /// Allocates many in one step. Those that cannot be are left as they are, with the reason. `told` hears how many are done, and
    /// of how many, and says whether to go on: once it does not, nobody was allocated.
    pub async fn allocate_many(
        &mut self,
        post: Post,
        choices: Vec<Choice>,
        replace: bool,
        mut told: impl FnMut(usize, usize) -> bool,
    ) -> Result<AllocatedMany, AppError> {
        self.demand(right_to_allocate(post))?;
        let mut done = AllocatedMany::default();
        let mut events = Vec::new();
        let mut seen = BTreeSet::new();
        for Choice { number, staff, reason } in choices {
            if !seen.insert(number) {
                continue;
            }
            let case = self.known_case(&number).await?;
            let about = |why: String| LeftView { number: number.to_string(), name: case.list_name(), why };
            if let Err(why) = self.may_take(&case, post, staff, replace) {
                done.left.push(about(why.message));
                continue;
            }
            done.to_weigh.extend(warnings(&case, post).into_iter().map(about));
            let event = CaseEvent::Allocated(Allocated { post, staff, reason: reason_or(&reason).to_owned() });
            events.push((number, case, event));
        }
        let all = events.len();
        if all > 0 {
            let words = format!("{all} allocated: {}", post.title());
            self.act(words, Some("allocated together"), events, |written| told(written, all)).await?;
        }
        done.allocated = u32::try_from(all).unwrap_or(u32::MAX);
        Ok(done)
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
        let staff = case.holder(post).map(|holding| holding.staff).ok_or_else(|| {
            AppError::input(format!("Nobody is this prisoner's {}.", post.title()), "There is nothing to end.")
        })?;
        let detail = Some(detail.trim()).filter(|detail| !detail.is_empty());
        let words = format!("{} is no longer {} of {}", self.staff_name(staff), post.title(), case.full_name());
        let event = CaseEvent::Deallocated(Deallocated { post, staff, reason, detail: detail.map(str::to_owned) });
        self.act(words, detail, vec![(*number, case, event)], |_| true).await
    }

    /// Whether somebody can hold a post of a case.
    pub(crate) fn may_hold(&self, case: &Case, post: Post, staff: PrincipalId) -> Result<(), AppError> {
        let member = self.membership().member(staff);
        let (name, roles) = member.map(|m| (m.name.clone(), m.roles())).unwrap_or_default();
        let needed = post.role();
        if !roles.has(needed) {
            return Err(AppError::input(
                format!("{name} is not a {}.", needed.title()),
                "Choose somebody with that role, or have an administrator give it to them.",
            )
            .at("staff"));
        }
        if !case.is_held_by(self.prison()) {
            return Err(AppError::input(
                format!("{} is not held here.", case.full_name()),
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
            )
            .at("staff"));
        }
        Ok(())
    }

    /// The same among many: somebody who holds the post already is left in it, and so is anybody whom a colleague chose
    /// meanwhile, unless they are to be replaced.
    fn may_take(&self, case: &Case, post: Post, staff: PrincipalId, replace: bool) -> Result<(), AppError> {
        self.may_hold(case, post, staff)?;
        if post == Post::Keyworker && case.has_high_complexity() {
            return Err(NotApplied::HighComplexity.into());
        }
        let Some(holding) = case.holder(post) else { return Ok(()) };
        let name = self.staff_name(holding.staff);
        let serving = self.membership().member(holding.staff).is_some_and(|member| member.roles().has(post.role()));
        if holding.staff == staff || (serving && !replace) {
            return Err(AppError::input(format!("{name} is their {} already.", post.title()), "Nothing was changed."));
        }
        Ok(())
    }
}

fn reason_or(reason: &str) -> &str {
    if reason.trim().is_empty() { "Allocated by hand" } else { reason.trim() }
}

fn warnings(case: &Case, post: Post) -> Vec<String> {
    if post == Post::Keyworker { alert_warnings(case) } else { Vec::new() }
}

/// The codes of the alerts of a case that have to be weighed first.
pub(crate) fn check_first(case: &Case) -> impl Iterator<Item = &'static str> {
    let alerts = case.value(Field::Alerts).map(intake::nested::alerts).unwrap_or_default();
    CHECK_FIRST
        .into_iter()
        .filter(move |code| alerts.iter().any(|alert| alert.active && !alert.expired && alert.code == *code))
}

/// Alerts that a keyworker must know of before the first session: no one-to-ones, risk to females.
pub fn alert_warnings(case: &Case) -> Vec<String> {
    let words = |code| match code {
        NO_ONE_TO_ONES => "Alert RNO121, no one-to-ones: two officers, or agree another way with the POM.",
        _ => "Alert XRF, risk to females: agree with the POM who sees this prisoner, and how.",
    };
    check_first(case).map(|code| words(code).to_owned()).collect()
}
