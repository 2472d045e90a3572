//! What changed is told once, and what did not change is not told.

use jiff::civil::date;
use pack::content::{Pack, Row, RowState, Section, Table};
use pack::difference::{Change, Kind, changes};
use proptest::prelude::*;

use crate::sample::{pack, row, section};

fn told(before: &Pack, now: &Pack) -> Vec<(u8, String, Kind)> {
    changes(before, now).into_iter().map(|Change { section, name, kind }| (section, name, kind)).collect()
}

fn with(sections: Vec<Section>) -> Pack {
    Pack { sections, ..pack() }
}

fn text(words: &str) -> String {
    words.to_owned()
}

#[test]
fn rows_are_told_in_the_order_of_the_pack_and_those_that_are_gone_behind_them() {
    let before = with(vec![section(
        3,
        "Risk",
        vec![
            row("rosh", "Medium", RowState::Held),
            row("tier", "B2", RowState::Held),
            row("visor", "No", RowState::Held),
        ],
    )]);
    let now = with(vec![
        section(1, "Identity", vec![row("crn", "X123456", RowState::Held)]),
        section(
            3,
            "Risk",
            vec![
                row("mappa", "", RowState::Asked),
                row("rosh", "High", RowState::Held),
                row("visor", "No", RowState::Stale),
            ],
        ),
    ]);
    let expected = vec![
        (1, text("The crn"), Kind::Added { now: text("X123456") }),
        (3, text("The mappa"), Kind::Added { now: text("asked for") }),
        (3, text("The rosh"), Kind::Changed { was: text("Medium"), now: text("High") }),
        (3, text("The visor"), Kind::Changed { was: text("held"), now: text("out of date") }),
        (3, text("The tier"), Kind::Gone { was: text("B2") }),
    ];
    assert_eq!(told(&before, &now), expected);
}

#[test]
fn a_gap_that_is_closed_says_that_it_was_missing() {
    let before = with(vec![section(9, "Finance", vec![row("bank", "", RowState::Gap)])]);
    let now = with(vec![section(9, "Finance", vec![row("bank", "Opened", RowState::Held)])]);
    let change = Kind::Changed { was: text("missing"), now: text("Opened") };
    assert_eq!(told(&before, &now), [(9, text("The bank"), change)]);
}

#[test]
fn the_same_on_a_later_day_or_by_another_name_is_no_change() {
    let mut now = pack();
    for row in now.sections.iter_mut().flat_map(|section| &mut section.rows) {
        row.on = Some(date(2026, 11, 26));
        row.name = text("Another name");
        row.from = text("another export");
    }
    now.version += 1;
    assert_eq!(changes(&pack(), &now), []);
}

#[test]
fn rows_of_tables_are_counted() {
    let table = |rows: &[&str]| {
        let mut keywork = section(6, "Key work", Vec::new());
        keywork.tables.push(Table {
            title: text("key-work sessions"),
            header: vec![text("Day")],
            rows: rows.iter().map(|day| vec![text(day)]).collect(),
        });
        with(vec![keywork])
    };
    let name = || text("key-work sessions");
    assert_eq!(told(&table(&["1"]), &table(&["5", "4", "3", "2", "1"])), [(6, name(), Kind::More { count: 4 })]);
    assert_eq!(
        told(&table(&["1", "2", "2"]), &table(&["3", "2"])),
        [(6, name(), Kind::More { count: 1 }), (6, name(), Kind::Fewer { count: 2 })]
    );
    assert_eq!(told(&table(&["1", "2"]), &table(&["2", "1"])), []);
    assert_eq!(told(&with(Vec::new()), &table(&["1"])), [(6, name(), Kind::More { count: 1 })]);
    assert_eq!(told(&table(&["1"]), &with(Vec::new())), [(6, name(), Kind::Fewer { count: 1 })]);
    assert_eq!(told(&with(Vec::new()), &table(&[])), []);
}

