//! A handover pack about somebody who does not exist.

use papers::pack::{
    Change, Contact, Due, FirstPage, Gap, Glance, HandoverPack, LeftOut, OwnWords, Prisoner, Row, Section, Since, Table,
};
use papers::{Attachment, Person, Signatory, Signed};

use crate::sample;

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&words| words.to_owned()).collect()
}

fn due(by: &str, what: &str, who: &str) -> Due {
    Due { by: by.to_owned(), what: what.to_owned(), who: who.to_owned() }
}

fn contact(name: &str, part: &str, phone: &str, email: &str) -> Contact {
    Contact { name: name.to_owned(), part: part.to_owned(), phone: phone.to_owned(), email: email.to_owned() }
}

pub(crate) fn row(name: &str, value: &str, from: &str) -> Row {
    Row {
        name: name.to_owned(),
        value: value.to_owned(),
        was: None,
        from: from.to_owned(),
        state: None,
        restricted: false,
    }
}

fn changed(name: &str, value: &str, was: &str, from: &str) -> Row {
    Row { was: Some(was.to_owned()), ..row(name, value, from) }
}

fn stands(name: &str, value: &str, state: &str, from: &str) -> Row {
    Row { state: Some(state.to_owned()), ..row(name, value, from) }
}

/// A row of the first page that stands in a section too.
pub(crate) fn glance(section: u32, row: Row) -> Glance {
    Glance { row, section: Some(section) }
}

fn change(section: u32, words: &str, now: &str, was: Option<&str>) -> Change {
    Change { section, words: words.to_owned(), now: now.to_owned(), was: was.map(str::to_owned) }
}

fn gap(what: &str, cause: &str, words: &str) -> Gap {
    let [what, cause, words, by, on] = [what, cause, words, "R Pell", "14 January 2027"].map(str::to_owned);
    Gap { what, cause, words, by, on }
}

fn words(text: &str) -> OwnWords {
    OwnWords { text: text.to_owned(), by: "R Pell".to_owned(), on: "12 January 2027".to_owned() }
}

pub(crate) fn table(title: &str, header: &[&str], widths: &[u8], rows: &[&[&str]]) -> Table {
    Table {
        title: title.to_owned(),
        header: owned(header),
        widths: widths.to_vec(),
        rows: rows.iter().map(|row| owned(row)).collect(),
        restricted: false,
    }
}

pub(crate) fn section(number: u32, title: &str, state: &str) -> Section {
    let [title, state] = [title, state].map(str::to_owned);
    Section { number, title, state, rows: Vec::new(), gaps: Vec::new(), words: Vec::new(), tables: Vec::new() }
}

pub(crate) fn content() -> Attachment {
    Attachment {
        name: "pack.json".to_owned(),
        description: "the same content as data".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: br#"{"version":2}"#.to_vec(),
    }
}

/// A pack in which nothing is recorded.
pub(crate) fn empty() -> HandoverPack {
    HandoverPack {
        prison: sample::prison(),
        sender: Signatory { name: "R Pell".to_owned(), grade: "prison offender manager".to_owned() },
        recipient: "Westmoor PDU".to_owned(),
        marking: "OFFICIAL-SENSITIVE".to_owned(),
        version: 1,
        date: "20 December 2026".to_owned(),
        prisoner: Prisoner {
            person: Person {
                name: "Tobi Oyelaran".to_owned(),
                number: "A6105FD".to_owned(),
                born: "19 August 1989".to_owned(),
            },
            crn: None,
            pnc: None,
        },
        first: FirstPage::default(),
        since: None,
        sections: Vec::new(),
        left_out: Vec::new(),
        signed: Signed {
            by: Signatory { name: "R Pell".to_owned(), grade: "prison offender manager".to_owned() },
            at: "20 December 2026 at 10:31".to_owned(),
        },
        check_code: "7K2Q-M9XD-41TB".to_owned(),
        fingerprint: "9f2c41d07be35a8866f0c1e94b7d2a3517ce80fb42d96a1e3c5f7089b1a4d6e2".to_owned(),
    }
}

/// A second version with all fifteen sections.
pub(crate) fn full() -> HandoverPack {
    let mut pack = empty();
    pack.version = 2;
    pack.date = "14 January 2027".to_owned();
    pack.signed.at = "14 January 2027 at 10:31".to_owned();
    pack.prisoner.crn = Some("X000417".to_owned());
    pack.prisoner.pnc = Some("2009/0000417K".to_owned());
    pack.first = first_page();
    pack.since = Some(since());
    pack.sections = sections();
    pack.left_out = vec![
        LeftOut {
            what: "Restricted case notes".to_owned(),
            count: 3,
            ask: "The security department, 01632 960 118".to_owned(),
        },
        LeftOut { what: "Victims’ details".to_owned(), count: 1, ask: "P Sandford, victim liaison".to_owned() },
    ];
    pack
}

