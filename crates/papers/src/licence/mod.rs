//! The temporary release licence: one or two pages that the prisoner carries, the gate reads and the police get a copy of. Which conditions it
//! has, and whether it may be issued at all, is decided elsewhere.
//!
//! What it says of the law rests on the Prison Act 1952, section 47(5); rule 9 of the Prison Rules 1999 and rule 5 of the Young
//! Offender Institution Rules 2000; and section 1 of the Prisoners (Return to Custody) Act 1995.

mod days;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::block::Fact;
use crate::condition::Family;
use crate::plural;
use crate::press::{self, About, Form, Imprint, Paper, PaperError};
use crate::shared::{Person, Prison, Signatory};

use days::Days;

const FORM: Form = Form { template: include_str!("../../templates/licence.typ") };

/// A version of a licence, with everything that is printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// The prison that it is issued by and returned to.
    pub prison: Prison,
    /// The application's number: “R-2027-0041”.
    pub number: String,
    /// The version, from 1.
    pub version: u32,
    /// What is new in it; nothing in the first version.
    pub changes: Option<Changes>,
    /// Whose it is.
    pub person: Person,
    /// The rules under which it is made.
    pub rules: Rules,
    /// The kind of release: “Resettlement day release”.
    pub kind: String,
    /// What it is for, as the rules allow it: “Paid work”.
    pub purpose: String,
    /// Each going out and coming back, by London's clock.
    pub releases: Vec<Release>,
    /// When there are several, how they recur: “Mondays to Thursdays, 07:00 to 17:30, 25 January to 22 July 2027”.
    pub pattern: Option<String>,
    /// Where the prisoner is to be.
    pub places: Vec<Place>,
    /// How they get there and back.
    pub travel: String,
    /// Who goes with them; nothing if nobody does.
    pub escort: Option<String>,
    /// Whom to ask about them outside: the employer's supervisor, the community offender manager.
    pub contacts: Vec<Contact>,
    /// What they must do, in the order in which it is to stand within its family.
    pub conditions: Vec<LicenceCondition>,
    /// Places to keep out of, in words.
    pub zones: Vec<String>,
    /// People to keep away from, in words.
    pub no_contact: Vec<String>,
    /// Who issues it.
    pub issued_by: Signatory,
    /// Who gets a copy, besides the prisoner: “Police”, “Bramley Fields Packaging Ltd”.
    pub copies: Vec<String>,
    /// What proves which record this paper is of.
    pub check_code: String,
}

/// What a version changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The version that it replaces.
    pub since: u32,
    /// Each change in a sentence.
    pub items: Vec<String>,
}

/// The rules under which a prisoner is released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Adults in a prison.
    Prison,
    /// People in a young offender institution.
    YoungOffender,
}

/// One going out and coming back, by London's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// When the prisoner goes out.
    pub out: DateTime,
    /// When they must be back.
    pub back: DateTime,
}

/// Where a prisoner is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name, or whose place it is: “Bramley Fields Packaging Ltd”.
    pub name: String,
    /// Its address on one line.
    pub address: String,
}

/// Whom to ask about a prisoner outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What they are: “Supervisor”.
    pub role: String,
    /// Their name.
    pub name: String,
    /// Their telephone number.
    pub telephone: String,
}

/// A condition as it is printed, its blanks filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceCondition {
    /// What it is about.
    pub family: Family,
    /// Its words, from the library or written for this licence.
    pub words: String,
}

/// The licence as its template reads it.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    prison: &'a Prison,
    number: &'a str,
    version: u32,
    law: &'static str,
    changes: Option<Listed>,
    facts: Vec<Fact>,
    late: Late,
    conditions: Vec<Listed>,
    days: Option<Days>,
    breach: Breach,
    understood: &'static str,
    signatures: Vec<Signature>,
    copies: String,
    check: String,
}

