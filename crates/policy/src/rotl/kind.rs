//! The types of temporary release, how strictly they are decided, and for what the law allows them at all. Codes are the national
//! service's.

use serde::{Deserialize, Serialize};

/// A type of temporary release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Resettlement day release.
    Rdr,
    /// Resettlement overnight release.
    Ror,
    /// Childcare resettlement licence.
    Crl,
    /// Special purpose licence.
    Spl,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 4] = [Self::Rdr, Self::Ror, Self::Crl, Self::Spl];

    /// The national code of the sub type.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rdr => "RDR",
            Self::Ror => "ROR",
            Self::Crl => "CRL",
            Self::Spl => "SPL",
        }
    }

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rdr => "resettlement day release",
            Self::Ror => "resettlement overnight release",
            Self::Crl => "childcare resettlement licence",
            Self::Spl => "special purpose licence",
        }
    }

    /// Whether it can be had from a day that is reckoned, or at any time.
    pub(super) const fn is_for_resettlement(self) -> bool {
        matches!(self, Self::Rdr | Self::Ror)
    }
}

/// How strictly a release is assessed and decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Standard ROTL.
    Standard,
    /// Restricted ROTL.
    Restricted,
}

impl Tier {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Restricted];

    /// The national code of the type.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "SR",
            Self::Restricted => "RR",
        }
    }

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Standard => "standard ROTL",
            Self::Restricted => "restricted ROTL",
        }
    }
}

/// A purpose for which the Prison Rules allow a temporary release: there is no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// On compassionate grounds, or for medical treatment.
    CompassionOrTreatment,
    /// Paid or voluntary work.
    Work,
    /// Instruction or training that the prison cannot reasonably give.
    Training,
    /// To take part in proceedings before a court, tribunal or inquiry.
    Proceedings,
    /// To see a lawyer, where that is not practicable in prison.
    Lawyer,
    /// To help the police with their enquiries.
    Police,
    /// A move between prisons.
    Transfer,
    /// Family ties, or the way from prison life to freedom.
    TiesOrTransition,
}

impl Purpose {
    /// Every purpose that is lawful.
    pub const ALL: [Self; 8] = [
        Self::CompassionOrTreatment,
        Self::Work,
        Self::Training,
        Self::Proceedings,
        Self::Lawyer,
        Self::Police,
        Self::Transfer,
        Self::TiesOrTransition,
    ];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::CompassionOrTreatment => "compassionate grounds, or medical treatment",
            Self::Work => "paid or voluntary work",
            Self::Training => "instruction or training that the prison cannot reasonably give",
            Self::Proceedings => "proceedings before a court, tribunal or inquiry",
            Self::Lawyer => "seeing a lawyer, where that is not practicable in prison",
            Self::Police => "helping the police with their enquiries",
            Self::Transfer => "a move between prisons",
            Self::TiesOrTransition => "family ties, or the way from prison life to freedom",
        }
    }
}

/// In which grade somebody decides, the lower first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// An operational manager to whom the governor left it.
    DutyManager,
    /// The governor, or their deputy.
    Governor,
}

impl Grade {
    /// Both, the lower first.
    pub const ALL: [Self; 2] = [Self::DutyManager, Self::Governor];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::DutyManager => "duty manager",
            Self::Governor => "governor",
        }
    }
}
