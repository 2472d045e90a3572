//! What has to be settled before a release: a table of topics, each with its section of the handover pack, the states it takes and what a
//! form asks about it. The numbers are what the ledger keeps and never change; another topic is another line.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// A section of the handover pack, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Identity and contacts.
    #[n(1)]
    Identity,
    /// Sentence and dates.
    #[n(2)]
    Sentence,
    /// Risk and public protection.
    #[n(3)]
    Risk,
    /// What happened in custody.
    #[n(4)]
    Custody,
    /// Self-harm and health.
    #[n(5)]
    Health,
    /// What key work says.
    #[n(6)]
    KeyWork,
    /// The seven resettlement pathways.
    #[n(7)]
    Pathways,
    /// Where they will live.
    #[n(8)]
    Accommodation,
    /// Money and identity documents.
    #[n(9)]
    Money,
    /// Family and safeguarding.
    #[n(10)]
    Family,
    /// Victims.
    #[n(11)]
    Victims,
    /// Licence conditions that are asked for.
    #[n(12)]
    Licence,
    /// The day of release.
    #[n(13)]
    ReleaseDay,
    /// What is still to be done.
    #[n(14)]
    Actions,
    /// Signs that risk is rising.
    #[n(15)]
    Worry,
}

impl Section {
    /// Every section, in the pack's order.
    pub const ALL: [Self; 15] = [
        Self::Identity,
        Self::Sentence,
        Self::Risk,
        Self::Custody,
        Self::Health,
        Self::KeyWork,
        Self::Pathways,
        Self::Accommodation,
        Self::Money,
        Self::Family,
        Self::Victims,
        Self::Licence,
        Self::ReleaseDay,
        Self::Actions,
        Self::Worry,
    ];

    /// Its number in the pack, from 1.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Identity => "Identity and contacts",
            Self::Sentence => "Sentence and dates",
            Self::Risk => "Risk, public protection",
            Self::Custody => "Custody story",
            Self::Health => "Self-harm and health",
            Self::KeyWork => "Key-work digest",
            Self::Pathways => "Seven pathways",
            Self::Accommodation => "Accommodation",
            Self::Money => "Money and ID",
            Self::Family => "Family, safeguarding",
            Self::Victims => "Victims",
            Self::Licence => "Licence conditions",
            Self::ReleaseDay => "Release-day plan",
            Self::Actions => "Open actions",
            Self::Worry => "When to worry",
        }
    }
}

/// Where a topic stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum PlanState {
    /// Nothing was done about it yet.
    #[n(0)]
    NotStarted,
    /// Somebody is at it.
    #[n(1)]
    InProgress,
    /// Support is needed.
    #[n(2)]
    SupportRequired,
    /// No support is needed.
    #[n(3)]
    SupportNotRequired,
    /// The prisoner does not want it.
    #[n(4)]
    Declined,
    /// It is done, or met.
    #[n(5)]
    Done,
    /// It is known, had, given or agreed.
    #[n(6)]
    Held,
    /// Asked or applied for; the answer is not there yet.
    #[n(7)]
    Asked,
    /// Refused.
    #[n(8)]
    Refused,
    /// It does not arise.
    #[n(9)]
    NotApplicable,
    /// Was to be done, and was not.
    #[n(10)]
    NotDone,
    /// No longer so: what was stated before is at an end, or was a mistake.
    #[n(11)]
    Ended,
}

impl PlanState {
    /// Whether somebody still has something to do about it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::InProgress | Self::SupportRequired | Self::Asked)
    }
}

/// What kind of thing a topic is: which states it takes, and what they are called there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Takes {
    /// Something that is known or does not arise.
    Knowledge,
    /// One of the seven pathways: a status; and needs in it, each with its own.
    Pathway,
    /// Something that is applied for.
    Application,
    /// Something that the prisoner agrees to or not.
    Consent,
    /// A programme or an objective of the plan: done, or not done and why.
    Work,
    /// A condition that is asked for.
    Request,
}

impl Takes {
    /// The states, in the order in which a form offers them, each with what it is called there. For a pathway: of the whole.
    const fn states(self) -> &'static [(PlanState, &'static str)] {
        use PlanState::{
            Asked, Declined, Done, Ended, Held, InProgress, NotApplicable, NotDone, NotStarted, Refused,
            SupportNotRequired, SupportRequired,
        };
        match self {
            Self::Knowledge => &[(Held, "Known"), (NotApplicable, "Does not arise"), (Ended, "No longer so")],
            Self::Pathway => &[
                (NotStarted, "Not started"),
                (InProgress, "In progress"),
                (SupportRequired, "Support required"),
                (SupportNotRequired, "Support not required"),
                (Declined, "Support declined"),
                (Done, "Done"),
                (Ended, "Recorded by mistake"),
            ],
            Self::Application => &[
                (NotStarted, "Not applied for yet"),
                (Asked, "Applied for"),
                (Held, "Granted or received"),
                (Refused, "Refused"),
                (NotApplicable, "Not needed"),
                (Ended, "Withdrawn"),
            ],
            Self::Consent => &[(Held, "Consent given"), (Refused, "Consent refused"), (Asked, "Asked, no answer yet")],
            Self::Work => &[
                (Done, "Done"),
                (InProgress, "Under way"),
                (NotDone, "Not done"),
                (NotApplicable, "Not suitable"),
                (Ended, "Recorded by mistake"),
            ],
            Self::Request => &[(Asked, "Asked for"), (Held, "Agreed"), (Refused, "Refused"), (Ended, "Withdrawn")],
        }
    }
}

