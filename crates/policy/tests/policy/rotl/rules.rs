//! Each rule by example.

use std::collections::BTreeMap;

use jiff::civil::date;
use policy::rotl::{
    Bar, Breach, BreachKind, Check, Consultee, Earliest, Facts, Given, Grade, Kind, PastRelease, RULES, Request,
    RotlRules, RotlSettings, RuleBook, Standing, Tier, Verdict, consultees, demanded_grade, earliest, progress,
    rule_sets, rulings, tier,
};
use policy::{Answer, docs};

use super::{TODAY, clear, missing, on, paid_work, said, with_alert};

#[test]
fn the_worked_example_to_the_day_with_its_arithmetic() {
    let found = earliest(Kind::Rdr, &clear(), TODAY, &RuleBook::newest());
    assert_eq!(found.answer, Answer::Known(Earliest::From(date(2026, 5, 13))));
    assert_eq!(
        found.derivation.steps,
        [
            "By the release date: 11 September 2027 less 24 months is 11 September 2025.",
            "The custodial period: 975 days from 10 January 2025 to 11 September 2027, both counted, and 120 on remand: 1095 \
             days.",
            "Half of it is 548 days, less half of the remand, 60 days: 488 days after 10 January 2025 is 13 May 2026.",
            "The later of the two is 13 May 2026.",
        ]
    );
    let cautions = found.derivation.cautions.join(" ");
    assert!(cautions.contains("A half day was rounded to the later date"), "{cautions}");
    assert!(cautions.contains("second-hand"), "{cautions}");
    assert_eq!(found.derivation.clause.unwrap().id, "rotl.from-closed");
}

#[test]
fn a_figure_that_nobody_confirmed_never_says_that_a_rule_is_met() {
    let late = on(Check::EarliestDate, &clear(), &paid_work());
    assert_eq!(late.verdict(), None);
    assert!(missing(&late).starts_with("what the published policy framework says of"), "{}", missing(&late));
    let early = Request { first_out: Some(date(2026, 5, 12)), ..paid_work() };
    let early = on(Check::EarliestDate, &clear(), &early);
    assert_eq!((early.verdict(), early.bar), (Some(Verdict::NotMet), Bar::Soft));
    assert_eq!(early.reasoned.derivation.conclusion, "Not met: not before 13 May 2026.");
}

/// Once somebody confirms a figure, an edition says so and the same rule is met.
#[test]
fn a_figure_that_is_confirmed_decides() {
    let mut confirmed = rule_sets().newest.clone();
    confirmed.constants.bars.bar_earliest_date.standing = Standing::National;
    let of = |edition: &RotlRules| {
        let book = RuleBook { rotl: edition, ..RuleBook::newest() };
        policy::rotl::ruling(Check::EarliestDate, &clear(), &paid_work(), TODAY, &book).verdict()
    };
    assert_eq!(of(&confirmed), None, "its figures are not confirmed yet");
    confirmed.constants.day_release_before.standing = Standing::National;
    confirmed.constants.half_day.standing = Standing::National;
    assert_eq!(of(&confirmed), Some(Verdict::Met));
}

#[test]
fn an_alert_that_bars_bars_and_alerts_that_nobody_looked_for_cannot_tell() {
    for (code, check, bar) in [
        ("XEL", Check::EscapeList, Bar::Hard),
        ("XELH", Check::EscapeList, Bar::Hard),
        ("ROTL", Check::Suspension, Bar::Hard),
        ("XNR", Check::NotForRelease, Bar::Soft),
        ("TG", Check::Hold, Bar::Soft),
        ("XER", Check::EscapeRisk, Bar::Weighed),
    ] {
        let found = on(check, &with_alert(code), &paid_work());
        assert_eq!((found.verdict(), found.bar), (Some(Verdict::NotMet), bar), "{code}");
        assert_eq!(said(check, &clear()), Some(Verdict::Met));
        assert_eq!(said(check, &Facts { alerts: None, ..clear() }), None);
    }
}