fn first_page() -> FirstPage {
    FirstPage {
        who: vec![
            glance(2, row("Sentence", "6 years for robbery, from 3 March 2025", "Court, 3 March 2025")),
            glance(2, changed("Release", "5 October 2027", "1 December 2027", "Calculated 12 January 2027")),
            glance(2, row("You become responsible", "22 January 2027", "Release less 8 months and 14 days")),
            glance(4, row("Where he is", "HMP Aldersyke, B-1-031, category C", "Prison system, 14 January 2027")),
        ],
        risk: vec![
            glance(3, row("Risk of serious harm", "High to a known adult", "OASys, 11 January 2027")),
            glance(3, stands("MAPPA", "Category 2", "Level not due yet", "ViSOR, 6 May 2025")),
            glance(
                3,
                row(
                    "Keep away from",
                    "Two no-contact requests are in force: he is not to write, to ring or to be brought messages, and they stand after release.",
                    "P Sandford, 9 November 2026",
                ),
            ),
            glance(5, row("Self-harm", "The last ACCT was closed on 4 May 2026.", "D Whitlock, 4 May 2026")),
        ],
        next: vec![
            due("16 January 2027", "Handover meeting with Tobi, by video", "J Castell, R Pell"),
            due("20 January 2027", "Say whether approved premises can be asked for", "J Castell"),
            due("22 January 2027", "Responsibility passes to the COM", "Westmoor PDU"),
        ],
        ring: vec![
            contact("R Pell", "Prison offender manager", "01632 960 141", "r.pell@aldersyke.example"),
            contact("D Whitlock", "Keyworker", "01632 960 152", ""),
            contact("P Sandford", "Victim liaison officer", "01632 960 470", "firstname.surname@westmoor.example"),
        ],
    }
}

fn since() -> Since {
    Since {
        version: 1,
        date: "20 December 2026".to_owned(),
        changes: vec![
            change(1, "COM", "J Castell", None),
            change(2, "Conditional release", "5 October 2027", Some("1 December 2027")),
            change(2, "You become responsible", "22 January 2027", Some("17 March 2027")),
            change(3, "OASys", "11 January 2027", Some("2 September 2026")),
            change(6, "Sessions", "4 added", None),
            change(14, "Bank account", "No longer in the pack", Some("To be opened by March")),
        ],
    }
}

