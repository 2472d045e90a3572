//! A fictional pack, small and with one of everything.

use jiff::civil::date;
use pack::content::{
    ExplainedGap, FirstPage, LeftOut, Next, OwnWords, Pack, Prisoner, Recipient, Ring, Row, RowState, Schema, Section,
    SectionState, Sender, Since, Table,
};
use pack::difference::{Change, Kind};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use uuid::Uuid;

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn row(key: &str, value: &str, state: RowState) -> Row {
    Row {
        key: key.to_owned(),
        name: format!("The {key}"),
        value: value.to_owned(),
        from: "the record of the prison".to_owned(),
        on: Some(date(2026, 11, 20)),
        state,
        was: None,
    }
}

pub(crate) fn section(number: u8, title: &str, rows: Vec<Row>) -> Section {
    Section {
        number,
        title: title.to_owned(),
        state: SectionState::Ready,
        rows,
        tables: Vec::new(),
        words: None,
        gaps: Vec::new(),
    }
}

pub(crate) fn pack() -> Pack {
    let risk = row("rosh", "High", RowState::Held);
    let mut keywork = section(6, "Key work", vec![row("sessions", "24 in 12 months", RowState::Held)]);
    keywork.tables.push(Table {
        title: "key-work sessions".to_owned(),
        header: vec!["Day".to_owned(), "Theme".to_owned()],
        rows: vec![vec!["12 November 2026".to_owned(), "His sister’s visit".to_owned()]],
    });
    keywork.words = Some(OwnWords {
        text: "Talks more freely in the mornings.".to_owned(),
        by: "Ada Pike".to_owned(),
        on: date(2026, 11, 25),
    });
    let mut money = section(9, "Finance and ID", vec![row("bank", "", RowState::Gap)]);
    money.state = SectionState::Explained;
    money.gaps.push(ExplainedGap {
        key: "bank".to_owned(),
        what: "A bank account".to_owned(),
        cause: "Refused by the bank".to_owned(),
        words: "He has to go to the branch himself; the letter is in his property.".to_owned(),
        by: "Ada Pike".to_owned(),
        on: date(2026, 11, 25),
    });
    Pack {
        schema: Schema::One,
        id: Uuid::from_bytes([7; 16]),
        version: 2,
        made: "2026-11-27T09:30:00Z".parse().expect("a time"),
        from: Sender {
            prison: "Leeds".to_owned(),
            prison_code: "LEI".to_owned(),
            name: "Ada Pike".to_owned(),
            post: "Prison offender manager".to_owned(),
            phone: Some("01632 960 101".to_owned()),
            email: Some("ada.pike@prison.example".to_owned()),
        },
        to: Recipient {
            name: "Robin Thwaite".to_owned(),
            team: Some("Harrogate".to_owned()),
            email: Some("robin.thwaite@probation.example".to_owned()),
            phone: None,
        },
        prisoner: Prisoner {
            number: "A1234BC".to_owned(),
            name: "ASHDOWN, Kieran".to_owned(),
            born: Some(date(1990, 2, 28)),
            crn: Some("X123456".to_owned()),
            pnc: None,
        },
        first: FirstPage {
            who: vec![row("name", "ASHDOWN, Kieran", RowState::Held)],
            risk: vec![risk.clone()],
            next: vec![Next {
                by: date(2026, 12, 4),
                what: "Ring the branch".to_owned(),
                who: "Robin Thwaite".to_owned(),
            }],
            ring: vec![Ring {
                name: "Mo Quill".to_owned(),
                part: "Key worker".to_owned(),
                phone: Some("01632 960 102".to_owned()),
                email: None,
            }],
        },
        sections: vec![section(3, "Risk", vec![risk]), keywork, money],
        left_out: vec![LeftOut {
            what: "Restricted notes".to_owned(),
            count: 2,
            ask: "the head of offender management".to_owned(),
        }],
        since: Some(Since {
            version: 1,
            made: "2026-10-30T14:00:00Z".parse().expect("a time"),
            changes: vec![Change {
                section: 3,
                name: "The rosh".to_owned(),
                kind: Kind::Changed { was: "Medium".to_owned(), now: "High".to_owned() },
            }],
        }),
    }
}
