//! How each thing stands that a pack has to hold, how its sections stand, and whether it can be sealed. Nothing here says that a pack is
//! complete: it says which items stand, and which do not.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::derivation::Derivation;

/// How many sections a pack has.
pub const SECTIONS: usize = 15;

/// How a thing stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stands", rename_all = "kebab-case")]
pub enum Standing {
    /// It is there, and stands.
    Held,
    /// It is not asked for yet.
    Later {
        /// From when it is; nothing, while that depends on a date that is not known.
        from: Option<Date>,
    },
    /// Somebody was asked, and has not answered.
    Asked {
        /// Since when.
        since: Date,
    },
    /// It is not there.
    Gap,
    /// It is there, and too old.
    Stale {
        /// Since when it is as it is.
        since: Date,
        /// For how long it would have stood.
        limit: Period,
    },
    /// It cannot be right, if something else is.
    Contradicts {
        /// What.
        with: String,
    },
}

impl Standing {
    /// Its word: `held`, `later`, `asked`, `gap`, `stale`, `contradicts`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Later { .. } => "later",
            Self::Asked { .. } => "asked",
            Self::Gap => "gap",
            Self::Stale { .. } => "stale",
            Self::Contradicts { .. } => "contradicts",
        }
    }

    /// Whether it has to be put right or explained before a pack leaves.
    pub const fn stops(&self) -> bool {
        matches!(self, Self::Gap | Self::Stale { .. } | Self::Contradicts { .. })
    }
}

/// Something that a pack has to hold, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its key, which stays the same while it is about the same: `release-address`, `programme:Thinking Skills`,
    /// `conflict:releaseDate`.
    pub key: String,
    /// The section in which it stands, from 1.
    pub section: u8,
    /// How it stands.
    pub standing: Standing,
    /// What is there, missing or wrong, in plain English.
    pub words: String,
    /// What the author is asked; nothing, where nothing has to be put right.
    pub question: Option<String>,
    /// The clause that decided.
    pub clause: String,
    /// Whether an explanation stands for it, which the pack prints in its place.
    pub explained: bool,
    /// How it came about.
    pub derivation: Derivation,
}

impl Item {
    /// Whether it keeps a pack from being sealed.
    pub const fn is_open(&self) -> bool {
        self.standing.stops() && !self.explained
    }
}

/// How a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionStanding {
    /// Nothing in it has to be put right.
    Ready,
    /// What has to be put right in it is explained.
    Explained,
    /// So many of its items are neither right nor explained.
    Gaps(u16),
}

impl SectionStanding {
    /// How a section stands by its items.
    fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut standing = Self::Ready;
        for item in items.filter(|item| item.standing.stops()) {
            standing = match (standing, item.explained) {
                (Self::Gaps(gaps), false) => Self::Gaps(gaps.saturating_add(1)),
                (_, false) => Self::Gaps(1),
                (Self::Ready, true) => Self::Explained,
                (other, true) => other,
            };
        }
        standing
    }
}

/// How a pack stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Everything that is asked for, section by section.
    pub items: Vec<Item>,
    /// How each section stands, the first one first.
    pub sections: [SectionStanding; SECTIONS],
    /// Whether nothing is left that is neither right nor explained.
    pub may_seal: bool,
}

impl Assessment {
    pub(super) fn of(mut items: Vec<Item>) -> Self {
        items.sort_by_key(|item| item.section);
        let of_section = |at: usize| items.iter().filter(move |item| usize::from(item.section) == at + 1);
        let sections = std::array::from_fn(|at| SectionStanding::of(of_section(at)));
        let may_seal = !items.iter().any(Item::is_open);
        Self { items, sections, may_seal }
    }

    /// The item with a key.
    pub fn item(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
}