fn sections() -> Vec<Section> {
    vec![
        Section {
            rows: vec![
                row("Prison offender manager", "R Pell", "Allocated 9 June 2025"),
                changed("COM", "J Castell, Westmoor PDU", "not named", "Stated by Westmoor PDU, 8 January 2027"),
                row("Keyworker", "D Whitlock", "Allocated 2 February 2026"),
                row("Other names", "None known", "Reception, 4 March 2025"),
            ],
            ..section(1, "Identity and contacts", "Ready")
        },
        Section {
            rows: vec![
                row("Sentence start", "3 March 2025", "Court, 3 March 2025"),
                changed("Conditional release", "5 October 2027", "1 December 2027", "Calculated 12 January 2027"),
                changed(
                    "You become responsible",
                    "22 January 2027",
                    "17 March 2027",
                    "Release less 8 months and 14 days",
                ),
                stands("MAPPA level due", "5 April 2027", "Not due yet", "6 months before release"),
                row("Licence ends", "2 May 2030", "Calculated 12 January 2027"),
            ],
            ..section(2, "Sentence and dates", "Ready")
        },
        Section {
            rows: vec![
                row("Risk of serious harm", "High to a known adult, medium to the public", "OASys, 11 January 2027"),
                row("MAPPA", "Category 2", "ViSOR, 6 May 2025"),
                Row {
                    restricted: true,
                    ..row(
                        "Security information",
                        "Associates on B wing are to be asked about by telephone only.",
                        "Put in by I Sheikh, 13 January 2027",
                    )
                },
            ],
            words: vec![words(
                "Tobi speaks openly about the offence and names what led up to it: debt, and drinking with people from before.\n\nWhat worries me is the \
                 first fortnight, when he will be near Calder Holt without work.",
            )],
            ..section(3, "Risk and public protection", "Ready")
        },
        Section {
            tables: vec![
                table(
                    "Sentence plan",
                    &["Objective", "Where it stands", "Of which day"],
                    &[5, 3, 3],
                    &[
                        &["Understand what led to the offence", "Done", "14 November 2026"],
                        &["Stay free of alcohol", "Under way", "7 January 2027"],
                        &["Level 2 in English", "Not started: no place before May", "7 January 2027"],
                    ],
                ),
                table("Adjudications in the last 12 months", &["Day", "Charge", "Outcome"], &[3, 5, 4], &[]),
            ],
            ..section(4, "Custody story", "Ready")
        },
        Section {
            rows: vec![stands("Consent to share health matters", "", "Asked, no answer yet", "Asked 9 January 2027")],
            gaps: vec![gap(
                "no medication on record",
                "Consent not given yet",
                "Healthcare will tell the COM directly once he has signed. Ring A Lindqvist, 01632 960 133.",
            )],
            ..section(5, "Self-harm and health", "Explained")
        },
        Section {
            tables: vec![table(
                "Last key-work sessions",
                &["Day", "What was talked about", "By whom"],
                &[3, 8, 3],
                &[
                    &[
                        "7 January 2027",
                        "His sister’s visit. He wants to write to his daughter, and knows that it goes through the school.",
                        "D Whitlock",
                    ],
                    &["17 December 2026", "Work in the laundry goes well. Nothing drunk since July.", "D Whitlock"],
                ],
            )],
            words: vec![words("He keeps appointments. Ask about the daughter; he will not bring it up.")],
            ..section(6, "Key-work digest", "Ready")
        },
        Section {
            tables: vec![table(
                "Pathways",
                &["Pathway", "Where it stands", "Outstanding"],
                &[5, 4, 6],
                &[
                    &["Accommodation", "Support required", "See section 8"],
                    &["Attitudes, thinking and behaviour", "In progress", "Two booster sessions"],
                    &["Children, families and communities", "In progress", "Letter to the school"],
                    &["Drugs and alcohol", "Done", "None"],
                    &["Education, skills and work", "In progress", "Forklift licence"],
                    &["Finance and ID", "Support required", "Bank account"],
                    &["Health", "In progress", "GP to register with"],
                ],
            )],
            ..section(7, "Seven pathways", "Ready")
        },
        Section {
            rows: vec![stands("Duty to refer", "10 August 2027", "Not due yet", "56 days before release")],
            gaps: vec![gap(
                "no release address yet",
                "Not known yet, being worked on",
                "His sister’s address is inside the exclusion area the victim has asked for. Please decide on approved premises by 5 April.",
            )],
            words: vec![words("He would like to live near his sister in Calder Holt.")],
            ..section(8, "Accommodation", "Explained")
        },
        Section {
            rows: vec![
                row("Birth certificate", "Received, in his property", "Stated 3 December 2026"),
                stands("Bank account", "", "Gap, explained below", "Not in the record"),
            ],
            gaps: vec![gap(
                "no bank account",
                "The bank asks for an address",
                "He can open one in the first week, with the licence as proof.",
            )],
            ..section(9, "Money and ID", "Explained")
        },
        Section {
            rows: vec![
                row("Children", "A daughter, 9, who lives with her mother", "OASys, 11 January 2027"),
                row("Contact", "Letters only, through the school", "Public protection, 6 May 2025"),
            ],
            ..section(10, "Family and safeguarding", "Ready")
        },
        Section {
            rows: vec![
                row("Victim Contact Scheme", "Yes", "P Sandford, 2 June 2025"),
                row("Requests", "No contact, two people. An area to keep out of.", "P Sandford, 9 November 2026"),
            ],
            ..section(11, "Victims", "Ready")
        },
        Section {
            tables: vec![table(
                "Additional conditions asked for",
                &["Condition", "Why"],
                &[1, 1],
                &[
                    &["Not to enter the area on the map", "The victim’s request"],
                    &["To take tests for alcohol", "Drinking led to the offence"],
                ],
            )],
            ..section(12, "Licence conditions", "Ready")
        },
        Section {
            rows: vec![row(
                "First appointment",
                "5 October 2027, 14:00, Westmoor probation office",
                "Stated by J Castell, 8 January 2027",
            )],
            gaps: vec![gap("nobody to collect him", "Too early to say", "His sister will say by September.")],
            ..section(13, "Release-day plan", "Explained")
        },
        Section {
            tables: vec![table(
                "Actions",
                &["By", "What", "Who"],
                &[3, 7, 3],
                &[
                    &["22 January 2027", "Book the forklift course", "R Pell"],
                    &["10 August 2027", "Duty to refer", "J Castell"],
                ],
            )],
            ..section(14, "Open actions", "Ready")
        },
        section(15, "When to worry", "Ready"),
    ]
}
