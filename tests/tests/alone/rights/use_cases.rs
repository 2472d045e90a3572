//! Through the use-cases: somebody of every role tries everything.

use app::allocation::Choice;
use app::clock::new_id;
use app::contact::NewContact;
use app::device::{Applicant, Owner};
use app::import::ImportPlan;
use app::types::{
    Act, ActionId, CaseloadQuery, EndReason, Field, FieldKey, Filter, NoteId, Post, PrincipalId, PrisonNumber, Role,
    Sort, Value, Visibility,
};
use app::{AppError, Code, Session};
use tests::people::prisoner;
use tests::unit::{Office, is_whole, morning};

use super::scene::{KIERAN, READERS, Scene, WRITERS, note, one, scene, traces, victim_contact};
use Role::{Administrator, Auditor, CaseAdministrator, GateOfficer, Governor, HeadOfOmuDelivery, Keyworker, Pom};

/// What a person could try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempt {
    ReadCase,
    ListCases,
    ReadNotes,
    Search,
    History,
    Export,
    SeeWhatWasNotApplied,
    SeeWhatWasSetAside,
    OpenRestrictedNotes,
    OpenVictimContact,
    WriteNote,
    WriteSensitive,
    WriteRestricted,
    Amend,
    AmendSensitive,
    AmendRestricted,
    SettleAction,
    SettleSensitiveAction,
    SettleRestrictedAction,
    RecordVictimContact,
    RecordFact,
    AssessRisk,
    AddContact,
    EndContact,
    PlanImport,
    TakeImport,
    SeePomsToAllocate,
    SeeKeyworkersToAllocate,
    AllocateManyPoms,
    AllocateManyKeyworkers,
    AllocatePom,
    EndPom,
    AllocateKeyworker,
    EndKeyworker,
    SeeConflicts,
    SettleConflict,
    SeeStaffAndCases,
    AddStaff,
    SetRoles,
    AdmitDevice,
    KeepDraft,
    SeeMyDay,
    SeeTheUnitsDay,
    SeeWhatIsOwed,
    SeeWhoIsResponsible,
    SeeTheBoard,
    SeeTheLoad,
    SeeFigures,
    ImagineWhatIf,
    RecordAnAct,
    Oversee,
    SettleByHand,
    AssessEarlyAllocation,
    DecideResponsibility,
    WithdrawADecision,
    RecordAParoleReview,
    SetAFigure,
    SetAWorkingPattern,
}

/// Who may, as the unit's rules say it. Whoever may not see a thing is not told that it is there.
const RULES: &[(Attempt, &[Role])] = &[
    (Attempt::ReadCase, READERS),
    (Attempt::ListCases, READERS),
    (Attempt::ReadNotes, READERS),
    (Attempt::Search, READERS),
    (Attempt::History, READERS),
    (Attempt::Export, READERS),
    // Everybody their own; the administrator everybody's.
    (Attempt::SeeWhatWasNotApplied, &Role::ALL),
    (Attempt::SeeWhatWasSetAside, &[Administrator, CaseAdministrator]),
    (Attempt::OpenRestrictedNotes, &[Administrator, Pom, HeadOfOmuDelivery, Governor]),
    (Attempt::OpenVictimContact, &[Administrator, Pom, HeadOfOmuDelivery, Governor]),
    (Attempt::WriteNote, WRITERS),
    (Attempt::WriteSensitive, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::WriteRestricted, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::Amend, WRITERS),
    (Attempt::AmendSensitive, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::AmendRestricted, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::SettleAction, WRITERS),
    (Attempt::SettleSensitiveAction, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::SettleRestrictedAction, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::RecordVictimContact, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::RecordFact, &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery]),
    (Attempt::AssessRisk, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::AddContact, &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery]),
    (Attempt::EndContact, &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery]),
    (Attempt::PlanImport, &[Administrator, CaseAdministrator]),
    (Attempt::TakeImport, &[Administrator, CaseAdministrator]),
    (Attempt::SeePomsToAllocate, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::SeeKeyworkersToAllocate, &[Administrator, CaseAdministrator, HeadOfOmuDelivery]),
    (Attempt::AllocateManyPoms, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::AllocateManyKeyworkers, &[Administrator, CaseAdministrator, HeadOfOmuDelivery]),
    (Attempt::AllocatePom, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::EndPom, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::AllocateKeyworker, &[Administrator, CaseAdministrator, HeadOfOmuDelivery]),
    (Attempt::EndKeyworker, &[Administrator, CaseAdministrator, HeadOfOmuDelivery]),
    (Attempt::SeeConflicts, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::SettleConflict, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::SeeStaffAndCases, &[Administrator]),
    (Attempt::AddStaff, &[Administrator]),
    (Attempt::SetRoles, &[Administrator]),
    (Attempt::AdmitDevice, &[Administrator]),
    (Attempt::KeepDraft, &Role::ALL),
    (Attempt::SeeMyDay, READERS),
    (Attempt::SeeTheUnitsDay, &[Administrator, CaseAdministrator, HeadOfOmuDelivery, Governor, Auditor]),
    (Attempt::SeeWhatIsOwed, READERS),
    (Attempt::SeeWhoIsResponsible, READERS),
    (Attempt::SeeTheBoard, READERS),
    (Attempt::SeeTheLoad, READERS),
    (Attempt::SeeFigures, READERS),
    (Attempt::ImagineWhatIf, READERS),
    (Attempt::RecordAnAct, &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery]),
    (Attempt::Oversee, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::SettleByHand, &[Administrator, CaseAdministrator, Pom, Keyworker, HeadOfOmuDelivery]),
    (Attempt::AssessEarlyAllocation, &[Administrator, Pom, HeadOfOmuDelivery]),
    (Attempt::DecideResponsibility, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::WithdrawADecision, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::RecordAParoleReview, &[Administrator, CaseAdministrator, Pom, HeadOfOmuDelivery]),
    (Attempt::SetAFigure, &[Administrator, HeadOfOmuDelivery]),
    (Attempt::SetAWorkingPattern, &[Administrator, HeadOfOmuDelivery]),
];

