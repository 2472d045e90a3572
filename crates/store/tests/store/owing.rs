//! What is owed follows each case in the same transaction, by whatever rules the record is opened with; and all of it is worked out
//! again when the day or a figure changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use casework::event::{ActDone, ActWithdrawn, CaseEvent, FigureSet, Post};
use casework::{Case, Field, PrisonNumber};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::{Compartment, Subject};
use store::doing::FigureRow;
use store::owed::{OwedThing, Reckon, Reckoned, Rules};
use store::owing::{OwedBy, OwedQuery, OwedRow, OwedSort};
use store::verify::VerifyError;

use crate::support::*;

const TODAY: Date = date(2026, 11, 26);

/// Invented rules: a contact is owed by whoever is POM so many days after the release date moved to where it is, ten unless the
/// prison says otherwise; and nobody can tell of whom no date is known.
#[derive(Default)]
struct Invented {
    worked_out: Arc<AtomicUsize>,
    /// Whether it can be done only from tomorrow.
    opens_later: Arc<AtomicBool>,
}

impl Rules for Invented {
    fn edition(&self) -> String {
        "invented, version 1".to_owned()
    }

    fn on(&self, today: Date, figures: &[FigureRow]) -> Arc<Reckon> {
        let days: i64 = figures.iter().find_map(|figure| figure.value.as_deref()?.parse().ok()).unwrap_or(10);
        let (worked_out, later) = (self.worked_out.clone(), self.opens_later.clone());
        Arc::new(move |_: &PrisonNumber, case: &Case| {
            worked_out.fetch_add(1, Ordering::Relaxed);
            let Some(since) = case.date(Field::Release) else { return Reckoned { things: Vec::new(), unclear: 1 } };
            let thing = OwedThing {
                kind: "contact".to_owned(),
                about: None,
                since,
                opens: if later.load(Ordering::Relaxed) { today.saturating_add(1.day()) } else { today },
                due: since.saturating_add(days.days()),
                hard_stop: None,
                role: "pom".to_owned(),
                owner: case.holder(Post::Pom).map(|holding| holding.staff),
                why: format!("Worked out on {today}."),
                standing: "local".to_owned(),
            };
            Reckoned { things: vec![thing], unclear: 0 }
        })
    }
}

impl Invented {
    /// How often something was worked out since this was last asked.
    fn worked_out(&self) -> usize {
        self.worked_out.swap(0, Ordering::Relaxed)
    }
}

fn everything(by: OwedBy) -> OwedQuery {
    OwedQuery { by, kinds: None, not_yet: false, sort: OwedSort::Due, offset: 0, limit: 50 }
}

async fn owed(desk: &Desk, by: OwedBy) -> Vec<OwedRow> {
    desk.owed(&everything(by)).await.unwrap()
}

async fn due(desk: &Desk) -> Vec<(String, String)> {
    owed(desk, OwedBy::Everybody).await.into_iter().map(|row| (row.number, row.due)).collect()
}

/// Two prisoners with a release date and one without, by rules that are known from the beginning.
async fn a_desk() -> (Desk, Arc<Invented>) {
    let mut ada = founded().await;
    let rules = Arc::new(Invented::default());
    ada.owe_by(rules.clone(), TODAY).await.unwrap();
    ada.reckon(TODAY).await.unwrap();
    for (serial, release) in [(1, Some("2026-12-24")), (2, Some("2026-12-01")), (3, None)] {
        ada.meets(&prisoner(serial), "Kieran", "Ashdown").await;
        if let Some(release) = release {
            ada.writes(&prisoner(serial), released_on(release)).await;
        }
    }
    rules.worked_out();
    (ada, rules)
}

fn figure(value: Option<&str>) -> CaseEvent {
    let (name, reason) = ("contact_days".to_owned(), "Agreed with the governor".to_owned());
    CaseEvent::FigureSet(FigureSet { name, value: value.map(str::to_owned), reason })
}