/// The states of a need within a pathway.
const NEED: &[(PlanState, &str)] = &[
    (PlanState::NotStarted, "Not started"),
    (PlanState::InProgress, "In progress"),
    (PlanState::Done, "Met"),
    (PlanState::Declined, "Declined"),
    (PlanState::Ended, "Recorded by mistake"),
];

macro_rules! topics {
    ($($number:literal $variant:ident $section:ident $takes:ident $many:ident $closed:ident $words:literal, $ask:literal;)*) => {
        /// Something that has to be settled before a release.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
        #[cbor(index_only)]
        #[serde(rename_all = "kebab-case")]
        pub enum Topic {
            $(#[doc = concat!($words, ".")] #[n($number)] $variant,)*
        }

        impl Topic {
            /// Every topic, section by section.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The section of the pack in which it stands.
            pub const fn section(self) -> Section {
                match self { $(Self::$variant => Section::$section,)* }
            }

            /// What it is called.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// What a form asks about it.
            pub const fn ask(self) -> &'static str {
                match self { $(Self::$variant => $ask,)* }
            }

            /// Which states it takes.
            pub const fn takes(self) -> Takes {
                match self { $(Self::$variant => Takes::$takes,)* }
            }

            /// Whether there can be several, each with a name.
            pub const fn many(self) -> Many {
                match self { $(Self::$variant => Many::$many,)* }
            }

            /// Whether its words are for the restricted compartment alone.
            pub const fn is_restricted(self) -> bool {
                match self { $(Self::$variant => Closed::$closed.is_restricted(),)* }
            }
        }
    };
}

/// How many of a topic there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Many {
    /// One.
    One,
    /// Several, each with a name of its own.
    Named,
    /// The thing as a whole, and several within it, each with a name: a pathway and its needs.
    Within,
}

impl Topic {
    /// The seven resettlement pathways.
    pub fn pathways() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|topic| topic.section() == Section::Pathways)
    }

    /// The states that it takes, in the order in which a form offers them, each with what it is called: as a whole, or one of several within it.
    pub const fn states(self, within: bool) -> &'static [(PlanState, &'static str)] {
        if within && matches!(self.many(), Many::Within) { NEED } else { self.takes().states() }
    }

    /// Whether a state says nothing by itself: what is known, asked for or left undone needs words.
    pub const fn needs_words(self, state: PlanState) -> bool {
        matches!(
            (self.takes(), state),
            (Takes::Knowledge, PlanState::Held)
                | (Takes::Work, PlanState::NotDone)
                | (Takes::Request, PlanState::Asked)
        )
    }

    /// What a state of it is called.
    pub fn state_words(self, within: bool, state: PlanState) -> &'static str {
        self.states(within).iter().find(|(known, _)| *known == state).map_or("", |(_, words)| words)
    }
}

enum Closed {
    Open,
    Restricted,
}

impl Closed {
    const fn is_restricted(&self) -> bool {
        matches!(self, Self::Restricted)
    }
}

