//! The caseload under every sort and filter is what sorting and filtering its rows by hand gives.

use std::cmp::Ordering;

use casework::event::Post;
use casework::field::ROSH_LEVELS;
use casework::{Case, Field, Value};
use store::caseload::{CaseloadQuery, CaseloadRow, Filter, Sort};
use store::name::plain;

use crate::support::*;

const PEOPLE: usize = 60;

/// Sixty people who have some things alike and lack others.
async fn a_prison() -> Desk {
    let mut ada = founded().await;
    let mut rng = seeded(21);
    let first = ["Kieran", "Siân", "Łukasz", "Stephen", "Noor", "Olu"];
    let last = ["Ashdown", "ashdown", "O’Neill", "Rees-Huws", "Wiśniewski", "Ali", "Ævarsson"];
    for serial in 0..PEOPLE {
        let about = prisoner(serial);
        let rng = &mut rng;
        let day = |rng: &mut _, year| date(&format!("{year}-{:02}-{:02}", 1 + below(rng, 12), 1 + below(rng, 28)));
        let documents = [r#"{"level":{"code":"ENH"}}"#, r#"{"level":{"code":"BAS"}}"#, r#"{"level":{"code":"STD"}}"#];
        let alert = r#"{"active":true,"expired":false}"#;
        let alerts = format!("[{}]", vec![alert; below(rng, 4)].join(","));
        let possible = [
            (
                Field::CellLocation,
                text(&format!("{}-{}-0{}", one_of(rng, &["A", "B", "AB"]), 1 + below(rng, 3), below(rng, 9))),
            ),
            (Field::LegalStatus, text(one_of(rng, &["SENTENCED", "REMAND", "RECALL"]))),
            (Field::Category, text(one_of(rng, &["B", "C", "D"]))),
            (Field::Rosh, text(one_of(rng, ROSH_LEVELS))),
            (Field::Tier, text(one_of(rng, &["A", "B", "C", "D"]))),
            (Field::Release, day(rng, 2027)),
            (Field::ConditionalRelease, day(rng, 2028)),
            (Field::SentenceStart, day(rng, 2024)),
            (Field::DateOfBirth, day(rng, 1985)),
            (Field::Incentive, Value::Document(one_of(rng, &documents).to_owned())),
            (Field::Alerts, Value::Document(alerts)),
        ];
        let mut facts = vec![
            (Field::FirstName, text(one_of(rng, &first))),
            (Field::LastName, text(one_of(rng, &last))),
            (Field::PrisonId, text(one_of(rng, &[PRISON, PRISON, "MDI"]))),
        ];
        facts.extend(possible.into_iter().filter(|_| below(rng, 4) != 0));
        let mut events = vec![recorded(facts)];
        for (post, staff) in
            [(Post::Pom, [ADA, BEN]), (Post::CoworkingPom, [BEN, DEV]), (Post::Keyworker, [CARYS, DEV])]
        {
            if below(rng, 3) != 0 {
                events.push(allocated(post, one_of(rng, &staff)));
            }
        }
        for at in 0..below(rng, 3) {
            let id = 10_000 + serial as u64 * 10 + at as u64 * 2;
            let note = Note::new(id, "A note.");
            let note = if below(rng, 2) == 0 { note.session().agreeing(id + 1, "Something") } else { note };
            events.push(note.written());
        }
        ada.tries(&about, events).await.unwrap();
    }
    ada
}

async fn ask(desk: &Desk, filter: &Filter, sort: Sort, descending: bool) -> (Vec<CaseloadRow>, u32) {
    let query = CaseloadQuery { filter: filter.clone(), sort, descending, offset: 0, limit: 1_000 };
    desk.caseload(&query).await.unwrap()
}

fn passes(filter: &Filter, row: &CaseloadRow, case: &Case) -> bool {
    let holder = |post| case.holder(post).map(|holding| holding.staff);
    let in_text = |text: &String| {
        plain(&row.name).contains(&plain(text)) || row.number.contains(&plain(text).to_ascii_uppercase())
    };
    filter.here.is_none_or(|here| case.is_held_by(PRISON) == here)
        && filter.pom.is_none_or(|pom| holder(Post::Pom) == Some(pom))
        && filter.keyworker.is_none_or(|keyworker| holder(Post::Keyworker) == Some(keyworker))
        && filter.without.is_none_or(|post| holder(post).is_none())
        && filter.category.as_ref().is_none_or(|wanted| row.category.as_ref() == Some(wanted))
        && filter.legal_status.as_ref().is_none_or(|wanted| row.legal_status.as_ref() == Some(wanted))
        && filter.rosh.as_ref().is_none_or(|wanted| row.rosh.as_ref() == Some(wanted))
        && filter.tier.as_ref().is_none_or(|wanted| row.tier.as_ref() == Some(wanted))
        && filter.unseen_since.is_none_or(|since| row.last_session.is_none_or(|last| last < since))
        && filter.cell.as_ref().is_none_or(|wing| row.cell.as_ref().is_some_and(|cell| cell.starts_with(wing)))
        && filter.text.as_ref().is_none_or(in_text)
        && filter
            .release
            .as_ref()
            .is_none_or(|(first, last)| row.release_date.as_ref().is_some_and(|day| first <= day && day <= last))
}

/// Nobody's value comes last either way.
fn by<T: Ord>(descending: bool, one: Option<T>, other: Option<T>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn compare(sort: Sort, descending: bool, one: &CaseloadRow, other: &CaseloadRow) -> Ordering {
    let text = |field: fn(&CaseloadRow) -> &Option<String>| by(descending, field(one).as_ref(), field(other).as_ref());
    let count = |field: fn(&CaseloadRow) -> i64| by(descending, Some(field(one)), Some(field(other)));
    let rosh =
        |row: &CaseloadRow| row.rosh.as_ref().and_then(|level| ROSH_LEVELS.iter().position(|known| known == level));
    let first = match sort {
        Sort::Name => by(descending, Some(plain(&one.name)), Some(plain(&other.name))),
        Sort::Number => by(descending, Some(&one.number), Some(&other.number)),
        Sort::Cell => text(|row| &row.cell),
        Sort::Release => text(|row| &row.release_date),
        Sort::SentenceStart => text(|row| &row.sentence_start),
        Sort::Category => text(|row| &row.category),
        Sort::LegalStatus => text(|row| &row.legal_status),
        Sort::Rosh => by(descending, rosh(one), rosh(other)),
        Sort::Tier => text(|row| &row.tier),
        Sort::LastSession => by(descending, one.last_session, other.last_session),
        Sort::LastNote => by(descending, one.last_note, other.last_note),
        Sort::OpenActions => count(|row| row.open_actions),
        Sort::Alerts => count(|row| row.alerts),
        Sort::Incentive => text(|row| &row.incentive),
        Sort::DateOfBirth => text(|row| &row.date_of_birth),
    };
    first.then_with(|| plain(&one.name).cmp(&plain(&other.name))).then_with(|| one.number.cmp(&other.number))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn filters() -> Vec<Filter> {
    let none = Filter::default();
    vec![
        none.clone(),
        Filter { here: Some(true), ..none.clone() },
        Filter { here: Some(false), ..none.clone() },
        Filter { pom: Some(BEN), ..none.clone() },
        Filter { keyworker: Some(CARYS), here: Some(true), ..none.clone() },
        Filter { without: Some(Post::Pom), ..none.clone() },
        Filter { without: Some(Post::CoworkingPom), ..none.clone() },
        Filter { without: Some(Post::Keyworker), category: some("C"), ..none.clone() },
        Filter { legal_status: some("RECALL"), ..none.clone() },
        Filter { rosh: some("VERY_HIGH"), ..none.clone() },
        Filter { tier: some("B"), ..none.clone() },
        Filter { unseen_since: Some(1_790_000_000_000), ..none.clone() },
        Filter { cell: some("A"), ..none.clone() },
        Filter { cell: some("A-2"), ..none.clone() },
        Filter { text: some("ashd"), ..none.clone() },
        Filter { text: some("ashdown, ki"), ..none.clone() },
        Filter { text: some("wiśn"), ..none.clone() },
        Filter { text: some("a100"), ..none.clone() },
        Filter { text: some("%_'\""), ..none.clone() },
        Filter { text: some("nobody of that name"), ..none.clone() },
        Filter { release: Some(("2027-03-01".to_owned(), "2027-09-30".to_owned())), ..none.clone() },
        Filter {
            here: Some(true),
            pom: Some(ADA),
            category: some("B"),
            legal_status: some("SENTENCED"),
            cell: some("A"),
            text: some("a"),
            release: Some(("2027-01-01".to_owned(), "2028-12-31".to_owned())),
            ..none
        },
    ]
}

#[tokio::test]
async fn every_sort_under_every_filter_is_what_it_would_be_by_hand() {
    let ada = a_prison().await;
    let all = ada.whole_caseload().await;
    assert_eq!(all.len(), PEOPLE);
    let mut cases = Vec::new();
    for row in &all {
        cases.push(ada.case(&number(&row.number)).await.unwrap().unwrap());
    }
    let mut shown = 0;
    for filter in filters() {
        let chosen: Vec<CaseloadRow> = all
            .iter()
            .zip(&cases)
            .filter(|(row, case)| passes(&filter, row, case))
            .map(|(row, _)| row.clone())
            .collect();
        shown += chosen.len();
        for sort in Sort::ALL {
            for descending in [false, true] {
                let mut expected = chosen.clone();
                expected.sort_by(|one, other| compare(sort, descending, one, other));
                let (rows, count) = ask(&ada, &filter, sort, descending).await;
                let numbers = |rows: &[CaseloadRow]| rows.iter().map(|row| row.number.clone()).collect::<Vec<_>>();
                assert_eq!(numbers(&rows), numbers(&expected), "{sort:?} {descending} {filter:?}");
                assert_eq!(rows, expected);
                assert_eq!(count as usize, expected.len());
            }
        }
    }
    assert!(shown > 3 * PEOPLE, "the filters let too little through to show anything");
}

#[tokio::test]
async fn a_row_says_what_the_case_says() {
    let ada = a_prison().await;
    for row in ada.whole_caseload().await {
        let case = ada.case(&number(&row.number)).await.unwrap().unwrap();
        let text = |field| case.text(field).map(str::to_owned);
        let day = |field| case.date(field).map(|date| date.to_string());
        assert_eq!(row.name, case.list_name());
        assert_eq!(row.cell, text(Field::CellLocation));
        assert_eq!(row.rosh, text(Field::Rosh));
        assert_eq!(row.date_of_birth, day(Field::DateOfBirth));
        assert_eq!(row.release_date, day(Field::Release).or(day(Field::ConditionalRelease)));
        assert_eq!(row.pom, case.holder(Post::Pom).map(|holding| holding.staff));
        assert_eq!(row.open_actions as usize, case.actions.len());
        assert_eq!(row.notes, i64::from(case.notes));
        assert_eq!(row.last_session, case.last_session.map(|at| at.as_millisecond()));
    }
}

#[tokio::test]
async fn pages_show_every_row_once() {
    let ada = a_prison().await;
    for sort in Sort::ALL {
        for descending in [false, true] {
            let (whole, count) = ask(&ada, &Filter::default(), sort, descending).await;
            let mut paged = Vec::new();
            for offset in (0..).step_by(7) {
                let query = CaseloadQuery { filter: Filter::default(), sort, descending, offset, limit: 7 };
                let (page, all) = ada.caseload(&query).await.unwrap();
                assert_eq!(all, count);
                assert!(page.len() <= 7);
                if page.is_empty() {
                    break;
                }
                paged.extend(page);
            }
            assert_eq!(paged, whole, "{sort:?} {descending}");
        }
    }
}

#[tokio::test]
async fn notes_are_paged_newest_first_by_kind_and_right() {
    use casework::event::Visibility;
    use store::read::NoteQuery;

    let mut ada = founded().await;
    let kieran = number("A4417FK");
    for id in 0..30 {
        let note = Note::new(id, &format!("Note {id}."));
        let note = if id % 3 == 0 { note.session() } else { note };
        let note = if id % 5 == 0 { note.sensitive() } else { note };
        ada.writes(&kieran, note.written()).await;
    }
    let ask = async |visibility, note_type: Option<&str>, offset| {
        let query = NoteQuery { visibility, note_type: note_type.map(str::to_owned), sub_type: None, offset, limit: 4 };
        let rows = ada.notes(&kieran, &query).await.unwrap();
        rows.into_iter().map(|row| row.text).collect::<Vec<_>>()
    };
    for (visibility, note_type) in
        [(Visibility::General, None), (Visibility::Sensitive, None), (Visibility::Sensitive, Some("KA"))]
    {
        let expected: Vec<String> = (0..30)
            .rev()
            .filter(|id| note_type.is_none() || id % 3 == 0)
            .filter(|id| visibility == Visibility::Sensitive || id % 5 != 0)
            .map(|id| format!("Note {id}."))
            .collect();
        let mut paged = Vec::new();
        for offset in (0..40).step_by(4) {
            paged.extend(ask(visibility, note_type, offset).await);
        }
        assert_eq!(paged, expected);
    }
}

#[tokio::test]
async fn posts_across_the_unit_are_what_counting_by_hand_gives() {
    let ada = a_prison().await;
    let cases = ada.cases().await.unwrap();
    let here = |case: &Case| case.is_held_by(PRISON);
    assert_eq!(ada.count_here().await.unwrap() as usize, cases.iter().filter(|(_, case)| here(case)).count());
    for post in Post::ALL {
        let holder = |case: &Case| case.holder(post).map(|holding| holding.staff);
        for staff in [ADA, BEN, CARYS, DEV] {
            let held = |only_here: bool| {
                let counts = |case: &Case| holder(case) == Some(staff) && (!only_here || here(case));
                cases.iter().filter(|(_, case)| counts(case)).count()
            };
            for only_here in [true, false] {
                let loads = ada.loads(post, only_here).await.unwrap();
                assert_eq!(loads.get(&staff).copied().unwrap_or(0) as usize, held(only_here), "{post:?} {staff}");
            }
            let of_staff = ada.cases_of(post, staff).await.unwrap();
            assert_eq!(of_staff.len(), held(false));
            assert!(
                of_staff.iter().all(|number| cases.iter().any(|(n, case)| n == number && holder(case) == Some(staff)))
            );
        }
        for serving in [vec![], vec![BEN], vec![ADA, BEN, CARYS, DEV]] {
            let listed = ada.held_by_none_of(post, &serving).await.unwrap();
            let lacks = |case: &Case| here(case) && holder(case).is_none_or(|staff| !serving.contains(&staff));
            let mut expected: Vec<_> = cases.iter().filter(|(_, case)| lacks(case)).cloned().collect();
            expected.sort_by_key(|(number, case)| (plain(&case.list_name()), number.to_string()));
            assert_eq!(listed, expected, "{post:?} {serving:?}");
        }
        // Each taking, and each leaving of it, in the order of the record
        let history = ada.post_history(post).await.unwrap();
        for (number, case) in &cases {
            let last = history.iter().rfind(|row| row.number == number.as_str());
            assert_eq!(last.filter(|row| row.taken).map(|row| row.staff), holder(case), "{number}");
        }
    }
}