#[test]
fn every_category_and_status_that_bars() {
    for code in ["A", "E", "H", "P", "Q", "V"] {
        let facts = Facts { category: Some(code.to_owned()), ..clear() };
        assert_eq!(said(Check::CategoryA, &facts), Some(Verdict::NotMet), "{code}");
    }
    let of = |status: &str| Facts { legal_status: Some(status.to_owned()), ..clear() };
    assert_eq!(said(Check::Remand, &of("REMAND")), Some(Verdict::NotMet));
    assert_eq!(said(Check::Unsentenced, &of("REMAND")), Some(Verdict::Met));
    assert_eq!(said(Check::Unsentenced, &of("CONVICTED_UNSENTENCED")), Some(Verdict::NotMet));
    assert_eq!(said(Check::Remand, &of("CONVICTED_UNSENTENCED")), Some(Verdict::Met));
    for check in [Check::Remand, Check::Unsentenced] {
        assert_eq!(said(check, &of("SENTENCED")), Some(Verdict::Met));
        assert_eq!(said(check, &of("OTHER")), None, "nobody knows what that means here");
    }
}

#[test]
fn a_deportation_order_bars_in_closed_conditions_once_no_appeal_is_left() {
    let person = |order, exhausted, prison: Option<&str>| Facts {
        foreign_national: Some(true),
        deportation_order: order,
        appeals_exhausted: exhausted,
        prison: prison.map(str::to_owned),
        ..clear()
    };
    let of = |order, exhausted, prison| said(Check::Deportation, &person(order, exhausted, prison));
    assert_eq!(of(Some(true), Some(true), Some("LEI")), Some(Verdict::NotMet));
    assert_eq!(of(Some(true), Some(true), Some("HDI")), Some(Verdict::Met), "in an open prison");
    assert_eq!(of(Some(true), Some(false), Some("LEI")), Some(Verdict::Met), "an appeal is left");
    assert_eq!(of(Some(false), None, None), Some(Verdict::Met), "no order");
    assert_eq!(of(Some(true), None, Some("LEI")), None);
    assert_eq!(of(None, None, None), None);
    let woman =
        |category: &str| Facts { category: Some(category.to_owned()), ..person(Some(true), Some(true), Some("ESI")) };
    assert_eq!(said(Check::Deportation, &woman("T")), Some(Verdict::Met), "a woman in open conditions");
    assert_eq!(said(Check::Deportation, &woman("R")), Some(Verdict::NotMet));
    assert_eq!(said(Check::Deportation, &clear()), Some(Verdict::NotAsked), "a British national");
    let order = Facts { foreign_national: Some(false), ..person(Some(true), Some(true), Some("LEI")) };
    assert_eq!(
        said(Check::Deportation, &order),
        Some(Verdict::NotMet),
        "an order counts, whatever the nationality says"
    );
}

#[test]
fn category_b_has_no_release_for_resettlement() {
    let facts = Facts { category: Some("B".to_owned()), ..clear() };
    for (kind, expected) in [
        (Kind::Rdr, Verdict::NotMet),
        (Kind::Ror, Verdict::NotMet),
        (Kind::Crl, Verdict::NotAsked),
        (Kind::Spl, Verdict::NotAsked),
    ] {
        assert_eq!(on(Check::CategoryB, &facts, &Request::of(kind)).verdict(), Some(expected), "{}", kind.code());
    }
    assert_eq!(said(Check::CategoryB, &Facts { category: None, ..clear() }), None);
}

#[test]
fn breaches_are_looked_past_only_where_they_are_few_and_long_ago() {
    let of = |breaches: &[(BreachKind, Option<jiff::civil::Date>)]| {
        let breaches = breaches.iter().map(|(what, on)| Breach { on: *on, what: *what }).collect();
        said(Check::Breaches, &Facts { breaches: Some(breaches), ..clear() })
    };
    assert_eq!(of(&[]), Some(Verdict::Met));
    assert_eq!(of(&[(BreachKind::Escape, Some(date(2010, 1, 1)))]), Some(Verdict::NotMet));
    assert_eq!(of(&[(BreachKind::SeriousFailure, None)]), Some(Verdict::NotMet));
    assert_eq!(of(&[(BreachKind::Abscond, Some(date(2024, 11, 27)))]), Some(Verdict::NotMet), "a day short of it");
    assert_eq!(of(&[(BreachKind::Abscond, Some(date(2024, 11, 26)))]), None, "that it is enough is second-hand");
    assert_eq!(of(&[(BreachKind::Abscond, None)]), None);
    let twice = (BreachKind::Abscond, Some(date(2015, 1, 1)));
    assert_eq!(of(&[twice, twice]), Some(Verdict::NotMet));
    assert_eq!(said(Check::Breaches, &Facts { breaches: None, ..clear() }), None);
}

