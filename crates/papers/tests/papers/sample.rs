//! Papers about people who do not exist.

use jiff::ToSpan;
use jiff::civil::{Weekday, date};
use papers::condition::{self, Family, Occasion};
use papers::licence::{Contact, Licence, LicenceCondition, Place, Release, Rules};
use papers::{Imprint, Person, Prison, Signatory};

use crate::reading::Outcome;

pub(crate) fn imprint() -> Outcome<Imprint> {
    Ok(Imprint { id: "R-2027-0041/1".to_owned(), made: "2027-01-22T15:10:00Z".parse()? })
}

pub(crate) fn prison() -> Prison {
    Prison {
        name: "HMP Aldersyke".to_owned(),
        address: "Fen Lane\nAldersyke\nAL7 3ZZ".to_owned(),
        telephone: "01632 960 100".to_owned(),
    }
}

pub(crate) fn person() -> Person {
    Person { name: "Kieran Ashdown".to_owned(), number: "A4417FK".to_owned(), born: "3 March 1993".to_owned() }
}

pub(crate) fn governor() -> Signatory {
    Signatory { name: "I Sheikh".to_owned(), grade: "Deputy governor".to_owned() }
}

/// A licence for one day, with the conditions that are suggested for paid work.
pub(crate) fn licence() -> Licence {
    let day = date(2027, 1, 25);
    Licence {
        prison: prison(),
        number: "R-2027-0041".to_owned(),
        version: 1,
        changes: None,
        person: person(),
        rules: Rules::Prison,
        kind: "Resettlement day release".to_owned(),
        purpose: "Paid work".to_owned(),
        releases: vec![Release { out: day.at(7, 0, 0, 0), back: day.at(17, 30, 0, 0) }],
        pattern: None,
        places: vec![Place {
            name: "Bramley Fields Packaging Ltd".to_owned(),
            address: "Unit 6, Tannery Row, Calder Holt, CH4 9ZZ".to_owned(),
        }],
        travel: "Works minibus from the gate, both ways".to_owned(),
        escort: None,
        contacts: vec![
            Contact {
                role: "Supervisor".to_owned(),
                name: "A Whitby".to_owned(),
                telephone: "01632 960 255".to_owned(),
            },
            Contact { role: "Probation".to_owned(), name: "T Oduya".to_owned(), telephone: "01632 960 377".to_owned() },
        ],
        conditions: condition::suggested(&[Occasion::Work])
            .map(|condition| LicenceCondition {
                family: condition.family,
                words: condition.words.replace("{until}", "22 February 2027"),
            })
            .chain([LicenceCondition {
                family: Family::Other,
                words: "Give your payslips to the business hub within a week of getting them.".to_owned(),
            }])
            .collect(),
        zones: vec!["Hallam Street and Mill Fold, and the roads between them".to_owned()],
        no_contact: vec!["Leanne Ashdown".to_owned()],
        issued_by: governor(),
        copies: ["the gate", "Westmoor police", "Westmoor probation", "Bramley Fields Packaging Ltd"]
            .map(str::to_owned)
            .to_vec(),
        check_code: "K7QM-2HXD-9RTB".to_owned(),
    }
}

/// The same for Mondays to Thursdays over half a year: 101 days.
pub(crate) fn series() -> Licence {
    let first = date(2027, 1, 25);
    let days = (0..179).map(|after| first + after.days());
    let work =
        |day: &jiff::civil::Date| day.weekday().to_monday_zero_offset() <= Weekday::Thursday.to_monday_zero_offset();
    let releases =
        days.filter(work).take(101).map(|day| Release { out: day.at(7, 0, 0, 0), back: day.at(17, 30, 0, 0) });
    Licence {
        releases: releases.collect(),
        pattern: Some("07:00 to 17:30, Mondays to Thursdays, 25 January to 19 July 2027".to_owned()),
        ..licence()
    }
}
