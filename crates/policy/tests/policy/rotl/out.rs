//! Being out, minute by minute, over midnight and over a clock change.

use jiff::{Timestamp, ToSpan};
use policy::rotl::{LateStep, Release, RuleBook, Whereabouts, being_out, whereabouts};
use proptest::option;
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Due back at five on a winter's day, and out.
fn out() -> Release {
    Release {
        planned_out: at("2027-01-14T08:30:00Z"),
        due: at("2027-01-14T17:00:00Z"),
        went_out: Some(at("2027-01-14T08:31:00Z")),
        came_back: None,
        victim_contact: Some(true),
        provider: Some(true),
    }
}

fn on(release: &Release, now: &str) -> Whereabouts {
    whereabouts(release, at(now), &RuleBook::newest()).whereabouts
}

#[test]
fn a_release_from_the_gate_to_midnight() {
    let before = Release { went_out: None, ..out() };
    assert_eq!(on(&before, "2027-01-14T08:29:59Z"), Whereabouts::Planned);
    assert_eq!(on(&before, "2027-01-14T08:30:00Z"), Whereabouts::NotGone);
    assert_eq!(on(&before, "2027-02-14T08:30:00Z"), Whereabouts::NotGone, "nobody is late who did not go");
    for (now, expected) in [
        ("2027-01-14T16:29:59Z", Whereabouts::Out),
        ("2027-01-14T16:30:00Z", Whereabouts::DueSoon),
        ("2027-01-14T17:00:00Z", Whereabouts::DueSoon),
        ("2027-01-14T17:00:01Z", Whereabouts::Late),
        ("2027-01-14T23:59:59Z", Whereabouts::Late),
        ("2027-01-15T00:00:00Z", Whereabouts::FailedToReturn),
        ("2028-01-15T00:00:00Z", Whereabouts::FailedToReturn),
    ] {
        assert_eq!(on(&out(), now), expected, "{now}");
    }
}

#[test]
fn midnight_is_londons_on_the_days_on_which_the_clocks_change() {
    // They go forward at one: the day ends an hour sooner than it would have.
    let spring = Release {
        planned_out: at("2027-03-28T08:00:00Z"),
        due: at("2027-03-28T16:00:00Z"),
        went_out: Some(at("2027-03-28T08:00:00Z")),
        ..out()
    };
    assert_eq!(on(&spring, "2027-03-28T22:59:59Z"), Whereabouts::Late);
    assert_eq!(on(&spring, "2027-03-28T23:00:00Z"), Whereabouts::FailedToReturn);
    let autumn = Release {
        planned_out: at("2027-10-31T08:00:00Z"),
        due: at("2027-10-31T17:00:00Z"),
        went_out: Some(at("2027-10-31T08:00:00Z")),
        ..out()
    };
    assert_eq!(on(&autumn, "2027-10-31T23:59:59Z"), Whereabouts::Late);
    assert_eq!(on(&autumn, "2027-11-01T00:00:00Z"), Whereabouts::FailedToReturn);
}

#[test]
fn a_release_that_is_due_just_after_midnight_has_the_whole_day() {
    let night = Release { due: at("2027-01-15T00:30:00Z"), ..out() };
    assert_eq!(on(&night, "2027-01-15T00:31:00Z"), Whereabouts::Late);
    assert_eq!(on(&night, "2027-01-15T23:59:00Z"), Whereabouts::Late);
    assert_eq!(on(&night, "2027-01-16T00:00:00Z"), Whereabouts::FailedToReturn);
}

