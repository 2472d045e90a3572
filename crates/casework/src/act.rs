//! Acts: what staff do for a case that settles something by being done. One event for all of them; what is owed, and by when, is
//! not here (`policy`).

use jiff::civil::Date;
use ledger::Position;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::cbor;

macro_rules! acts {
    ($($number:literal $variant:ident $doc:literal, $ask:literal;)*) => {
        /// Something that was done for a case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
        #[cbor(index_only)]
        #[serde(rename_all = "kebab-case")]
        pub enum Act {
            $(#[doc = concat!($doc, ".")] #[n($number)] $variant,)*
        }

        impl Act {
            /// Every act, in the order in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What was done, as a history says it.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// What a form asks about it.
            pub const fn ask(self) -> &'static str {
                match self { $(Self::$variant => $ask,)* }
            }
        }
    };
}

acts! {
    0 PomContact "Contact by the prison offender manager", "What was it about?";
    1 OasysCompleted "OASys completed", "What changed in it?";
    2 PlanMade "Sentence plan made or reviewed", "What are its objectives?";
    3 Oversight "Management oversight", "What did you look at, and what follows from it?";
    4 ComContact "Contact with the community offender manager", "What was it about?";
    5 HandoverReport "Handover report sent", "To whom?";
    6 MeetingInvited "Handover meeting: invited", "Who was invited, and for when?";
    7 MeetingHeld "Handover meeting held", "Who came, and what was agreed?";
    8 PreReleaseReport "Pre-release report written", "What does it ask for?";
    9 Referred "Duty to refer: referred to the housing authority", "To which authority?";
    10 PremisesApplied "Approved premises applied for", "Which, and from when?";
    11 LicenceApproved "Licence approved", "By whom?";
    12 ParoleReport "Parole: custody report sent", "To whom?";
    13 VictimsChecked "Victim contact checked", "With whom?";
    14 CheckRequested "Check asked for", "Whom did you ask, and how?";
    15 CheckChased "Check chased", "Whom did you ask, and how?";
    16 CheckAnswered "Answer to a check received", "What does it say?";
    17 RiskTold "Told of a changed risk", "Whom did you tell, and how?";
    18 MovesRead "Moved dates read", "What follows from it?";
    19 PaperMade "Paper made from the record", "Which, for whom, and on what basis?";
}

impl Act {
    /// Whether it says nothing without words: an oversight without them is a tick in a box.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Oversight | Self::MeetingInvited | Self::MeetingHeld | Self::CheckAnswered)
    }

    /// Whether it can be taken back. Whoever read that dates moved has read it, and a paper that was made is in somebody's hands.
    pub const fn can_be_withdrawn(self) -> bool {
        !matches!(self, Self::MovesRead | Self::PaperMade)
    }

    /// Whether it is about a check that others are asked for.
    pub const fn is_of_a_check(self) -> bool {
        matches!(self, Self::CheckRequested | Self::CheckChased | Self::CheckAnswered)
    }

    /// Whether it says nothing without whom or what it is about.
    pub const fn needs_about(self) -> bool {
        matches!(self, Self::CheckRequested | Self::CheckChased | Self::CheckAnswered | Self::RiskTold)
    }
}

/// An act was done.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ActDone {
    /// Which.
    #[n(0)]
    pub act: Act,
    /// On which day, in London.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// About what or whom in particular.
    #[n(2)]
    pub about: Option<String>,
    /// What came of it.
    #[n(3)]
    pub words: String,
}

/// Something that was recorded as done, as settled by hand, or as a step of a handover pack, was taken back: it was recorded by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ActWithdrawn {
    /// Where in the order of the record it stands.
    #[n(0)]
    pub of: Position,
    /// Why.
    #[n(1)]
    pub reason: String,
}
