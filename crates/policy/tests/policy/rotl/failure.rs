//! The failure report: every question of the national form, in the order of its answers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use policy::rotl::{
    Chosen, FailureAnswers, FailureFacts, FailureKind, Kind, KnownFact, Left, Tier, Whereabouts, failure_form,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn choose(answers: &mut FailureAnswers, question: &str, codes: &[&str]) {
    let chosen = codes.iter().map(|code| Chosen { code: (*code).to_owned(), ..Chosen::default() }).collect();
    answers.insert(question.to_owned(), chosen);
}

#[test]
fn every_question_and_every_answer_of_the_form_is_there() {
    let form = failure_form();
    let questions: Vec<&str> = form.questions.iter().map(|question| question.code.as_str()).collect();
    let numbered: Vec<String> = (59179..=59203).map(|code| code.to_string()).collect();
    assert_eq!(questions, numbered);
    let answers: Vec<&str> =
        form.questions.iter().flat_map(|question| &question.answers).map(|choice| choice.code.as_str()).collect();
    let numbered: Vec<String> = (210_684..=210_786).map(|code| code.to_string()).collect();
    assert_eq!(answers, numbered);
    for choice in form.questions.iter().flat_map(|question| &question.answers) {
        assert!(choice.next.as_ref().is_none_or(|next| form.question(next).is_some()), "{}", choice.code);
    }
}

#[test]
fn a_late_return_without_a_plan_asks_nothing_of_arrest_or_return() {
    let form = failure_form();
    let mut answers = FailureAnswers::new();
    choose(&mut answers, "59184", &["210713"]);
    let asked: BTreeSet<&str> = form.asked(&answers).into_iter().map(|question| question.code.as_str()).collect();
    assert!(asked.contains("59188") && !asked.contains("59185"), "{asked:?}");
    choose(&mut answers, "59184", &["210712"]);
    let asked: Vec<&str> = form.asked(&answers).into_iter().map(|question| question.code.as_str()).collect();
    assert!(asked.contains(&"59186") && !asked.contains(&"59188"), "it depends on whether they came back: {asked:?}");
}

#[test]
fn a_failure_is_of_the_kinds_that_clock_and_report_name() {
    let mut answers = FailureAnswers::new();
    for (question, code) in [("59184", "210713"), ("59188", "210726"), ("59189", "210728"), ("59191", "210741")] {
        choose(&mut answers, question, &[code]);
    }
    choose(&mut answers, "59195", &["210763"]);
    fn kinds(whereabouts: Whereabouts, report: Option<&FailureAnswers>) -> Vec<FailureKind> {
        FailureKind::of(whereabouts, report).into_iter().collect()
    }
    use FailureKind::{Arrest, Breach, FailureToReturn, LateReturn, Other};
    assert_eq!(kinds(Whereabouts::BackLate, Some(&answers)), [LateReturn, Arrest, Breach]);
    // Past midnight it is no late return any more, whatever the report calls it.
    assert_eq!(kinds(Whereabouts::BackAfterMidnight, Some(&answers)), [FailureToReturn, Arrest, Breach]);
    assert_eq!(kinds(Whereabouts::Back, Some(&answers)), [LateReturn, Arrest, Breach]);
    choose(&mut answers, "59188", &["210727"]);
    choose(&mut answers, "59189", &["210729"]);
    choose(&mut answers, "59195", &["210764"]);
    assert_eq!(kinds(Whereabouts::Back, Some(&answers)), [Other]);
    assert_eq!(kinds(Whereabouts::BackLate, None), [LateReturn]);
    assert_eq!(kinds(Whereabouts::FailedToReturn, None), [FailureToReturn]);
    for no_failure in
        [Whereabouts::Back, Whereabouts::Out, Whereabouts::DueSoon, Whereabouts::Late, Whereabouts::Planned]
    {
        assert_eq!(kinds(no_failure, None), [], "{no_failure:?}");
    }
}

#[test]
fn each_kind_that_a_report_can_name_is_named_by_one_answer() {
    let named: Vec<FailureKind> = failure_form()
        .questions
        .iter()
        .flat_map(|question| &question.answers)
        .filter_map(|choice| choice.kind)
        .collect();
    assert_eq!(named, [FailureKind::LateReturn, FailureKind::Arrest, FailureKind::Breach]);
}

