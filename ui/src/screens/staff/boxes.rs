//! The roles as boxes to tick, each with a line on what it lets somebody do.

use std::collections::BTreeSet;

use api::{Right, Role};
use leptos::prelude::*;

use crate::parts::Errors;

/// Each role with what it lets somebody do, and the rights that this sums up.
static ROLES: [(Role, &str, &[Right]); 9] = {
    use Right::{
        AllocateKeyworker, AllocatePom, ApplyForRelease, AssessEarlyAllocation, AssessRelease, AssessRisk,
        ChangeFigures, ConsultOnRelease, DebriefRelease, DecideRelease, DecideResponsibility, HoldBoard, Import,
        IssueLicence, ManageStaff, MoveCases, Oversee, PlanRelease, ReadCases, ReadGateList, ReadRestricted,
        ReadSensitive, RecordActs, RecordFacts, RecordGate, ReportFailure, SealPack, SettleByHand, SettleConflict,
        StopRelease, TracePack, WithdrawActs, WriteNotes, WriteRestricted, WriteSensitive,
    };
    [
        (
            Role::Administrator,
            "Adds staff, sets roles, and may do everything that any role here may but decide on temporary releases",
            &[
                ReadCases,
                ReadSensitive,
                ReadRestricted,
                WriteNotes,
                WriteSensitive,
                WriteRestricted,
                Import,
                RecordFacts,
                AssessRisk,
                AllocatePom,
                AllocateKeyworker,
                SettleConflict,
                RecordActs,
                Oversee,
                SettleByHand,
                WithdrawActs,
                AssessEarlyAllocation,
                DecideResponsibility,
                ChangeFigures,
                ApplyForRelease,
                ConsultOnRelease,
                AssessRelease,
                HoldBoard,
                StopRelease,
                IssueLicence,
                ReadGateList,
                RecordGate,
                ReportFailure,
                DebriefRelease,
                PlanRelease,
                SealPack,
                TracePack,
                MoveCases,
                ManageStaff,
            ],
        ),
        (
            Role::CaseAdministrator,
            "Imports, records facts, contacts and what was done, names keyworkers, writes notes that are not sensitive",
            &[
                ReadCases,
                WriteNotes,
                Import,
                RecordFacts,
                AllocateKeyworker,
                RecordActs,
                SettleByHand,
                ApplyForRelease,
                ConsultOnRelease,
                HoldBoard,
                IssueLicence,
                ReadGateList,
                RecordGate,
                ReportFailure,
                DebriefRelease,
                PlanRelease,
                TracePack,
            ],
        ),
        (
            Role::Pom,
            "Can hold cases as POM. Reads and writes all notes, restricted ones too; records facts, risk and what was done",
            &[
                ReadCases,
                ReadSensitive,
                ReadRestricted,
                WriteNotes,
                WriteSensitive,
                WriteRestricted,
                RecordFacts,
                AssessRisk,
                RecordActs,
                SettleByHand,
                AssessEarlyAllocation,
                ApplyForRelease,
                ConsultOnRelease,
                AssessRelease,
                HoldBoard,
                StopRelease,
                IssueLicence,
                ReadGateList,
                ReportFailure,
                DebriefRelease,
                PlanRelease,
                SealPack,
                TracePack,
            ],
        ),
        (
            Role::Keyworker,
            "Can hold cases as keyworker. Reads cases, and reads and writes notes that are not sensitive",
            &[ReadCases, WriteNotes, SettleByHand, ApplyForRelease, ReadGateList, DebriefRelease, PlanRelease],
        ),
        (
            Role::HeadOfOmuDelivery,
            "Names POMs and keyworkers, settles conflicts, decides on responsibility, sets the figures, and may all that a POM may",
            &[
                ReadCases,
                ReadSensitive,
                ReadRestricted,
                WriteNotes,
                WriteSensitive,
                WriteRestricted,
                RecordFacts,
                AssessRisk,
                AllocatePom,
                AllocateKeyworker,
                SettleConflict,
                RecordActs,
                Oversee,
                SettleByHand,
                WithdrawActs,
                AssessEarlyAllocation,
                DecideResponsibility,
                ChangeFigures,
                ApplyForRelease,
                ConsultOnRelease,
                AssessRelease,
                HoldBoard,
                StopRelease,
                IssueLicence,
                ReadGateList,
                RecordGate,
                ReportFailure,
                DebriefRelease,
                PlanRelease,
                SealPack,
                TracePack,
                MoveCases,
            ],
        ),
        (
            Role::Governor,
            "Decides every temporary release. Reads everything, restricted notes too; writes notes that are not sensitive",
            &[
                ReadCases,
                ReadSensitive,
                ReadRestricted,
                WriteNotes,
                HoldBoard,
                DecideRelease,
                StopRelease,
                IssueLicence,
                ReadGateList,
                RecordGate,
                ReportFailure,
            ],
        ),
        (
            Role::DutyManager,
            "Decides standard temporary releases. Reads everything but what is restricted; writes notes that are not sensitive",
            &[
                ReadCases,
                ReadSensitive,
                WriteNotes,
                HoldBoard,
                DecideRelease,
                StopRelease,
                IssueLicence,
                ReadGateList,
                RecordGate,
                ReportFailure,
                DebriefRelease,
            ],
        ),
        (
            Role::GateOfficer,
            "Sees the gate list, and records who goes out and comes back. Reads no cases",
            &[ReadGateList, RecordGate, ReportFailure],
        ),
        (
            Role::Auditor,
            "Reads cases and sensitive notes, nothing restricted; writes nothing",
            &[ReadCases, ReadSensitive, ReadGateList],
        ),
    ]
};