topics! {
    1 Communication Identity Knowledge One Open "How to talk with them", "Language, reading, hearing, learning: what helps?";
    2 CommunityContact Identity Knowledge Named Open "Others who work with them", "What do they do, and how are they reached?";

    10 RiskNow Risk Knowledge One Open "The risk in words", "Who is at risk of what, and when is it greatest?";
    11 NoContact Risk Knowledge Named Open "No contact with", "Since when, and by whose order?";
    12 ChildContact Risk Knowledge One Open "Contact with children", "Which level is approved, and since when?";
    13 OtherAgencies Risk Knowledge Named Open "Other agencies involved", "Which part do they take (IOM, ViSOR, police)?";

    20 Objective Custody Work Named Open "Objective of the sentence plan", "What was done for it, or why not?";
    21 Programme Custody Work Named Open "Programme", "When, and what came of it, or why not?";
    22 WorkEducation Custody Knowledge One Open "Work and education", "What they did and learned here";
    23 Adjudications Custody Knowledge One Open "Adjudications, last 12 months", "How many, for what?";
    24 DrugTests Custody Knowledge One Open "Drug tests, last 12 months", "How many, with what result?";
    25 RestorativeJustice Custody Work One Open "Restorative justice", "Offered, wanted, held?";
    26 CourtReport Custody Knowledge One Open "Court report", "Where is it, or why is there none?";

    30 HealthConsent Health Consent One Open "Consent to share health matters", "With whom, and what about?";
    31 SelfHarm Health Knowledge One Open "Self-harm and suicide", "What happened, when, and what helped?";
    32 Healthcare Health Knowledge One Open "Health care after release", "GP, appointments, prescriptions, social care";

    40 Strengths KeyWork Knowledge One Open "Their strengths, as they see them", "In their own words";
    41 Worries KeyWork Knowledge One Open "Their worries, as they see them", "In their own words";
    42 Goals KeyWork Knowledge One Open "Their goals, as they see them", "In their own words";

    50 PathwayAccommodation Pathways Pathway Within Open "Accommodation", "What is needed, and who sees to it?";
    51 PathwayAttitudes Pathways Pathway Within Open "Attitudes, thinking and behaviour", "What is needed, and who sees to it?";
    52 PathwayFamily Pathways Pathway Within Open "Children, families and communities", "What is needed, and who sees to it?";
    53 PathwayDrugs Pathways Pathway Within Open "Drugs and alcohol", "What is needed, and who sees to it?";
    54 PathwayWork Pathways Pathway Within Open "Education, skills and work", "What is needed, and who sees to it?";
    55 PathwayMoney Pathways Pathway Within Open "Finance and ID", "What is needed, and who sees to it?";
    56 PathwayHealth Pathways Pathway Within Open "Health", "What is needed, and who sees to it?";

    60 ReleaseAddress Accommodation Knowledge One Open "Address on release", "Where, with whom, from when?";
    61 AddressBefore Accommodation Knowledge One Open "Before custody", "Where did they live, and what became of it?";
    62 DutyToRefer Accommodation Application One Open "Duty to refer", "To which authority, with what reference and outcome?";
    63 ApprovedPremises Accommodation Application One Open "Approved premises", "Which, from when, for how long?";
    64 OtherHousing Accommodation Application Named Open "Other accommodation (CAS2, CAS3, CRS)", "With what reference and outcome?";
    65 WishToLive Accommodation Knowledge One Open "Where they wish to live", "In their own words";

    70 BankAccount Money Application One Open "Bank account", "With which bank, and what came back?";
    71 IdDocument Money Application Named Open "Identity document", "Reference, cost, and whether it is in their property";
    72 Benefits Money Application One Open "Universal Credit", "Appointment: when and where?";
    73 Debts Money Knowledge One Open "Debts and fines", "To whom, how much, what was arranged?";

    80 FamilyTies Family Knowledge One Open "Family", "Who matters, who visits, who cares for whom?";
    81 Safeguarding Family Knowledge One Open "Children's safeguarding", "What do children's services say, and since when?";

    90 VictimScheme Victims Knowledge One Open "Victim Contact Scheme", "Does it apply? No names and no places";
    91 VictimRequests Victims Knowledge One Restricted "What the victim has asked for", "As the victim liaison officer put it";

    100 LicenceCondition Licence Request Named Open "Condition asked for", "Why is it necessary and proportionate?";

    110 ReleaseTime ReleaseDay Knowledge One Open "Time and place of release", "When, at which gate?";
    111 Collection ReleaseDay Knowledge One Open "Who collects them", "Who, or how do they travel?";
    112 FirstAppointment ReleaseDay Knowledge One Open "First appointment", "When, where, with whom?";
    113 Medication ReleaseDay Knowledge One Open "Medication on the day", "What do they carry, for how long?";
    114 Phone ReleaseDay Knowledge One Open "Telephone", "Which number will they have?";
    115 MoneyOnDay ReleaseDay Knowledge One Open "Money on the day", "Subsistence payment, savings";
    116 Explained ReleaseDay Knowledge One Open "Conditions were explained to them", "By whom, when, and did they understand?";

    120 Trigger Worry Knowledge Named Open "Sign that risk is rising", "What does it mean, and what is to be done?";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_numbered_from_one() {
        let numbers: Vec<u8> = Section::ALL.iter().map(|section| section.number()).collect();
        assert_eq!(numbers, (1..=15).collect::<Vec<_>>());
    }

    #[test]
    fn topics_stand_in_the_order_of_the_sections() {
        let sections: Vec<Section> = Topic::ALL.iter().map(|topic| topic.section()).collect();
        assert!(sections.is_sorted(), "{sections:?}");
    }

    #[test]
    fn every_state_has_its_words() {
        for (topic, within) in Topic::ALL.iter().flat_map(|topic| [(topic, false), (topic, true)]) {
            for (state, words) in topic.states(within) {
                assert_eq!(topic.state_words(within, *state), *words, "{topic:?}");
            }
        }
    }

    #[test]
    fn there_are_seven_pathways() {
        assert_eq!(Topic::pathways().count(), 7);
    }
}