/// A heading and what stands under it.
#[derive(Debug, Serialize)]
struct Listed {
    heading: String,
    items: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Late {
    heading: &'static str,
    ring: String,
    words: &'static str,
}

#[derive(Debug, Serialize)]
struct Breach {
    heading: &'static str,
    words: [&'static str; 3],
}

#[derive(Debug, Serialize)]
struct Signature {
    who: &'static str,
    name: String,
}

const LATE: &str = "Say your name and number, where you are, and when you can be back. Then come back by the quickest safe way. If you \
    are not back in time we will look for you, and we may tell the police. If you are not back by midnight on the day you are due, you have failed to return.";

const BREACH: [&str; 3] = [
    "The governor can end this licence and call you back at any time, whether or not you have broken it. If you are called back, come back at once.",
    "If you break a condition, your licence can be suspended or ended, and you may face a disciplinary hearing. It will count when you \
     next ask to be released.",
    "Staying out after your time, or after you know that you have been called back, is a criminal offence. A court can send you to prison for \
     up to two years for it.",
];

const UNDERSTOOD: &str =
    "I have read this licence, or it has been read to me. I understand what I must do and what happens if I do not.";

impl Licence {
    /// Prints it.
    pub fn print(&self, imprint: &Imprint) -> Result<Paper, PaperError> {
        let about = About {
            title: "Temporary release licence".to_owned(),
            publisher: self.prison.name.clone(),
            foot: format!("{}: licence {}, version {}", self.person.with_number(), self.number, self.version),
            marking: None,
        };
        press::print(FORM, imprint, &about, &self.sheet(), &[])
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            prison: &self.prison,
            number: &self.number,
            version: self.version,
            law: self.rules.words(),
            changes: self.changes.as_ref().map(Changes::listed),
            facts: self.facts(),
            late: Late {
                heading: "If you are going to be late",
                ring: format!("Ring {} at once, at any hour.", self.prison.telephone),
                words: LATE,
            },
            conditions: self.by_family(),
            days: days::listed(&self.releases),
            breach: Breach { heading: "If you break this licence", words: BREACH },
            understood: UNDERSTOOD,
            signatures: self.signatures(),
            copies: self.copies(),
            check: format!("Check code: {}", self.check_code),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            Fact::strong("Prisoner", &self.person.name)
                .with(format!("Number {}, born {}", self.person.number, self.person.born)),
            Fact::strong("Released for", &self.purpose).with(&self.kind),
        ];
        facts.extend(self.times());
        for (place, words) in self.places.iter().enumerate() {
            let name = if place == 0 { "Where" } else { "And" };
            facts.push(Fact::strong(name, &words.name).with(&words.address));
        }
        facts.push(Fact::plain("Travel", &self.travel));
        if let Some(escort) = &self.escort {
            facts.push(Fact::plain("Escort", escort));
        }
        for contact in &self.contacts {
            facts.push(Fact::plain(&contact.role, format!("{}, {}", contact.name, contact.telephone)));
        }
        facts
    }

    /// When: to the minute for one release, in the words of the pattern for several.
    fn times(&self) -> Vec<Fact> {
        match self.releases.as_slice() {
            [only] => {
                vec![Fact::strong("Out", days::moment(only.out)), Fact::strong("Back by", days::moment(only.back))]
            }
            several => {
                let listed = format!("Only on the {} days listed under “{}”", several.len(), days::HEADING);
                let pattern = self.pattern.clone().unwrap_or_else(|| "On several days".to_owned());
                vec![Fact::strong("Out and back", pattern).with(listed)]
            }
        }
    }

    /// Conditions under the heading of their family, in the families' order; places and people to keep away from among them.
    fn by_family(&self) -> Vec<Listed> {
        let of = |family: Family| {
            let chosen = self.conditions.iter().filter(move |condition| condition.family == family);
            let mut items: Vec<String> = chosen.map(|condition| condition.words.clone()).collect();
            match family {
                Family::Exclusion => items.extend(self.zones.iter().map(|zone| format!("Keep out of: {zone}"))),
                Family::NoContact => items
                    .extend(self.no_contact.iter().map(|whom| format!("Keep away from, and do not contact: {whom}"))),
                _ => {}
            }
            Listed { heading: family.heading().to_owned(), items }
        };
        Family::ALL.into_iter().map(of).filter(|listed| !listed.items.is_empty()).collect()
    }

    fn signatures(&self) -> Vec<Signature> {
        let Signatory { name, grade } = &self.issued_by;
        vec![
            Signature { who: "Issued by", name: format!("{name}\n{grade}") },
            Signature { who: "Prisoner", name: format!("{}\n{}", self.person.name, self.person.number) },
            Signature { who: "Witness", name: String::new() },
        ]
    }

    fn copies(&self) -> String {
        let prisoner = std::iter::once("the prisoner".to_owned());
        plural::list(&prisoner.chain(self.copies.iter().cloned()).collect::<Vec<_>>())
    }
}

impl Changes {
    fn listed(&self) -> Listed {
        Listed {
            heading: format!("This replaces version {}, which no longer counts. What has changed:", self.since),
            items: self.items.clone(),
        }
    }
}

impl Rules {
    fn words(self) -> &'static str {
        match self {
            Self::Prison => "Prison Act 1952, section 47(5), and Prison Rules 1999, rule 9",
            Self::YoungOffender => "Prison Act 1952, section 47(5), and Young Offender Institution Rules 2000, rule 5",
        }
    }
}