#[tokio::test]
async fn one_event_works_out_one_case_and_the_list_has_it_at_once() {
    let (mut ada, rules) = a_desk().await;
    let (first, second) = (prisoner(1).to_string(), prisoner(2).to_string());
    assert_eq!(due(&ada).await, [(second.clone(), "2026-12-11".into()), (first.clone(), "2027-01-03".into())]);
    assert_eq!(ada.owed_unclear(None).await.unwrap(), 1);
    ada.writes(&prisoner(1), released_on("2026-11-20")).await;
    assert!(rules.worked_out() <= 2, "the case before and after, and no other");
    assert_eq!(due(&ada).await, [(first, "2026-11-30".into()), (second, "2026-12-11".into())]);
    ada.writes(&prisoner(3), released_on("2027-01-01")).await;
    assert_eq!(ada.owed_unclear(None).await.unwrap(), 0);
    ada.is_sound().await;
}

#[tokio::test]
async fn what_is_refused_leaves_what_is_owed_as_it_was() {
    let (mut ada, _) = a_desk().await;
    let before = due(&ada).await;
    ada.tries(&prisoner(1), vec![released_on("2026-11-20"), contact_ended(9)]).await.unwrap_err();
    assert_eq!(due(&ada).await, before);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_new_day_is_worked_out_once_for_all() {
    let (mut ada, rules) = a_desk().await;
    assert!(ada.is_reckoned(TODAY));
    ada.reckon(TODAY).await.unwrap();
    assert_eq!(rules.worked_out(), 0);
    let tomorrow = TODAY.tomorrow().unwrap();
    assert!(!ada.is_reckoned(tomorrow));
    // Until somebody reads it, the rows are of the day before, and stay true to it.
    ada.writes(&prisoner(2), released_on("2026-12-02")).await;
    assert_eq!(owed(&ada, OwedBy::Everybody).await[0].why, "Worked out on 2026-11-26.");
    rules.worked_out();
    ada.reckon(tomorrow).await.unwrap();
    assert_eq!(rules.worked_out(), 3);
    assert_eq!(owed(&ada, OwedBy::Everybody).await[0].why, "Worked out on 2026-11-27.");
    ada.is_sound().await;
}

#[tokio::test]
async fn opened_again_on_the_same_day_nothing_is_worked_out() {
    let (mut ada, _) = a_desk().await;
    let before = due(&ada).await;
    ada.reopen().await;
    let rules = Arc::new(Invented::default());
    ada.owe_by(rules.clone(), TODAY).await.unwrap();
    assert!(ada.is_reckoned(TODAY));
    assert_eq!((due(&ada).await, rules.worked_out()), (before, 0));
}

#[tokio::test]
async fn whoever_writes_without_rules_has_the_list_made_again_by_the_next_who_has_them() {
    let (mut ada, _) = a_desk().await;
    ada.reopen().await;
    ada.writes(&prisoner(1), released_on("2026-11-20")).await;
    ada.reopen().await;
    ada.owe_by(Arc::new(Invented::default()), TODAY).await.unwrap();
    assert!(!ada.is_reckoned(TODAY));
    ada.reckon(TODAY).await.unwrap();
    assert_eq!(due(&ada).await[0], (prisoner(1).to_string(), "2026-11-30".into()));
    ada.is_sound().await;
}

#[tokio::test]
async fn a_figure_of_the_prison_changes_what_is_owed_in_every_case_and_on_every_device() {
    let (mut ada, _) = a_desk().await;
    ada.tries_about(Compartment::General, Subject::Unit, vec![figure(Some("20"))]).await.unwrap();
    assert!(!ada.is_reckoned(TODAY));
    ada.reckon(TODAY).await.unwrap();
    assert_eq!(due(&ada).await[0].1, "2026-12-21");
    let figures = ada.figures().await.unwrap();
    assert_eq!((figures.len(), figures[0].value.as_deref(), figures[0].author), (1, Some("20"), ADA));

    let mut ben = ada.hires(BEN, "Ben Frost", &[ledger::Role::Pom]).await;
    ben.owe_by(Arc::new(Invented::default()), TODAY).await.unwrap();
    ben.reckon(TODAY).await.unwrap();
    ben.hears(&ada).await;
    assert!(!ben.is_reckoned(TODAY));
    ben.reckon(TODAY).await.unwrap();
    assert_eq!(due(&ben).await, due(&ada).await);

    ada.tries_about(Compartment::General, Subject::Unit, vec![figure(None)]).await.unwrap();
    ada.reckon(TODAY).await.unwrap();
    assert_eq!(due(&ada).await[0].1, "2026-12-11");
    ada.is_sound().await;
}

#[tokio::test]
async fn what_others_wrote_is_owed_here_too() {
    let (mut ada, mut ben, ..) = unit().await;
    for desk in [&mut ada, &mut ben] {
        desk.owe_by(Arc::new(Invented::default()), TODAY).await.unwrap();
        desk.reckon(TODAY).await.unwrap();
    }
    ada.meets(&prisoner(1), "Kieran", "Ashdown").await;
    ada.writes(&prisoner(1), released_on("2026-12-24")).await;
    ada.writes(&prisoner(1), allocated(Post::Pom, BEN)).await;
    ben.hears(&ada).await;
    assert_eq!(due(&ben).await, due(&ada).await);
    assert_eq!(owed(&ben, OwedBy::Mine(BEN, Vec::new())).await.len(), 1);
    assert_eq!(owed(&ben, OwedBy::Person(ADA)).await.len(), 0);
    ben.is_sound().await;
    ben.rebuild(|_, _| {}).await.unwrap();
    assert!(!ben.is_reckoned(TODAY), "after a rebuild it is worked out when somebody reads it");
    ben.reckon(TODAY).await.unwrap();
    assert_eq!(due(&ben).await, due(&ada).await);
}

#[tokio::test]
async fn whose_things_are_asked_for_decides_which_come() {
    let (mut ada, _) = a_desk().await;
    ada.writes(&prisoner(1), allocated(Post::Pom, BEN)).await;
    ada.writes(&prisoner(2), allocated(Post::Keyworker, BEN)).await;
    let numbers = |rows: Vec<OwedRow>| rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
    let (first, second) = (prisoner(1).to_string(), prisoner(2).to_string());
    let pom = || vec!["pom".to_owned()];
    assert_eq!(numbers(owed(&ada, OwedBy::Mine(BEN, Vec::new())).await), std::slice::from_ref(&first));
    let mine = owed(&ada, OwedBy::Mine(BEN, pom())).await;
    assert_eq!(numbers(mine), [second.clone(), first.clone()], "his own, and what nobody is named for");
    assert_eq!(numbers(owed(&ada, OwedBy::CasesOf(BEN)).await), [second.clone(), first.clone()]);
    assert_eq!(numbers(owed(&ada, OwedBy::WaitingFor(BEN, Vec::new())).await), std::slice::from_ref(&second));
    assert!(owed(&ada, OwedBy::WaitingFor(BEN, pom())).await.is_empty());
}

#[tokio::test]
async fn what_is_owed_is_counted_by_how_near_it_is_on_the_day() {
    let (mut ada, _) = a_desk().await;
    ada.writes(&prisoner(1), allocated(Post::Pom, BEN)).await;
    let counts = async |ada: &Desk| ada.owed_counts(&OwedBy::Everybody).await.unwrap();
    assert_eq!(counts(&ada).await, [("contact".to_owned(), [0, 0, 0, 2])]);
    // A Thursday: overdue on Wednesday, due today, and by Sunday.
    for (release, of_the_first) in [
        ("2026-11-15", [1, 0, 0, 1]),
        ("2026-11-16", [0, 1, 0, 1]),
        ("2026-11-19", [0, 0, 1, 1]),
        ("2026-11-20", [0, 0, 0, 2]),
    ] {
        ada.writes(&prisoner(1), released_on(release)).await;
        assert_eq!(counts(&ada).await, [("contact".to_owned(), of_the_first)], "{release}");
        let late: Vec<_> = ada.owed_late().await.unwrap().into_iter().collect();
        assert_eq!(late, vec![(BEN, 1); of_the_first[0] as usize]);
    }
    assert_eq!(ada.owed_counts(&OwedBy::Person(BEN)).await.unwrap(), [("contact".to_owned(), [0, 0, 0, 1])]);
    assert_eq!(ada.owed_counts(&OwedBy::CasesOf(ADA)).await.unwrap(), []);
}

#[tokio::test]
async fn the_list_comes_in_the_order_that_is_asked_for_and_the_groups_stay_together() {
    let (mut ada, _) = a_desk().await;
    ada.meets(&prisoner(1), "Kieran", "Zander").await;
    ada.meets(&prisoner(2), "Kieran", "Young").await;
    ada.meets(&prisoner(3), "Kieran", "Abbot").await;
    ada.writes(&prisoner(3), released_on("2027-03-01")).await;
    ada.writes(&prisoner(1), released_on("2026-11-01")).await;
    let order = async |sort| {
        let query = OwedQuery { sort, ..everything(OwedBy::Everybody) };
        ada.owed(&query).await.unwrap().into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    let overdue_first = ["Zander, Kieran", "Young, Kieran", "Abbot, Kieran"];
    assert_eq!(order(OwedSort::Due).await, overdue_first);
    assert_eq!(order(OwedSort::Kind).await, overdue_first, "all of one kind: by day");
    assert_eq!(order(OwedSort::Prisoner).await, ["Zander, Kieran", "Abbot, Kieran", "Young, Kieran"]);
    let second = OwedQuery { sort: OwedSort::Prisoner, offset: 1, limit: 1, ..everything(OwedBy::Everybody) };
    assert_eq!(ada.owed(&second).await.unwrap()[0].name, "Abbot, Kieran");
    let others = OwedQuery { kinds: Some(vec!["visit".to_owned()]), ..everything(OwedBy::Everybody) };
    assert_eq!(ada.owed(&others).await.unwrap(), []);
}

#[tokio::test]
async fn what_cannot_be_done_yet_comes_only_to_whoever_asks_for_it() {
    let (mut ada, rules) = a_desk().await;
    rules.opens_later.store(true, Ordering::Relaxed);
    ada.writes(&prisoner(1), released_on("2026-12-25")).await;
    assert_eq!(due(&ada).await.len(), 1);
    assert_eq!(ada.owed_counts(&OwedBy::Everybody).await.unwrap(), [("contact".to_owned(), [0, 0, 0, 1])]);
    let all = OwedQuery { not_yet: true, ..everything(OwedBy::Everybody) };
    assert_eq!(ada.owed(&all).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_row_that_nobody_owes_is_found() {
    let (ada, _) = a_desk().await;
    ada.tampers("UPDATE owed SET due = '2030-01-01' WHERE rowid = 1").await;
    match ada.verify(|_, _| {}).await {
        Err(VerifyError::Wrong(what)) => assert!(what.contains("the table owed of case"), "{what}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_act_that_was_taken_back_stands_in_the_history_beside_that() {
    let (mut ada, mut ben, ..) = unit().await;
    ada.meets(&prisoner(1), "Kieran", "Ashdown").await;
    let contact = |words: &str| {
        let (act, on, words) = (casework::Act::PomContact, TODAY.saturating_sub(6.days()), words.to_owned());
        CaseEvent::ActDone(ActDone { act, on, about: None, words })
    };
    ada.writes(&prisoner(1), contact("His plan")).await;
    ada.writes(&prisoner(1), contact("Another's plan")).await;
    let [slip, right] = &ada.done(&prisoner(1)).await.unwrap()[..] else { panic!("two acts") };
    assert_eq!((slip.words.as_str(), &slip.withdrawn), ("Another's plan", &None));
    let reason = "Meant for another prisoner".to_owned();
    let taken_back = CaseEvent::ActWithdrawn(ActWithdrawn { of: slip.at, reason: reason.clone() });
    ada.writes(&prisoner(1), taken_back).await;
    let after = ada.done(&prisoner(1)).await.unwrap();
    let withdrawn = after[0].withdrawn.as_ref().unwrap();
    assert_eq!((&withdrawn.reason, withdrawn.author), (&reason, ADA));
    assert_eq!(&after[1], right, "the other stands as it stood");
    let case = ada.case(&prisoner(1)).await.unwrap().unwrap();
    assert!(!case.can_be_withdrawn(slip.at) && case.can_be_withdrawn(right.at));
    ada.is_sound().await;
    // Whoever hears of all of it at once comes to the same.
    ben.hears(&ada).await;
    assert_eq!(ben.done(&prisoner(1)).await.unwrap(), after);
    ben.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(ben.done(&prisoner(1)).await.unwrap(), after);
    ben.is_sound().await;
}