#[test]
fn explanations_and_own_words_are_told() {
    let mut now = pack();
    now.sections[2].gaps[0].words = text("He has been; it is open from Monday.");
    now.sections[1].words = None;
    let expected = vec![(6, text("Key work"), Kind::Words), (9, text("A bank account"), Kind::Explained)];
    assert_eq!(told(&pack(), &now), expected);
    // that an explanation is no longer needed is told by its row
    now = pack();
    now.sections[2].gaps.clear();
    assert_eq!(changes(&pack(), &now), []);
}

#[test]
fn a_repeated_key_does_no_harm() {
    let twice = with(vec![section(3, "Risk", vec![row("a", "1", RowState::Held), row("a", "1", RowState::Held)])]);
    assert_eq!(changes(&twice, &twice), []);
}

fn state() -> impl Strategy<Value = RowState> {
    use RowState::{Asked, Contradicts, Gap, Held, Later, Stale};
    prop::sample::select(vec![Held, Later, Asked, Gap, Stale, Contradicts])
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::btree_map("[a-e]", ("[x-z]{0,2}", state()), 0..5)
        .prop_map(|rows| rows.into_iter().map(|(key, (value, state))| row(&key, &value, state)).collect())
}

fn tables() -> impl Strategy<Value = Vec<Table>> {
    let cells = prop::collection::vec("[p-r]", 1);
    prop::collection::btree_map("[s-u]", prop::collection::vec(cells, 0..4), 0..3).prop_map(|tables| {
        tables.into_iter().map(|(title, rows)| Table { title, header: vec!["Day".to_owned()], rows }).collect()
    })
}

fn packs() -> impl Strategy<Value = Pack> {
    prop::collection::btree_map(1..6_u8, (rows(), tables()), 0..5).prop_map(|sections| {
        let sections = sections.into_iter().map(|(number, (rows, tables))| {
            let mut made = section(number, "Any", rows);
            made.tables = tables;
            made
        });
        with(sections.collect())
    })
}

fn count(changes: &[Change], which: fn(&Kind) -> u32) -> u32 {
    changes.iter().map(|change| which(&change.kind)).sum()
}

proptest! {
    #[test]
    fn nothing_changed_between_equal_packs(pack in packs()) {
        prop_assert_eq!(changes(&pack, &pack), []);
    }

    #[test]
    fn the_way_back_undoes_as_much(before in packs(), now in packs()) {
        let (there, back) = (changes(&before, &now), changes(&now, &before));
        prop_assert_eq!(there.len(), back.len());
        let added = |kind: &Kind| u32::from(matches!(kind, Kind::Added { .. }));
        let gone = |kind: &Kind| u32::from(matches!(kind, Kind::Gone { .. }));
        let more = |kind: &Kind| if let Kind::More { count } = kind { *count } else { 0 };
        let fewer = |kind: &Kind| if let Kind::Fewer { count } = kind { *count } else { 0 };
        prop_assert_eq!(count(&there, added), count(&back, gone));
        prop_assert_eq!(count(&there, gone), count(&back, added));
        prop_assert_eq!(count(&there, more), count(&back, fewer));
        prop_assert!(there.is_sorted_by_key(|change| change.section));
    }

    /// From which day something is asked for is no change of the case.
    #[test]
    fn one_row_that_changed_is_told_once(
        before in packs(), which in any::<prop::sample::Index>(), value in "[x-z]{0,2}", state in state(),
    ) {
        let mut before = before;
        before.sections.push(section(9, "Finance", vec![row("bank", "x", RowState::Held)]));
        let mut now = before.clone();
        let mut rows: Vec<&mut Row> = now.sections.iter_mut().flat_map(|section| &mut section.rows).collect();
        let at = which.index(rows.len());
        let later = rows[at].state == RowState::Later && state == RowState::Later;
        let same = later || (rows[at].value == value && rows[at].state == state);
        rows[at].value = value;
        rows[at].state = state;
        let name = rows[at].name.clone();
        let found = changes(&before, &now);
        prop_assert_eq!(found.len(), usize::from(!same));
        let told = |change: &Change| change.name == name && matches!(change.kind, Kind::Changed { .. });
        prop_assert!(found.iter().all(told));
    }
}