/// The name of a role as staff say it.
fn name(role: Role) -> &'static str {
    match role {
        Role::Administrator => "Administrator",
        Role::CaseAdministrator => "Case administrator",
        Role::Pom => "POM",
        Role::Keyworker => "Keyworker",
        Role::HeadOfOmuDelivery => "Head of OM delivery",
        Role::Governor => "Governor",
        Role::DutyManager => "Duty manager",
        Role::GateOfficer => "Gate officer",
        Role::Auditor => "Auditor",
    }
}

/// “POM, head of OM delivery”, from the words of a call.
pub(crate) fn in_words(roles: &[String]) -> String {
    let known =
        roles.iter().map(|word| Role::from_word(word).map_or_else(|| word.clone(), |role| name(role).to_owned()));
    let words: Vec<String> =
        known.enumerate().map(|(at, name)| if at == 0 { name } else { lower_first(&name) }).collect();
    words.join(", ")
}

/// Abbreviations stay large.
fn lower_first(name: &str) -> String {
    if name == "POM" {
        name.to_owned()
    } else {
        name.chars().take(1).flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect()
    }
}

/// What somebody's roles let them do, one line each.
pub(super) fn lines(roles: &[String]) -> Vec<(&'static str, &'static str)> {
    let has = |role: Role| roles.iter().any(|word| Role::from_word(word) == Some(role));
    ROLES.iter().filter(|(role, ..)| has(*role)).map(|(role, line, _)| (name(*role), *line)).collect()
}

/// The boxes. The first has the group's identifier, so that errors lead there.
#[component]
pub(crate) fn Boxes(
    /// The group's identifier.
    id: &'static str,
    /// What is asked.
    legend: &'static str,
    /// The words of the roles that are ticked.
    ticked: RwSignal<BTreeSet<String>>,
    /// What is wrong with the form.
    errors: Errors,
) -> impl IntoView {
    let error = errors.of(id);
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <fieldset class="govuk-fieldset" aria-describedby=move || error.with(Option::is_some).then(|| format!("{id}-error"))>
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                {move || error.get().map(|error| view! {
                    <p class="govuk-error-message" id=format!("{id}-error")><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                })}
                <div class="govuk-checkboxes govuk-checkboxes--small">
                    {ROLES.iter().enumerate().map(|(at, (role, line, _))| one(id, at, *role, line, ticked)).collect_view()}
                </div>
            </fieldset>
        </div>
    }
}

fn one(
    group: &'static str,
    at: usize,
    role: Role,
    line: &'static str,
    ticked: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let id = if at == 0 { group.to_owned() } else { format!("{group}-{at}") };
    let hint = format!("{group}-{at}-hint");
    let change = move |event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| {
            if on {
                ticked.insert(role.word().to_owned());
            } else {
                ticked.remove(role.word());
            }
        });
    };
    view! {
        <div class="govuk-checkboxes__item desk-staff__role">
            <input class="govuk-checkboxes__input" type="checkbox" id=id.clone() aria-describedby=hint.clone()
                prop:checked=move || ticked.with(|ticked| ticked.contains(role.word())) on:change=change />
            <label class="govuk-label govuk-checkboxes__label" for=id>{name(role)}</label>
            <div class="govuk-hint desk-staff__line" id=hint>{line}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_sums_up_is_what_the_role_may() {
        assert_eq!(ROLES.map(|(role, ..)| role), Role::ALL);
        for (role, line, claimed) in ROLES {
            let may: Vec<Right> = Right::ALL.into_iter().filter(|right| right.roles().contains(&role)).collect();
            assert_eq!(claimed, may, "{line}");
        }
    }

    #[test]
    fn roles_are_said_as_staff_say_them() {
        let words = |words: &[&str]| in_words(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["administrator", "pom"]), "Administrator, POM");
        assert_eq!(words(&["pom", "head-of-omu-delivery"]), "POM, head of OM delivery");
        assert_eq!(words(&["of-a-later-version"]), "of-a-later-version");
    }
}