impl Attempt {
    /// Who sees that the thing is there at all.
    const fn seen_by(self) -> &'static [Role] {
        match self {
            Self::AmendSensitive | Self::SettleSensitiveAction => {
                &[Administrator, Pom, HeadOfOmuDelivery, Governor, Auditor]
            }
            Self::AmendRestricted | Self::SettleRestrictedAction => &[Administrator, Pom, HeadOfOmuDelivery, Governor],
            _ => &Role::ALL,
        }
    }

    async fn by(self, session: &mut Session, scene: &Scene, plan: ImportPlan) -> Result<(), AppError> {
        let kieran = &scene.kieran;
        let why = "For a reason";
        match self {
            Self::ReadCase => session.case(kieran).await.map(drop),
            Self::ListCases => session.caseload(&everybody()).await.map(drop),
            Self::ReadNotes => session.notes(kieran, 10, 0).await.map(drop),
            Self::Search => session.search("Kieran", 10).await.map(drop),
            Self::History => session.history(kieran, None).await.map(drop),
            Self::Export => session.export().await.map(drop),
            Self::SeeWhatWasNotApplied => session.unapplied().await.map(drop),
            Self::SeeWhatWasSetAside => session.quarantine().await.map(drop),
            Self::OpenRestrictedNotes => session.open_restricted_notes(kieran, why).await.map(drop),
            Self::OpenVictimContact => session.open_victim_contact(kieran, why).await.map(drop),
            Self::WriteNote => session.write_note(kieran, note(Visibility::General, "New")).await.map(drop),
            Self::WriteSensitive => session.write_note(kieran, note(Visibility::Sensitive, "New")).await.map(drop),
            Self::WriteRestricted => session.write_note(kieran, note(Visibility::Restricted, "New")).await.map(drop),
            Self::Amend => session.amend_note(scene.general, why, "And more").await.map(drop),
            Self::AmendSensitive => session.amend_note(scene.sensitive, why, "And more").await.map(drop),
            Self::AmendRestricted => session.amend_note(scene.restricted, why, "And more").await.map(drop),
            Self::SettleAction => session.settle_action(scene.general_action, true, "Done").await,
            Self::SettleSensitiveAction => session.settle_action(scene.sensitive_action, true, "Done").await,
            Self::SettleRestrictedAction => session.settle_action(scene.restricted_action, true, "Done").await,
            Self::RecordVictimContact => session.record_victim_contact(kieran, victim_contact()).await,
            Self::RecordFact => session.record_fact(kieran, Field::Religion, "Quaker", None, why).await,
            Self::AssessRisk => session.record_fact(kieran, Field::Rosh, "HIGH", None, why).await,
            Self::AddContact => {
                let contact = NewContact {
                    name: "A friend".to_owned(),
                    relationship: "Friend".to_owned(),
                    ..NewContact::default()
                };
                session.add_contact(kieran, contact).await.map(drop)
            }
            Self::EndContact => session.end_contact(kieran, scene.contact, why).await,
            Self::PlanImport => {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("people.json");
                std::fs::write(&file, prisoner(1).to_string()).unwrap();
                session.plan_import(&[file]).await.map(drop)
            }
            Self::TakeImport => session.take_import(plan, |_, _| {}).await.map(drop),
            Self::SeePomsToAllocate => session.allocation(Post::Pom, None).await.map(drop),
            Self::SeeKeyworkersToAllocate => session.allocation(Post::Keyworker, None).await.map(drop),
            Self::AllocateManyPoms => many(session, Post::Pom, scene.other_pom).await,
            Self::AllocateManyKeyworkers => many(session, Post::Keyworker, scene.other_keyworker).await,
            Self::AllocatePom => session.allocate(kieran, Post::Pom, scene.other_pom, why).await.map(drop),
            Self::EndPom => session.deallocate(kieran, Post::Pom, EndReason::Manual, why).await,
            Self::AllocateKeyworker => {
                session.allocate(kieran, Post::Keyworker, scene.other_keyworker, why).await.map(drop)
            }
            Self::EndKeyworker => session.deallocate(kieran, Post::Keyworker, EndReason::Manual, why).await,
            Self::SeeConflicts => session.open_conflicts().await.map(drop),
            Self::SettleConflict => {
                let tier = FieldKey::Known(Field::Tier);
                session.settle_field(kieran, tier, Value::Text("A1".to_owned()), why).await
            }
            Self::SeeStaffAndCases => session.staff_and_cases().await.map(drop),
            Self::AddStaff => session.add_staff("Newly Come", one(Pom)).await.map(drop),
            Self::SetRoles => session.set_roles(scene.other_keyworker, one(Pom)).await.map(drop),
            Self::AdmitDevice => {
                let unit = session.record().membership().unit();
                let application = Applicant::make(unit).application().clone();
                session.admit(application, Owner::Member(scene.pom), None).await.map(drop)
            }
            Self::KeepDraft => session.keep_draft("note", KIERAN, "Half a sen").await,
            _ => self.of_what_is_owed(session, kieran).await,
        }
    }

    async fn of_what_is_owed(self, session: &mut Session, kieran: &PrisonNumber) -> Result<(), AppError> {
        let why = "For a reason";
        let number = || KIERAN.to_owned();
        let on = session.today().to_string();
        match self {
            Self::SeeMyDay => session.my_day(&api::MyDay::default()).await.map(drop),
            Self::SeeTheUnitsDay => {
                let whose = api::Whose::Unit;
                session.my_day(&api::MyDay { whose, ..api::MyDay::default() }).await.map(drop)
            }
            Self::SeeWhatIsOwed => session.owed_in_case(kieran).await.map(drop),
            Self::SeeWhoIsResponsible => session.responsibility(kieran).await.map(drop),
            Self::SeeTheBoard => session.handover_board(&api::HandoverBoard::default()).await.map(drop),
            Self::SeeTheLoad => session.workload().await.map(drop),
            Self::SeeFigures => session.figures().await.map(drop),
            Self::ImagineWhatIf => {
                let change = api::Change { shift_release: Some(-30), ..api::Change::default() };
                session.what_if(&api::WhatIf { number: Some(number()), change }).await.map(drop)
            }
            Self::RecordAnAct | Self::Oversee => {
                let act = if self == Self::Oversee { Act::Oversight } else { Act::PomContact };
                let act = api::RecordAct { number: number(), act, about: None, on, words: why.to_owned() };
                session.record_act(kieran, act).await.map(drop)
            }
            Self::SettleByHand => {
                // The first session here is owed to everybody, whatever the policy covers.
                let owed = session.owed_in_case(kieran).await;
                let row = owed.ok().and_then(|owed| owed.rows.into_iter().next());
                let nothing = || api::OwedKey { kind: api::Owing::Oversight, about: None, since: on };
                session.settle_by_hand(kieran, &row.map_or_else(nothing, |row| row.key), why).await
            }
            Self::AssessEarlyAllocation => {
                let names = ["convicted_under_terrorisom_act_2000", "high_profile", "serious_crime_prevention_order"];
                let more = ["mappa_level_3", "cppc_case"];
                let assess = api::AssessEarlyAllocation {
                    number: number(),
                    oasys: "2026-11-02".to_owned(),
                    answers: names.iter().chain(&more).map(|name| ((*name).to_owned(), true)).collect(),
                    reason: String::new(),
                    approved: false,
                };
                session.assess_early_allocation(kieran, assess).await
            }
            Self::DecideResponsibility => {
                let decide = api::DecideResponsibility {
                    number: number(),
                    community: true,
                    reason: "recalled".to_owned(),
                    words: String::new(),
                    review: "2027-06-01".to_owned(),
                };
                session.decide_responsibility(kieran, decide).await
            }
            Self::WithdrawADecision => session.withdraw_responsibility(kieran, why).await,
            Self::RecordAParoleReview => {
                let review = api::RecordParoleReview {
                    number: number(),
                    id: None,
                    target_hearing: Some("2027-06-14".to_owned()),
                    custody_report_due: None,
                    outcome: None,
                    outcome_received: None,
                };
                session.record_parole_review(kieran, review).await
            }
            Self::SetAFigure => session.set_figure("oversight", Some("3 months"), why).await,
            Self::SetAWorkingPattern => session.set_working_pattern("Ben Okafor", 6, Some("prison")).await,
            other => panic!("{other:?} has nothing to do with what is owed"),
        }
    }
}

