//! Facts of every kind, likely and broken, for the properties.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use policy::handover::{
    Answers, Assessment, Category, Dated, Facts, MappaLevel, Override, ParoleReview, Question, SentenceTerm, Side,
};
use policy::obligation::{
    AfterRelease, Agency, ByHand, CaseFacts, Check, DateMove, HandoverTasks, Key, KeyWork, Kind, LastActs, PackFact,
    ReleasePlan, RiskChange, RotlConsultation, RotlFacts, RotlRelease, RotlStage, Staff, Told,
};
use policy::risk::Rosh;
use policy::rotl::{Consultee, ReviewReason, Trigger};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// The day that stands for today.
pub(crate) const TODAY: Date = date(2026, 3, 2);

/// A day within some years of today, often today, a month's end or a day that a period leads to.
pub(crate) fn day() -> BoxedStrategy<Date> {
    prop_oneof![
        6 => (-4_000_i64..4_000).prop_map(|days| TODAY.saturating_add(days.days())),
        2 => select(vec![
            TODAY,
            date(2026, 3, 3),
            date(2027, 3, 2),
            date(2027, 3, 3),
            date(2027, 9, 2),
            date(2024, 2, 29),
            date(2027, 2, 28),
            date(2028, 10, 31),
            date(2021, 3, 31),
            date(2020, 10, 19),
        ]),
    ]
    .boxed()
}

/// Any day of the calendar.
fn any_day() -> BoxedStrategy<Date> {
    prop_oneof![8 => day(), 1 => Just(Date::MIN), 1 => Just(Date::MAX)].boxed()
}

fn code(codes: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    option::of(select(codes).prop_map(str::to_owned))
}

fn dated() -> BoxedStrategy<Dated> {
    (option::of(any_day()), option::weighted(0.1, any_day()))
        .prop_map(|(calculated, replaced_by)| Dated { calculated, replaced_by })
        .boxed()
}

fn review() -> BoxedStrategy<ParoleReview> {
    let outcome = code(&["Release [*]", "Stay In Closed [*]", "Not Applicable", "Not Specified", "released", ""]);
    (option::of(any_day()), option::of(day()), outcome, option::of(day()))
        .prop_map(|(target_hearing, custody_report_due, outcome, outcome_received)| ParoleReview {
            target_hearing,
            custody_report_due,
            outcome,
            outcome_received,
        })
        .boxed()
}

fn term() -> BoxedStrategy<SentenceTerm> {
    (code(&["1", "2", "3"]), option::of(day()), code(&["LIFE", "IPP", "ADIMP", "?"]), any::<Option<bool>>())
        .prop_map(|(court_case, sentence_start, kind, life)| SentenceTerm { court_case, sentence_start, kind, life })
        .boxed()
}

fn answers() -> impl Strategy<Value = Answers> {
    vec((select(Question::ALL), any::<bool>()), 0..14).prop_map(|answers| answers.into_iter().collect())
}

fn assessment() -> BoxedStrategy<Assessment> {
    (day(), any::<bool>(), answers(), any::<Option<bool>>())
        .prop_map(|(made, in_window, answers, community_decision)| Assessment {
            made,
            in_window,
            answers,
            community_decision,
        })
        .boxed()
}

fn category() -> BoxedStrategy<Category> {
    (code(&["T", "R", "C", "D"]), option::of(day()), option::of(day()))
        .prop_map(|(code, approved, assessed)| Category { code: code.unwrap_or_default(), approved, assessed })
        .boxed()
}

fn decision() -> BoxedStrategy<Override> {
    (select(vec![Side::Prison, Side::Probation]), option::of(day()))
        .prop_map(|(to, review)| Override { to, reason: None, decided: None, review })
        .boxed()
}