#[test]
fn who_does_what_by_when() {
    let look = whereabouts(&out(), at("2027-01-14T17:42:30Z"), &RuleBook::newest());
    assert_eq!(look.late_minutes, Some(42));
    let by: Vec<(LateStep, Option<String>)> =
        look.steps.iter().map(|step| (step.what, step.by.map(|by| by.to_string()))).collect();
    let time = |text: &str| Some(format!("2027-01-14T{text}:00Z"));
    assert_eq!(
        by,
        [
            (LateStep::Call, time("17:00")),
            (LateStep::TellGovernor, time("17:30")),
            (LateStep::GovernorDecides, time("18:00")),
            (LateStep::TellPolice, time("18:00")),
        ]
    );
    let failed = whereabouts(&out(), at("2027-01-15T00:00:00Z"), &RuleBook::newest());
    let what: Vec<LateStep> = failed.steps.iter().map(|step| step.what).collect();
    for step in [LateStep::Suspend, LateStep::Pause, LateStep::TellVlo, LateStep::TellProvider, LateStep::Report] {
        assert!(what.contains(&step), "{}", step.words());
    }
    let alone = Release { victim_contact: Some(false), provider: Some(false), ..out() };
    let what = whereabouts(&alone, at("2027-01-15T00:00:00Z"), &RuleBook::newest()).steps;
    assert!(what.iter().all(|step| step.what != LateStep::TellVlo && step.what != LateStep::TellProvider));
}

#[test]
fn a_return_that_is_logged_before_the_going_out_does_not_count() {
    let wrong = Release { came_back: Some(at("2027-01-14T08:00:00Z")), ..out() };
    let found = being_out(&wrong, at("2027-01-14T12:00:00Z"), &RuleBook::newest());
    assert_eq!(found.answer.as_ref().known().unwrap().whereabouts, Whereabouts::Out);
    assert!(found.derivation.cautions[0].contains("before the going out"));
    let only_back = Release { went_out: None, came_back: Some(at("2027-01-14T16:00:00Z")), ..out() };
    let found = being_out(&only_back, at("2027-01-14T17:30:00Z"), &RuleBook::newest());
    assert_eq!(
        found.answer.as_ref().known().unwrap().whereabouts,
        Whereabouts::Back,
        "nothing that was logged is lost"
    );
    assert!(found.derivation.cautions[0].contains("no going out"));
}

#[test]
fn the_working_says_the_midnight() {
    let found = being_out(&out(), at("2027-01-14T17:42:00Z"), &RuleBook::newest()).derivation;
    assert_eq!(found.conclusion, "State: late, 42 minutes after the due time.");
    assert_eq!(found.steps, ["The due day ends on 15 January 2027 at 0:00."]);
    assert_eq!(found.clause.unwrap().id, "rotl.out-late");
}

fn instant() -> BoxedStrategy<Timestamp> {
    let near = (-5_000_i64..5_000).prop_map(|minutes| at("2027-03-28T01:00:00Z") + minutes.minutes());
    prop_oneof![12 => near, 1 => Just(Timestamp::MIN), 1 => Just(Timestamp::MAX)].boxed()
}

prop_compose! {
    fn release()(
        planned_out in instant(),
        due in instant(),
        went_out in option::of(instant()),
        came_back in option::of(instant()),
        (victim_contact, provider) in any::<(Option<bool>, Option<bool>)>(),
    ) -> Release {
        Release { planned_out, due, went_out, came_back, victim_contact, provider }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn time_only_goes_forward(release in release(), one in instant(), other in instant()) {
        let book = RuleBook::newest();
        let order = |now| {
            let look = whereabouts(&release, now, &book);
            [Whereabouts::Planned, Whereabouts::NotGone, Whereabouts::Out, Whereabouts::DueSoon, Whereabouts::Late, Whereabouts::FailedToReturn]
                .iter().position(|state| *state == look.whereabouts)
        };
        prop_assert!(order(one.min(other)) <= order(one.max(other)));
    }

    /// A timer that waits until then shows the right thing in between.
    #[test]
    fn a_state_lasts_until_the_time_that_it_names(release in release(), now in instant(), later in instant()) {
        let book = RuleBook::newest();
        let look = whereabouts(&release, now, &book);
        let until = look.until.unwrap_or(Timestamp::MAX);
        if now <= later && later < until {
            prop_assert_eq!(whereabouts(&release, later, &book).whereabouts, look.whereabouts);
        }
        let reasoned = being_out(&release, now, &book);
        prop_assert_eq!(reasoned.answer.known(), Some(look));
        prop_assert!(reasoned.derivation.clause.is_some());
    }
}