#[test]
fn a_recall_and_whatever_has_no_rule_is_looked_up() {
    for facts in [
        Facts { recalled: Some(true), ..clear() },
        Facts { legal_status: Some("RECALL".to_owned()), ..clear() },
        Facts { imprisonment_status: Some("DTO".to_owned()), ..clear() },
        Facts { imprisonment_status: Some("A_FINE".to_owned()), ..clear() },
        Facts { imprisonment_status: Some("CIVIL".to_owned()), ..clear() },
    ] {
        let found = on(Check::SpecialSentence, &facts, &paid_work());
        assert!(missing(&found).contains("no source was found"), "{}", missing(&found));
    }
    assert_eq!(said(Check::SpecialSentence, &clear()), Some(Verdict::NotAsked));
    assert_eq!(said(Check::SpecialSentence, &Facts { recalled: None, ..clear() }), None);
    let recalled = Facts { recalled: Some(true), ..clear() };
    assert!(earliest(Kind::Rdr, &recalled, TODAY, &RuleBook::newest()).answer.missing().is_some());
}

#[test]
fn a_childcare_licence_is_for_a_carer_and_nobody_else_is_asked() {
    let crl = Request::of(Kind::Crl);
    let of = |carer| on(Check::Carer, &Facts { sole_carer: carer, ..clear() }, &crl);
    assert_eq!(of(Some(false)).verdict(), Some(Verdict::NotMet));
    assert!(missing(&of(Some(true))).contains("how it is proved"), "the proof is somebody's to look at");
    assert!(missing(&of(None)).contains("sole carer"));
    let other = on(Check::Carer, &clear(), &paid_work());
    assert_eq!(other.reasoned.derivation.conclusion, "Not asked: this is a resettlement day release.");
}

#[test]
fn an_overnight_release_comes_after_day_releases_and_it_is_only_weighed() {
    let ror = Request::of(Kind::Ror);
    let past = |failed| PastRelease {
        kind: Kind::Rdr,
        out: date(2026, 9, 1),
        back: Some(date(2026, 9, 1)),
        nights: 0,
        failed,
    };
    let of = |past: Vec<PastRelease>| on(Check::DayReleasesFirst, &Facts { past, ..clear() }, &ror);
    assert_eq!((of(vec![]).verdict(), of(vec![]).bar), (Some(Verdict::NotMet), Bar::Weighed));
    assert_eq!(of(vec![past(true)]).verdict(), Some(Verdict::NotMet));
    assert_eq!(of(vec![past(true), past(false)]).verdict(), Some(Verdict::Met));
    assert_eq!(of(vec![past(true), past(false)]).reasoned.derivation.cautions, ["Some day releases failed."]);
    assert_eq!(said(Check::DayReleasesFirst, &clear()), Some(Verdict::NotAsked));
}

#[test]
fn restricted_is_what_anything_speaks_for_and_standard_what_nothing_does() {
    let of = |facts: &Facts| tier(facts, &RuleBook::newest());
    assert_eq!(of(&clear()).answer, Answer::Known(Tier::Standard));
    assert!(of(&clear()).derivation.cautions[0].contains("second-hand"));
    for (facts, clause) in [
        (with_alert("RROTL"), "rotl.restricted-alert"),
        (Facts { indeterminate: Some(true), ..clear() }, "rotl.restricted-indeterminate"),
        (Facts { rosh: Some(policy::risk::Rosh::High), ..clear() }, "rotl.restricted-rosh"),
        (Facts { imprisonment_status: Some("EXSENT08".to_owned()), ..clear() }, "rotl.restricted-extended"),
        (Facts { mappa_applies: Some(true), ..clear() }, "rotl.restricted-mappa"),
    ] {
        let found = of(&facts);
        assert_eq!(found.answer, Answer::Known(Tier::Restricted), "{clause}");
        assert_eq!(found.derivation.clause.unwrap().id, clause);
    }
    let marked = Facts { mappa_applies: Some(true), ..with_alert("SROTL") };
    assert_eq!(of(&marked).answer, Answer::Known(Tier::Standard), "the mark settles what the sources leave open");
    let both = Facts { alerts: Some(["RROTL", "SROTL"].map(str::to_owned).into()), ..clear() };
    assert_eq!(of(&both).answer, Answer::Known(Tier::Restricted));
    assert!(of(&both).derivation.cautions[0].contains("until one mark is gone"));
    let missing = of(&Facts { rosh: None, mappa_applies: None, ..clear() }).answer;
    assert_eq!(missing.missing().unwrap().to_string(), "the risk of serious harm; whether MAPPA applies");
}