#[test]
fn what_is_known_is_filled_in_and_the_rest_is_left() {
    let form = failure_form();
    let facts = FailureFacts {
        tier: Some(Tier::Standard),
        kind: Some(Kind::Rdr),
        reason: Some("R21".to_owned()),
        plan_begun: Some(false),
        late: Some(true),
        told: BTreeMap::from([(KnownFact::TellCom, date(2027, 1, 14))]),
        ..FailureFacts::default()
    };
    let answers = form.filled_in(&facts);
    let chosen = |question: &str| answers.get(question).map(|chosen| chosen[0].code.as_str());
    assert_eq!(chosen("59181"), Some("210692"));
    assert_eq!(chosen("59182"), Some("210694"));
    assert_eq!(chosen("59183"), Some("210700"), "unpaid work");
    assert_eq!(chosen("59184"), Some("210713"));
    assert_eq!(chosen("59188"), Some("210726"));
    assert_eq!(answers["59199"][0].on, Some(date(2027, 1, 14)));
    assert_eq!(chosen("59200"), None, "nobody recorded that the victim liaison officer was told");
    let left: Vec<String> = form.left(&answers).iter().map(ToString::to_string).collect();
    assert_eq!(left[0], "Answer: What came of it for the prisoner?");
    assert!(left.iter().all(|line| !line.contains("late")), "{left:?}");
}

#[test]
fn a_medical_special_purpose_and_a_return_before_midnight_are_known() {
    let facts = FailureFacts {
        kind: Some(Kind::Spl),
        reason: Some("C5".to_owned()),
        plan_begun: Some(true),
        revoked: Some(false),
        returned: Some(date(2027, 1, 14)),
        before_midnight: Some(true),
        ..FailureFacts::default()
    };
    let answers = failure_form().filled_in(&facts);
    let codes: Vec<&str> = ["59182", "59183", "59184", "59185", "59186", "59187"]
        .iter()
        .map(|question| answers[*question][0].code.as_str())
        .collect();
    assert_eq!(codes, ["210697", "210709", "210712", "210714", "210716", "210718"]);
    assert_eq!(answers["59186"][0].on, Some(date(2027, 1, 14)));
    let out = FailureFacts { still_out: true, ..FailureFacts::default() };
    assert_eq!(failure_form().filled_in(&out)["59186"][0].code, "210717");
}

#[test]
fn what_is_not_whole_is_said_in_words() {
    let form = failure_form();
    let mut answers = FailureAnswers::new();
    choose(&mut answers, "59180", &["210690", "210691"]);
    choose(&mut answers, "59179", &["210685", "210686"]);
    choose(&mut answers, "59181", &["1"]);
    let left: Vec<String> = form.left(&answers).iter().map(ToString::to_string).collect();
    assert_eq!(left[0], "Choose only one answer: Does any member of staff face disciplinary charges?");
    assert_eq!(left[1], "Choose one of the answers: Was the release standard or restricted?");
    choose(&mut answers, "59184", &["210713"]);
    choose(&mut answers, "59189", &["210728"]);
    choose(&mut answers, "59190", &["210738"]);
    let left: Vec<String> = form.left(&answers).iter().map(ToString::to_string).collect();
    assert!(left.contains(&"Say more: For which offences were they arrested? Another offence".to_owned()), "{left:?}");
}

fn answers() -> BoxedStrategy<FailureAnswers> {
    let questions: Vec<String> = failure_form().questions.iter().map(|question| question.code.clone()).collect();
    let code = prop_oneof![9 => (210_684_u32..=210_786).prop_map(|code| code.to_string()), 1 => ".{0,4}"];
    let chosen = (code, ".{0,3}", option::of(Just(date(2027, 1, 14)))).prop_map(|(code, remark, on)| Chosen {
        code,
        remark,
        on,
    });
    btree_map(select(questions), vec(chosen, 0..3), 0..20).boxed()
}

proptest! {
    #[test]
    fn whatever_was_answered_each_question_is_asked_once_and_what_is_left_is_said(answers in answers()) {
        let form = failure_form();
        let asked: Vec<&str> = form.asked(&answers).into_iter().map(|question| question.code.as_str()).collect();
        let once: BTreeSet<&str> = asked.iter().copied().collect();
        prop_assert_eq!(once.len(), asked.len());
        prop_assert_eq!(asked[0], "59179");
        let left = form.left(&answers);
        for question in form.asked(&answers) {
            let is_empty = answers.get(&question.code).is_none_or(Vec::is_empty);
            prop_assert_eq!(left.contains(&Left::Answer { question }), is_empty);
        }
    }

    #[test]
    fn what_is_filled_in_is_always_an_answer_of_its_question(
        tier in option::of(select(Tier::ALL.to_vec())),
        kind in option::of(select(Kind::ALL.to_vec())),
        reason in option::of(select(policy::rotl::reasons().iter().map(|reason| reason.reason.code.clone()).collect::<Vec<_>>())),
        flags in vec(any::<Option<bool>>(), 4),
        still_out in any::<bool>(),
    ) {
        let facts = FailureFacts {
            tier, kind, reason, plan_begun: flags[0], revoked: flags[1], before_midnight: flags[2], late: flags[3], still_out,
            ..FailureFacts::default()
        };
        let form = failure_form();
        for (question, chosen) in form.filled_in(&facts) {
            let question = form.question(&question).unwrap();
            prop_assert!(question.answers.iter().any(|choice| choice.code == chosen[0].code));
        }
    }
}
