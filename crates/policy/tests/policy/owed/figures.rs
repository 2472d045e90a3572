//! A prison's own figures: written as a person writes them, refused in plain English, and what they do to the list.

use jiff::civil::{Date, date};
use policy::handover::rule_sets;
use policy::obligation::{FigureError, Kind, ObligationSettings, OwnFigure, Standing, explain, owed, settings};

use super::{TODAY, case};

const SET_ON: Date = date(2026, 10, 1);

fn own(name: &str, value: &str) -> OwnFigure {
    OwnFigure { name: name.to_owned(), value: value.to_owned(), set_on: SET_ON }
}

fn refused(name: &str, value: &str) -> String {
    settings().newest.with(&own(name, value)).unwrap_err().to_string()
}

fn due(settings: &ObligationSettings, kind: Kind) -> Date {
    let owed = owed(&case(), settings, &rule_sets().newest, TODAY).obligations;
    owed.iter().find(|found| found.key.kind == kind).unwrap().window.due
}

#[test]
fn what_a_prison_sets_is_what_the_engine_counts_by_and_says() {
    let set = settings().newest.with(&own("report_due", "6 weeks")).unwrap();
    assert_eq!(due(&settings().newest, Kind::PreReleaseReport), date(2027, 6, 2));
    assert_eq!(due(&set, Kind::PreReleaseReport), date(2027, 5, 19));
    let owed = owed(&case(), &set, &rule_sets().newest, TODAY).obligations;
    let report = owed.iter().find(|found| found.key.kind == Kind::PreReleaseReport).unwrap();
    assert_eq!(report.standing, Standing::Local);
    let why = explain(&case(), &set, &rule_sets().newest, TODAY, &report.key).unwrap().derivation;
    assert!(why.source.starts_with("Set by the prison on 1 October 2026. Otherwise 4 weeks: "), "{}", why.source);
    assert!(why.steps.contains(&"Due: 30 June 2027 less 6 weeks is 19 May 2027.".to_owned()), "{why}");
}

#[test]
fn a_national_figure_that_a_prison_sets_is_local_from_then_on() {
    let set = settings().newest.with(&own("keywork_weeks", "2")).unwrap();
    let info = set.constants.figures().into_iter().find(|info| info.name == "keywork_weeks").unwrap();
    assert_eq!((info.value.as_str(), info.default.as_str(), info.standing), ("2 weeks", "1 week", Standing::Local));
    assert_eq!(info.unit.name(), "weeks");
}

#[test]
fn what_cannot_be_a_value_is_refused_and_says_what_can() {
    assert_eq!(
        refused("report_due", "soon"),
        "The pre-release report is due before release by: “soon” is no such value. Write it as 8 weeks, 6 months or 10 days."
    );
    assert_eq!(
        refused("plan_first", "10 days"),
        "First sentence plan, from reception, within: “10 days” is no such value. Write it as 10 working days."
    );
    assert_eq!(
        refused("keywork_weeks", "5 weeks"),
        "A key-work session every: “5 weeks” cannot be right. Choose between 1 week and 4 weeks."
    );
    assert!(refused("no_meeting_since", "1 September 1827").contains("cannot be right"));
    assert!(refused("colour", "red").contains("there is no figure called “colour”"));
}

#[test]
fn what_would_be_due_before_it_can_be_begun_is_refused() {
    let error = settings().newest.with(&own("report_due", "12 weeks")).unwrap_err();
    assert!(matches!(error, FigureError::OutOfOrder { .. }), "{error}");
    assert!(error.to_string().contains("(12 weeks) must be less than"), "{error}");
    let wider = settings().newest.with(&own("report_window", "16 weeks")).unwrap();
    assert!(wider.with(&own("report_due", "12 weeks")).is_ok());
}

#[test]
fn all_that_a_prison_set_is_taken_together_and_the_last_of_a_figure_counts() {
    let set = [own("report_due", "3 weeks"), own("plan_first", "nonsense"), own("report_due", "6 weeks")];
    let (settings, errors) = settings().newest.of_prison(&set);
    assert_eq!(due(&settings, Kind::PreReleaseReport), date(2027, 5, 19));
    assert_eq!(due(&settings, Kind::FirstPlan), date(2026, 9, 21), "what cannot be read changes nothing");
    assert_eq!(errors.len(), 1);
    let meeting = settings.with(&own("no_meeting_since", "1 September 2026")).unwrap();
    let owed = owed(&case(), &meeting, &rule_sets().newest, TODAY).obligations;
    assert!(owed.iter().all(|found| found.key.kind != Kind::HandoverMeeting));
}