#[test]
fn who_decides() {
    let settings = RotlSettings::default();
    let of = |tier| demanded_grade(Kind::Rdr, &tier, &settings, &RuleBook::newest()).answer.known().unwrap();
    assert_eq!(of(Answer::Known(Tier::Standard)), Grade::DutyManager);
    assert_eq!(of(Answer::Known(Tier::Restricted)), Grade::Governor);
    assert_eq!(of(Answer::cannot_tell("the risk of serious harm")), Grade::Governor, "the stricter one");
}

#[test]
fn who_is_asked_and_who_is_not_each_with_a_reason() {
    let asked = consultees(&clear(), &paid_work(), &RuleBook::newest());
    let of = |who: Consultee| asked.iter().find(|one| one.who == who).unwrap();
    assert_eq!(
        of(Consultee::Provider).reasoned.derivation.conclusion,
        "To be asked: the release is to an employer or provider."
    );
    assert_eq!(of(Consultee::HomeOffice).reasoned.derivation.conclusion, "Not needed: a British national.");
    assert_eq!(of(Consultee::MappaLead).reasoned.derivation.conclusion, "Not needed: MAPPA does not apply.");
    assert!(of(Consultee::Police).must_reply && !of(Consultee::Security).must_reply);
    let unknown = consultees(&Facts::default(), &Request::of(Kind::Rdr), &RuleBook::newest());
    let unclear: Vec<_> =
        unknown.iter().filter(|one| one.reasoned.answer.missing().is_some()).map(|one| one.who).collect();
    assert_eq!(unclear.len(), 8, "whoever is not asked in every case: {unclear:?}");
}

#[test]
fn an_application_goes_on_once_everything_is_met_answered_or_excepted() {
    let book = RuleBook::newest();
    let facts = Facts { confiscation_default: Some(true), tribunal: None, ..clear() };
    let rules = rulings(&facts, &paid_work(), TODAY, &book);
    let of = |given: &[(Check, Given)]| progress(&rules, &given.iter().copied().collect::<BTreeMap<_, _>>(), &book);
    let untouched = of(&[]);
    assert_eq!(untouched.to_answer, [Check::Tribunal, Check::EarliestDate]);
    assert_eq!(untouched.to_override, [Check::Confiscation]);
    let looked = [(Check::Tribunal, Given::Met), (Check::EarliestDate, Given::Met)];
    assert!(!of(&looked).may_go_on());
    let exception = |grade| of(&[looked[0], looked[1], (Check::Confiscation, Given::Exception(grade))]);
    assert!(exception(Grade::Governor).may_go_on());
    assert!(!exception(Grade::DutyManager).may_go_on(), "the governor makes exceptions here");
    assert_eq!(
        of(&[(Check::Tribunal, Given::NotMet)]).refuses,
        [Check::Tribunal],
        "somebody looked, and it is a hard bar"
    );
    assert!(of(&[(Check::Confiscation, Given::Met)]).to_override == [Check::Confiscation], "a rule is not talked away");
}

#[test]
fn no_answer_says_the_word_that_no_screen_says() {
    let everything = rulings(&clear(), &paid_work(), TODAY, &RuleBook::newest());
    for ruling in everything {
        let text = ruling.reasoned.derivation.to_string().to_lowercase().replace("parole eligibility", "");
        assert!(!text.contains("eligib"), "{text}");
    }
    let pages = docs::pages().into_iter().filter(|page| page.file.starts_with("rotl"));
    for page in pages {
        assert!(!page.text.to_lowercase().contains("eligible"), "{}", page.file);
    }
}

#[test]
fn every_rule_has_an_example_in_which_it_is_not_met_or_cannot_tell() {
    let examples: serde_json::Value = serde_json::from_str(RULES.examples).unwrap();
    let said = |check: &Check| {
        let name = serde_json::to_value(check).unwrap();
        examples["cases"].as_array().unwrap().iter().any(|case| {
            ["not_met", "cannot_tell"]
                .iter()
                .any(|list| case["expected"][*list].as_array().is_some_and(|list| list.contains(&name)))
        })
    };
    // The lawful purpose is one of a closed list, so that an application names one or none.
    for check in Check::ALL.iter().filter(|check| **check != Check::Purpose) {
        assert!(said(check), "{}", check.words());
    }
}
