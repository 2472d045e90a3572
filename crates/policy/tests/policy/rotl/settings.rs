//! What a prison sets of temporary release: written as a person writes it, refused in plain English, and what it does to the rules.

use jiff::civil::date;
use policy::Answer;
use policy::obligation::{FigureError, OwnFigure, Standing};
use policy::rotl::{Grade, Kind, RotlSettings, RuleBook, Tier, demanded_grade, rule_sets};

fn own(name: &str, value: &str) -> OwnFigure {
    OwnFigure { name: name.to_owned(), value: value.to_owned(), set_on: date(2026, 10, 1) }
}

fn refused(name: &str, value: &str) -> String {
    RotlSettings::default().with(&own(name, value)).unwrap_err().to_string()
}

fn grade(settings: &RotlSettings, kind: Kind, tier: Tier) -> Grade {
    let reasoned = demanded_grade(kind, &Answer::Known(tier), settings, &RuleBook::newest());
    reasoned.answer.known().unwrap()
}

#[test]
fn a_prison_that_set_nothing_has_the_rules_own_values_with_their_standing() {
    let settings = RotlSettings::default();
    assert_eq!(settings.rules(), rule_sets().newest);
    for kind in Kind::ALL {
        assert_eq!(grade(&settings, kind, Tier::Standard), Grade::DutyManager);
        assert_eq!(grade(&settings, kind, Tier::Restricted), Grade::Governor);
    }
    let figures = settings.figures();
    let of = |name: &str| figures.iter().find(|figure| figure.name == name).unwrap();
    assert_eq!(of("rotl_due_soon_minutes").value, "30 minutes");
    assert_eq!(of("rotl_governor_decides_minutes").value, "60 minutes");
    assert_eq!(of("rotl_apply_again_after").value, "none");
    assert_eq!(of("prison_address").value, "not recorded");
    assert_eq!(of("rotl_grade_rdr_standard").standing, Standing::Unconfirmed);
    assert!(figures.iter().all(|figure| !figure.source.is_empty() && figure.value == figure.default));
    assert!(
        figures.iter().filter(|figure| figure.name.ends_with("_minutes")).all(|one| one.standing == Standing::Local)
    );
}

#[test]
fn a_prison_may_ask_for_a_higher_grade_of_one_type_and_never_for_a_lower_one() {
    let settings = RotlSettings::default().with(&own("rotl_grade_ror_standard", "Governor")).unwrap();
    assert_eq!(grade(&settings, Kind::Ror, Tier::Standard), Grade::Governor);
    assert_eq!(grade(&settings, Kind::Rdr, Tier::Standard), Grade::DutyManager, "the others stay");
    let why = demanded_grade(Kind::Ror, &Answer::Known(Tier::Standard), &settings, &RuleBook::newest()).derivation;
    let said = why.inputs.iter().find(|input| input.name == "The least grade here").unwrap();
    assert!(said.value.starts_with("governor (local: Set by the prison on 1 October 2026. Otherwise duty manager: "));
    assert_eq!(
        refused("rotl_grade_ror_restricted", "duty manager"),
        "Resettlement overnight release, restricted: the least grade that decides: nobody below the governor may decide that, \
         whatever a prison sets. It can ask for a higher grade, not for a lower one."
    );
    assert!(refused("rotl_grade_ror_standard", "wing officer").ends_with("Write it as duty manager or governor."));
}

#[test]
fn the_minutes_of_a_prison_are_those_of_its_rules() {
    let set = [own("rotl_due_soon_minutes", "45 minutes"), own("rotl_governor_decides_minutes", "90")];
    let rules = RotlSettings::of_prison(&set).rules().constants;
    assert_eq!((rules.due_soon_minutes.value, rules.governor_decides_minutes.value), (45, 90));
    assert!(rules.due_soon_minutes.source.starts_with("Set by the prison on 1 October 2026. Otherwise 30 minutes: "));
    assert_eq!(rules.police_told_minutes, rule_sets().newest.constants.police_told_minutes);
    assert!(refused("rotl_due_soon_minutes", "5 hours").contains("Write it as 30 minutes."));
    assert!(refused("rotl_due_soon_minutes", "300").contains("Choose between 0 minutes and 240 minutes."));
}

#[test]
fn what_cannot_be_set_or_is_another_setting_changes_nothing() {
    let set = [
        own("keywork_weeks", "2"),
        own("rotl_grade_rdr_restricted", "duty manager"),
        own("prison_telephone", "0113 496 0001"),
        own("prison_telephone", "0113 496 0002"),
        own("rotl_complain_within", "28 days"),
        own("rotl_apply_again_after", "none"),
    ];
    let settings = RotlSettings::of_prison(&set);
    assert_eq!(grade(&settings, Kind::Rdr, Tier::Restricted), Grade::Governor);
    assert_eq!(settings.prison_telephone.value.0, "0113 496 0002", "the last counts");
    assert_eq!(settings.rotl_complain_within.value.unwrap().after(date(2027, 1, 4)), date(2027, 2, 1));
    assert_eq!(settings.rotl_apply_again_after.value, None);
    assert!(settings.have("prison_address") && !settings.have("keywork_weeks"));
    assert!(matches!(
        RotlSettings::default().with(&own("keywork_weeks", "2")),
        Err(FigureError::NoSuchFigure(name)) if name == "keywork_weeks"
    ));
}
