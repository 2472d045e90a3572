//! What the handover rules answer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::earliest_release::ReleaseDate;
use super::gate::Exclusion;
use super::reason::Reason;
use crate::calendar::long_date;

/// Whose a case is, if the policy covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The policy does not cover the person.
    OutsidePolicy(Exclusion),
    /// It does.
    InPolicy(Handover),
}

/// Whose a case is, and from when it is the community's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Whose it is today.
    pub state: State,
    /// Why.
    pub reason: Reason,
    /// When it is handed over, where a date decides that.
    pub dates: Option<Dates>,
    /// The release date from which it was reckoned; nothing, where the decision list decides without one.
    pub reckoned_from: Option<ReleaseDate>,
}

/// The days on which the community's part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// The handover start date: the community supports from here.
    pub start: Date,
    /// The handover date: the community is responsible from here.
    pub handover: Date,
}

impl Dates {
    /// Whose the case is on a day.
    pub fn state_on(self, day: Date) -> State {
        if day >= self.handover {
            State::Community
        } else if day >= self.start {
            State::CustodyWithCom
        } else {
            State::CustodyOnly
        }
    }
}

/// Whose a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// The prison offender manager's.
    CustodyOnly,
    /// The prison offender manager's, with the community's support.
    CustodyWithCom,
    /// The community offender manager's, with the prison's support.
    Community,
}

impl State {
    /// The prison offender manager's part.
    pub const fn pom(self) -> Part {
        match self {
            Self::CustodyOnly | Self::CustodyWithCom => Part::Responsible,
            Self::Community => Part::Supporting,
        }
    }

    /// The community offender manager's part.
    pub const fn com(self) -> Part {
        match self {
            Self::CustodyOnly => Part::NotInvolved,
            Self::CustodyWithCom => Part::Supporting,
            Self::Community => Part::Responsible,
        }
    }

    /// Who is responsible, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::CustodyOnly => "The prison offender manager is responsible; the community is not involved yet",
            Self::CustodyWithCom => {
                "The prison offender manager is responsible; the community offender manager supports"
            }
            Self::Community => "The community offender manager is responsible; the prison offender manager supports",
        }
    }
}

/// Somebody's part in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Responsible.
    Responsible,
    /// Supporting whoever is.
    Supporting,
    /// Not involved.
    NotInvolved,
}

impl Outcome {
    /// The handover, where the policy covers the person.
    pub const fn handover(&self) -> Option<&Handover> {
        match self {
            Self::OutsidePolicy(_) => None,
            Self::InPolicy(handover) => Some(handover),
        }
    }

    /// In a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Self::OutsidePolicy(_) => {
                "Outside the offender management in custody policy: there is no handover.".to_owned()
            }
            Self::InPolicy(handover) => handover.words(),
        }
    }
}

impl Handover {
    /// In a sentence or two.
    pub fn words(&self) -> String {
        let dates = self.dates.map_or_else(
            || " There is no handover date.".to_owned(),
            |dates| {
                let start = format!(" The community supports from {}.", long_date(dates.start));
                let handover = format!(" The community is responsible from {}.", long_date(dates.handover));
                format!("{}{handover}", if dates.start < dates.handover { start } else { String::new() })
            },
        );
        format!("{}. {}.{dates}", self.state.words(), self.reason.words())
    }
}