async fn many(session: &mut Session, post: Post, staff: PrincipalId) -> Result<(), AppError> {
    let choice = Choice { number: KIERAN.parse().unwrap(), staff, reason: "For a reason".to_owned() };
    session.allocate_many(post, vec![choice], true, |_, _| true).await.map(drop)
}

fn everybody() -> CaseloadQuery {
    CaseloadQuery { filter: Filter::default(), sort: Sort::Name, descending: false, offset: 0, limit: 100 }
}

async fn tries_everything(role: Role) {
    // Given somebody of this role, on a device that has heard everything
    let office = Office::new();
    let (mut ada, scene) = scene(&office).await;
    let mut session = office.joins(&mut ada, "The One Who Tries", one(role)).await;
    for (attempt, who_may) in RULES {
        let file = office.folder().join("one.json");
        std::fs::write(&file, prisoner(2).to_string()).unwrap();
        let plan = ada.plan_import(&[file]).await.unwrap();
        let before = traces(&session).await;
        // When they try each thing
        let outcome = attempt.by(&mut session, &scene, plan).await;
        // Then they may, or they are told that they may not, and nothing is written
        let what = format!("{} tries {attempt:?}: {outcome:?}", role.title());
        if who_may.contains(&role) {
            assert!(outcome.is_ok(), "{what}");
            continue;
        }
        let refused = outcome.expect_err(&what);
        if attempt.seen_by().contains(&role) {
            assert_eq!(refused.code, Code::NotAllowed, "{what}");
        } else {
            // Not even that it is there.
            let unknown = match attempt {
                Attempt::AmendSensitive | Attempt::AmendRestricted => {
                    session.amend_note(NoteId(new_id(morning(0))), "x", "x").await.map(drop)
                }
                _ => session.settle_action(ActionId(new_id(morning(0))), true, "x").await,
            };
            assert_eq!(unknown.unwrap_err(), refused, "{what}");
        }
        assert_eq!(traces(&session).await, before, "{what}, and something was written");
    }
    is_whole(&session).await;
}

#[tokio::test]
async fn an_administrator_tries_everything() {
    tries_everything(Administrator).await;
}

#[tokio::test]
async fn a_case_administrator_tries_everything() {
    tries_everything(CaseAdministrator).await;
}

#[tokio::test]
async fn a_prison_offender_manager_tries_everything() {
    tries_everything(Pom).await;
}

#[tokio::test]
async fn a_keyworker_tries_everything() {
    tries_everything(Keyworker).await;
}

#[tokio::test]
async fn a_head_of_omu_delivery_tries_everything() {
    tries_everything(HeadOfOmuDelivery).await;
}

#[tokio::test]
async fn a_governor_tries_everything() {
    tries_everything(Governor).await;
}

#[tokio::test]
async fn a_gate_officer_tries_everything() {
    tries_everything(GateOfficer).await;
}

#[tokio::test]
async fn an_auditor_tries_everything() {
    tries_everything(Auditor).await;
}
