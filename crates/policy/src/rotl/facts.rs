//! What the ROTL rules ask: of the person, and of the application. A record may lack any of it: `None` is "not recorded", and
//! nothing is assumed here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::{Kind, Purpose};
use super::taxonomy::{self, Reason};
use crate::handover::MappaLevel;
use crate::risk::Rosh;

/// The facts of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The security category's code.
    pub category: Option<String>,
    /// The legal status's code, such as SENTENCED.
    pub legal_status: Option<String>,
    /// The imprisonment status's code, such as ADIMP_ORA.
    pub imprisonment_status: Option<String>,
    /// Whether the sentence is indeterminate.
    pub indeterminate: Option<bool>,
    /// Whether release is for the Parole Board on a determinate sentence: an extended sentence, or one for an offender of
    /// particular concern.
    pub extended: Option<bool>,
    /// Whether the person was recalled.
    pub recalled: Option<bool>,
    /// The codes of the alerts that are active; nothing, if nobody has looked for them.
    pub alerts: Option<BTreeSet<String>>,
    /// The risk of serious harm.
    pub rosh: Option<Rosh>,
    /// Whether MAPPA applies.
    pub mappa_applies: Option<bool>,
    /// The MAPPA category, from 1.
    pub mappa_category: Option<u8>,
    /// The MAPPA level.
    pub mappa_level: Option<MappaLevel>,
    /// Date of birth.
    pub date_of_birth: Option<Date>,
    /// The sex.
    pub sex: Option<Sex>,
    /// When the sentence began.
    pub sentence_start: Option<Date>,
    /// Conditional release date, as it stands now.
    pub conditional_release: Option<Date>,
    /// Automatic release date, as it stands now.
    pub automatic_release: Option<Date>,
    /// The confirmed, or else the latest, release date.
    pub release: Option<Date>,
    /// Parole eligibility date.
    pub parole_eligibility: Option<Date>,
    /// Tariff expiry date.
    pub tariff: Option<Date>,
    /// How many days on remand count towards the sentence.
    pub remand_days: Option<u16>,
    /// The prison's code.
    pub prison: Option<String>,
    /// Whether the person has another nationality than British.
    pub foreign_national: Option<bool>,
    /// Whether a deportation order was made.
    pub deportation_order: Option<bool>,
    /// Whether no appeal against it is left that can be brought from within the country.
    pub appeals_exhausted: Option<bool>,
    /// Escapes, absconds and serious failures; nothing, if nobody has looked for them.
    pub breaches: Option<Vec<Breach>>,
    /// Whether the person, when they came to prison, was the sole carer of a child under 18.
    pub sole_carer: Option<bool>,
    /// Whether the person is remanded on, or waits for sentence for, something else.
    pub other_charges: Option<bool>,
    /// Whether the person is held for an international tribunal.
    pub tribunal: Option<bool>,
    /// Whether a term in default of a confiscation order follows the sentence, or is being served.
    pub confiscation_default: Option<bool>,
    /// Temporary releases of this sentence that are over.
    pub past: Vec<PastRelease>,
    /// Whether a victim is in the Victim Contact Scheme.
    pub victim_contact: Option<bool>,
}

/// A sex, as the prison records it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A breach of trust in this sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Breach {
    /// When it happened; nothing, if that is not recorded.
    pub on: Option<Date>,
    /// What.
    pub what: BreachKind,
}

/// A kind of breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreachKind {
    /// An escape, or an attempt.
    Escape,
    /// An abscond from open conditions.
    Abscond,
    /// A serious failure of a temporary release.
    SeriousFailure,
}

impl BreachKind {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Escape => "escape",
            Self::Abscond => "abscond",
            Self::SeriousFailure => "serious failure of a temporary release",
        }
    }
}

/// A temporary release that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PastRelease {
    /// Its type.
    pub kind: Kind,
    /// The day of going out.
    pub out: Date,
    /// The day of coming back; nothing, if that never happened.
    pub back: Option<Date>,
    /// How many nights away.
    pub nights: u16,
    /// Whether it failed.
    pub failed: bool,
}

/// What is applied for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The type.
    pub kind: Kind,
    /// The national code of the reason.
    #[serde(default)]
    pub reason: Option<String>,
    /// The lawful purpose.
    #[serde(default)]
    pub purpose: Option<Purpose>,
    /// The day of the first release; nothing, while none is planned.
    #[serde(default)]
    pub first_out: Option<Date>,
    /// Whether somebody puts the person up or receives them.
    #[serde(default)]
    pub host: Option<bool>,
    /// Whether they go to an employer, a college or another provider.
    #[serde(default)]
    pub provider: Option<bool>,
    /// Whether they stay in approved premises.
    #[serde(default)]
    pub approved_premises: Option<bool>,
    /// Whether they will be with children.
    #[serde(default)]
    pub with_children: Option<bool>,
}

impl Request {
    /// An application for a type of which nothing else is known.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            reason: None,
            purpose: None,
            first_out: None,
            host: None,
            provider: None,
            approved_premises: None,
            with_children: None,
        }
    }

    /// The reason, where its code stands under the type.
    pub fn found_reason(&self) -> Option<&'static Reason> {
        self.reason.as_deref().and_then(|code| taxonomy::reason(self.kind, code))
    }
}
