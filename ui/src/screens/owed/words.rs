//! What is said of something that is owed: how near it is, what its step is called, by whom it is owed.

use api::{Act, OwedBy, OwedRow, Standing, Step, Urgency};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign};

/// Later than so many days, the day is said rather than how many days ago it was.
const A_YEAR: i64 = 365;

/// How near it is: “9 days late”, “Today”, “Fri 15 Jan”, with its shape.
pub(crate) fn due(row: &OwedRow, today: &str) -> (Kind, String) {
    match row.urgency {
        Urgency::Overdue if row.late_days > A_YEAR => (Kind::Late, format!("Since {}", dates::short(&row.due))),
        Urgency::Overdue => (Kind::Late, format!("{} late", dates::days(row.late_days))),
        Urgency::Today => (Kind::Soon, "Today".to_owned()),
        Urgency::ThisWeek | Urgency::Later | Urgency::NotOpen => (Kind::Later, dates::due(&row.due, today)),
    }
}

/// The same as a shape and words.
pub(crate) fn due_sign(row: &OwedRow, today: &str) -> impl IntoView + use<> {
    let (kind, words) = due(row, today);
    view! { <Sign kind>{words}</Sign> }
}

/// What the button of the step says.
pub(crate) const fn step(step: &Step) -> &'static str {
    match step {
        Step::RecordSession => "Record session",
        Step::RecordAct(Act::CheckRequested, _) => "Ask",
        Step::RecordAct(Act::CheckChased, _) => "Chase",
        Step::RecordAct(Act::CheckAnswered, _) => "Log reply",
        Step::RecordAct(Act::Referred, _) => "Refer",
        Step::RecordAct(Act::RiskTold, _) => "Tell",
        Step::RecordAct(..) | Step::RecordFact(_) | Step::RecordEarlyDecision | Step::RecordParole => "Record",
        Step::AssessEarlyAllocation => "Assess",
        Step::ReviewResponsibility => "Review",
        Step::ReadMoves => "See moves",
        Step::OpenRotl | Step::OpenPack | Step::OpenPlan => "Open",
    }
}

/// By whom it is owed: by name, or else in which role.
pub(crate) fn owner(row: &OwedRow) -> String {
    row.owner.clone().unwrap_or_else(|| role(row.role).to_owned())
}

const fn role(role: OwedBy) -> &'static str {
    match role {
        OwedBy::Pom => "POM",
        OwedBy::Keyworker => "Keyworker",
        OwedBy::HeadOfOmuDelivery => "Head of OM delivery",
        OwedBy::CaseAdministrator => "Case admin",
        OwedBy::Governor => "Governor",
        OwedBy::GateOfficer => "Gate officer",
    }
}

/// On whose authority a figure stands.
pub(crate) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::National => "national figure",
        Standing::Local => "local figure",
        Standing::Unconfirmed => "unconfirmed figure",
    }
}

/// Whether it can be done already.
pub(crate) fn is_open(row: &OwedRow) -> bool {
    row.urgency != Urgency::NotOpen
}

#[cfg(test)]
pub(crate) mod tests {
    use api::{OwedKey, Owing};

    use super::*;

    pub(crate) fn owed() -> OwedRow {
        OwedRow {
            number: "A8830EC".to_owned(),
            name: "Tolland, Reece".to_owned(),
            cell: Some("C-1-022".to_owned()),
            rosh: Some("HIGH".to_owned()),
            key: OwedKey { kind: Owing::ComNeeded, about: None, since: "2027-01-05".to_owned() },
            what: "COM not named".to_owned(),
            why: "Community responsible since 5 January.".to_owned(),
            opens: "2026-11-10".to_owned(),
            due: "2027-01-05".to_owned(),
            hard_stop: None,
            urgency: Urgency::Overdue,
            late_days: 9,
            role: OwedBy::Pom,
            owner: None,
            standing: Standing::National,
            step: Step::RecordFact(vec!["comName".to_owned()]),
        }
    }

    #[test]
    fn how_near_it_is_is_said_in_words_and_by_a_shape() {
        let mut row = owed();
        assert_eq!(due(&row, "2027-01-14"), (Kind::Late, "9 days late".to_owned()));
        row.late_days = 400;
        assert_eq!(due(&row, "2028-02-09").1, "Since 5 Jan 2027");
        row.urgency = Urgency::Today;
        assert_eq!(due(&row, "2027-01-05"), (Kind::Soon, "Today".to_owned()));
        row.urgency = Urgency::ThisWeek;
        assert_eq!(due(&row, "2027-01-04").1, "Tue 5 Jan");
    }
}
