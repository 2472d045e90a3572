//! What is owed, wherever it stands: its words, the step that settles it, and the forms that record steps. My day and the case file
//! list it; both open the same forms.

mod act;
mod by_hand;
mod decide;
mod early;
mod moves;
mod parole;
mod subject;
mod take_back;
mod unit_moves;
mod what_if;
pub(crate) mod words;

use api::{Act, OwedApplication, OwedApplicationView, OwedKey, OwedRow, Right, Step};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::parts::in_one;
use crate::route::Place;
use crate::screens::case::{Kept, RecordFact, Tab};
use crate::screens::owed::act::RecordAct;
use crate::screens::owed::by_hand::ByHand;
use crate::screens::owed::decide::{Decide, Withdraw};
use crate::screens::owed::early::{Assess, RecordDecision};
use crate::screens::owed::moves::ReadMoves;
pub(crate) use crate::screens::owed::moves::{WouldMove, checked, difference};
use crate::screens::owed::parole::Parole;
pub(crate) use crate::screens::owed::parole::which;
pub(crate) use crate::screens::owed::subject::Subject;
use crate::screens::owed::take_back::TakeBack;
pub(crate) use crate::screens::owed::unit_moves::{summary, unit_moves};
use crate::screens::owed::what_if::WhatIf;
pub(crate) use crate::screens::owed::what_if::WhatIfUnit;

/// What is being done about something, in the pane of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Nothing.
    Nothing,
    /// An act is recorded; about what, where that is known.
    Act(Act, Option<String>),
    /// Something is settled without its act: which, and what it is called.
    ByHand(OwedKey, String),
    /// What was recorded as done by mistake is taken back: which, and what it is called.
    TakeBack(String, String),
    /// One of these facts is recorded.
    Fact(Vec<String>),
    /// An assessment for early allocation is made.
    Assess,
    /// The community's decision on early allocation is recorded.
    EarlyDecision,
    /// Responsibility is decided against the calculation, or that decision is confirmed.
    Decide,
    /// That decision is withdrawn.
    Withdraw,
    /// A parole review is recorded: which; nothing: a new one.
    Parole(Option<String>),
    /// The outcome of a parole review is recorded.
    ParoleOutcome,
    /// Some of the facts are imagined to be others.
    WhatIf,
    /// Moved dates are read; about what, where that is known.
    Moves(Option<String>),
}

/// What the step of something that is owed opens. A key-work session, a temporary release and a handover pack have screens of their own;
/// the plan for release is in the case file.
pub(crate) fn begin(desk: Desk, files: Kept, row: &OwedRow) -> Doing {
    match row.step.clone() {
        Step::RecordSession => {
            desk.route.go(Place::new_note(row.number.clone()));
            Doing::Nothing
        }
        Step::RecordAct(act, about) => Doing::Act(act, about),
        Step::RecordFact(fields) => Doing::Fact(fields),
        Step::AssessEarlyAllocation => Doing::Assess,
        Step::RecordEarlyDecision => Doing::EarlyDecision,
        Step::ReviewResponsibility => Doing::Decide,
        Step::RecordParole => Doing::ParoleOutcome,
        Step::ReadMoves => Doing::Moves(row.key.about.clone()),
        Step::OpenRotl => {
            open_application(desk, row.number.clone(), row.key.clone());
            Doing::Nothing
        }
        Step::OpenPack => {
            desk.route.go(Place::pack(row.number.clone()));
            Doing::Nothing
        }
        Step::OpenPlan => {
            files.begin_at(&row.number, Tab::ReleasePlan);
            desk.route.go(Place::case(row.number.clone()));
            Doing::Nothing
        }
    }
}

/// Opens the application that something owed concerns, where it is dealt with. The record finds it; where it cannot, it says why.
fn open_application(desk: Desk, number: String, key: OwedKey) {
    leptos::task::spawn_local(async move {
        match backend::call(OwedApplication { number: number.clone(), key }).await {
            Ok(OwedApplicationView { id, stage }) => desk.route.go(Place::application_at(number, id, stage)),
            Err(problem) => desk.toast.show(desk.speak, in_one(&problem)),
        }
    });
}

/// Whether somebody may do a step. The record decides; this is what is offered.
pub(crate) fn may(desk: Desk, step: &Step) -> bool {
    let right = match step {
        Step::RecordSession => Right::WriteNotes,
        Step::RecordAct(Act::Oversight, _) => Right::Oversee,
        Step::RecordAct(..) | Step::ReadMoves => Right::RecordActs,
        Step::RecordFact(_) | Step::RecordParole => Right::RecordFacts,
        Step::AssessEarlyAllocation | Step::RecordEarlyDecision => Right::AssessEarlyAllocation,
        Step::ReviewResponsibility => Right::DecideResponsibility,
        Step::OpenRotl | Step::OpenPack | Step::OpenPlan => Right::ReadCases,
    };
    desk.person.may(right)
}

/// The form of what is being done.
pub(crate) fn form(subject: Subject, doing: Doing) -> AnyView {
    match doing {
        Doing::Nothing => ().into_any(),
        Doing::Act(act, about) => view! { <RecordAct subject act about /> }.into_any(),
        Doing::ByHand(key, what) => view! { <ByHand subject key what /> }.into_any(),
        Doing::TakeBack(id, what) => view! { <TakeBack subject id what /> }.into_any(),
        Doing::Fact(fields) => view! { <RecordFact subject fields now=None /> }.into_any(),
        Doing::Assess => view! { <Assess subject /> }.into_any(),
        Doing::EarlyDecision => view! { <RecordDecision subject /> }.into_any(),
        Doing::Decide => view! { <Decide subject /> }.into_any(),
        Doing::Withdraw => view! { <Withdraw subject /> }.into_any(),
        Doing::Parole(id) => view! { <Parole subject id outcome=false /> }.into_any(),
        Doing::ParoleOutcome => view! { <Parole subject id=None outcome=true /> }.into_any(),
        Doing::WhatIf => view! { <WhatIf subject /> }.into_any(),
        Doing::Moves(about) => view! { <ReadMoves subject about /> }.into_any(),
    }
}