prop_compose! {
    fn likely_person()(
        date_of_birth in option::weighted(0.9, prop_oneof![9 => Just(date(1985, 6, 15)), 1 => any_day()]),
        legal_status in code(&["SENTENCED", "SENTENCED", "SENTENCED", "RECALL", "REMAND"]),
        imprisonment_status in code(&["ADIMP_ORA", "ADIMP_ORA", "LIFE", "DET", "CIVIL", "unheard of"]),
        indeterminate in option::weighted(0.9, any::<bool>()),
        recalled in option::weighted(0.9, prop::bool::weighted(0.2)),
        prison in code(&["LEI", "FDI", "UPI", "STI", "XXX"]),
        moved_in in option::of(any_day()),
        category in option::of(category()),
        mappa in option::of((0_u8..4).prop_map(|level| MappaLevel::try_from(level).unwrap())),
        welsh in any::<Option<bool>>(),
    ) -> Facts {
        Facts {
            date_of_birth, legal_status, imprisonment_status, indeterminate, recalled, prison, moved_in, category, mappa, welsh,
            ..Facts::default()
        }
    }
}

/// Boxed, since the trees of so many fields would fill a test's stack.
fn person() -> BoxedStrategy<Facts> {
    likely_person().boxed()
}

/// Any facts.
pub(crate) fn facts() -> BoxedStrategy<Facts> {
    all_facts().boxed()
}

prop_compose! {
    fn all_facts()(
        person in person(),
        sentence_start in option::weighted(0.9, any_day()),
        release in option::of(any_day()),
        conditional_release in dated(),
        automatic_release in dated(),
        parole_eligibility in option::of(any_day()),
        tariff in option::of(any_day()),
        hdc_eligibility in option::of(any_day()),
        licence_expiry in option::of(any_day()),
        parole_reviews in vec(review(), 0..5),
        sentence_terms in option::weighted(0.8, vec(term(), 0..5)),
        early_allocations in vec(assessment(), 0..4),
        responsibility_override in option::weighted(0.2, decision()),
    ) -> Facts {
        Facts {
            sentence_start, release, conditional_release, automatic_release, parole_eligibility, tariff, hdc_eligibility,
            licence_expiry, parole_reviews, sentence_terms, early_allocations, responsibility_override,
            ..person
        }
    }
}

prop_compose! {
    fn dates_of_work()(days in vec(option::of(any_day()), 12), high_complexity in prop::bool::weighted(0.1)) -> (KeyWork, LastActs, HandoverTasks) {
        (
            KeyWork { eligible_since: days[0], last_session: days[1], high_complexity },
            LastActs { contact: days[2], oasys: days[3], plan: days[4], oversight: days[5] },
            HandoverTasks { enhanced: None, oasys_reviewed: days[6], com_contact: days[7], report_sent: days[8], meeting_held: days[9] },
        )
    }
}

prop_compose! {
    fn release_plan()(
        (report, referred, premises_applied, licence_approved, parole_report) in
            (option::of(any_day()), option::weighted(0.2, day()), option::weighted(0.2, day()), option::weighted(0.2, day()), option::of(day())),
        (mappa_applies, homeless, approved_premises) in any::<(Option<bool>, Option<bool>, Option<bool>)>(),
    ) -> ReleasePlan {
        ReleasePlan {
            report, mappa_applies, homeless, referred, approved_premises, premises_applied, licence_approved, parole_report,
        }
    }
}

fn check() -> BoxedStrategy<Check> {
    (select(Agency::ALL.to_vec()), any_day(), option::of(day()), option::weighted(0.2, day()))
        .prop_map(|(agency, requested, chased, received)| Check { agency, requested, chased, received })
        .boxed()
}

fn risk_change() -> BoxedStrategy<RiskChange> {
    let told = (select(vec!["COM", "Police", ""]), option::of(day()))
        .prop_map(|(whom, on)| Told { whom: whom.to_owned(), on });
    (day(), vec(told, 0..3)).prop_map(|(on, tell)| RiskChange { on, tell }).boxed()
}

fn date_move() -> BoxedStrategy<DateMove> {
    let what = select(vec!["Conditional release date", "Tariff expiry date"]);
    (what, option::of(day()), option::of(day()), select(vec![TODAY, date(2026, 2, 27)]), option::weighted(0.2, day()))
        .prop_map(|(what, from, to, on, read)| DateMove { what: what.to_owned(), from, to, on, read })
        .boxed()
}

fn consultation() -> BoxedStrategy<RotlConsultation> {
    (select(Consultee::ALL.to_vec()), option::of(day()), option::of(day()), prop::bool::weighted(0.2))
        .prop_map(|(who, asked, chased, is_settled)| RotlConsultation { who, asked, chased, is_settled })
        .boxed()
}

fn release() -> BoxedStrategy<RotlRelease> {
    let logged = vec(option::of(day()), 5);
    (any_day(), 0_i8..24, any_day(), logged)
        .prop_map(|(out, hour, due, logged)| RotlRelease {
            out: out.at(hour, 0, 0, 0),
            due,
            went_out: logged[0],
            came_back: logged[1],
            failed: logged[2],
            reported: logged[3],
            debriefed: logged[4],
        })
        .boxed()
}

fn trigger() -> BoxedStrategy<Trigger> {
    (day(), select(ReviewReason::ALL.to_vec())).prop_map(|(on, reason)| Trigger { on, reason }).boxed()
}

prop_compose! {
    fn rotl()(
        application in select(vec!["R-1", "R-2", ""]),
        applied in any_day(),
        stage in select(vec![RotlStage::Applied, RotlStage::Granted, RotlStage::Stopped, RotlStage::Over]),
        consultations in vec(consultation(), 0..4),
        days in vec(option::of(any_day()), 7),
        is_series in any::<bool>(),
        triggers in vec(trigger(), 0..3),
        releases in vec(release(), 0..4),
    ) -> RotlFacts {
        RotlFacts {
            application: application.to_owned(),
            assessed: days[0], changed: days[1], board: days[2], board_held: days[3], granted: days[4],
            licence_issued: days[5], last_review: days[6],
            applied, stage, consultations, is_series, triggers, releases,
        }
    }
}

fn pack() -> BoxedStrategy<PackFact> {
    let days = (vec(option::of(any_day()), 3), vec(option::weighted(0.2, day()), 3));
    (1_u32..4, any_day(), days)
        .prop_map(|(version, sealed, (often, seldom))| PackFact {
            version,
            sealed,
            sent: often[0],
            words_given: often[1],
            chased: often[2],
            received: seldom[0],
            astray: seldom[1],
            recalled: seldom[2],
        })
        .boxed()
}

fn after_release() -> BoxedStrategy<AfterRelease> {
    (option::weighted(0.2, any_day()), option::weighted(0.3, day()))
        .prop_map(|(released, reported)| AfterRelease { released, reported })
        .boxed()
}

fn by_hand() -> BoxedStrategy<ByHand> {
    (select(Kind::ALL), day(), select(vec!["", "On paper"]))
        .prop_map(|(kind, since, reason)| ByHand { key: Key { kind, about: None, since }, reason: reason.to_owned() })
        .boxed()
}

/// Any facts of a case. The handover's facts are more often likely than not.
pub(crate) fn case_facts() -> BoxedStrategy<CaseFacts> {
    let events = (
        vec(check(), 0..4),
        vec(risk_change(), 0..3),
        vec(date_move(), 0..4),
        vec(rotl().boxed(), 0..3),
        vec(by_hand(), 0..3),
    );
    let rosh = option::of(select(vec![Rosh::Low, Rosh::Medium, Rosh::High, Rosh::VeryHigh]));
    let others = (
        rosh,
        option::weighted(0.3, day()),
        option::of(any_day()),
        option::weighted(0.3, Just("jo".to_owned())),
        any::<Option<bool>>(),
        (option::weighted(0.9, vec(pack(), 0..4)), option::of(any_day()), after_release()),
    );
    (facts(), dates_of_work(), release_plan(), events, others)
        .prop_map(|(handover, (key_work, last, mut tasks), release, events, others)| {
            let (checks, risk_changes, moves, rotl, by_hand) = events;
            let (rosh, victims_checked, received, com_name, enhanced, (packs, changed_since, after_release)) = others;
            tasks.enhanced = enhanced;
            CaseFacts {
                person: "A1234BC".to_owned(),
                handover,
                received,
                staff: Staff { com_name, ..Staff::default() },
                key_work,
                last,
                tasks,
                release,
                packs,
                changed_since,
                after_release,
                rosh,
                checks,
                risk_changes,
                victims_checked,
                moves,
                rotl,
                by_hand,
            }
        })
        .boxed()
}
