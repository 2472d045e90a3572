//! What people talk about with their keyworker, and to whom each topic can apply.

use crate::sentence::CaseKind;

/// A topic; its name is the first part of the phrase sections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Topic {
    Family,
    Child,
    Partner,
    Visits,
    Work,
    NewWork,
    Education,
    Health,
    Mood,
    Lodging,
    Money,
    Conduct,
    Incentives,
    Faith,
    Gym,
    Drugs,
    Release,
    Far,
    Recategorisation,
    Licence,
    Parole,
    Ipp,
    Wing,
    Safety,
    Reading,
    Programme,
    Loss,
    Court,
    Recall,
    Immigration,
    Welsh,
    Care,
    Veteran,
    Learning,
    Arrival,
}

impl Topic {
    /// The first part of the names of its sections.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Child => "child",
            Self::Partner => "partner",
            Self::Visits => "visits",
            Self::Work => "work",
            Self::NewWork => "worknew",
            Self::Education => "education",
            Self::Health => "health",
            Self::Mood => "mood",
            Self::Lodging => "lodging",
            Self::Money => "money",
            Self::Conduct => "conduct",
            Self::Incentives => "incentives",
            Self::Faith => "faith",
            Self::Gym => "gym",
            Self::Drugs => "drugs",
            Self::Release => "release",
            Self::Far => "far",
            Self::Recategorisation => "recat",
            Self::Licence => "rotl",
            Self::Parole => "parole",
            Self::Ipp => "ipp",
            Self::Wing => "wing",
            Self::Safety => "safety",
            Self::Reading => "reading",
            Self::Programme => "programme",
            Self::Loss => "loss",
            Self::Court => "court",
            Self::Recall => "recall",
            Self::Immigration => "immigration",
            Self::Welsh => "welsh",
            Self::Care => "care",
            Self::Veteran => "veteran",
            Self::Learning => "learning",
            Self::Arrival => "arrival",
        }
    }
}

/// Topics that anybody may raise.
pub(crate) const EVERYDAY: &[Topic] = &[
    Topic::Family,
    Topic::Visits,
    Topic::Work,
    Topic::Education,
    Topic::Health,
    Topic::Mood,
    Topic::Money,
    Topic::Conduct,
    Topic::Incentives,
    Topic::Faith,
    Topic::Gym,
    Topic::Wing,
    Topic::Safety,
    Topic::Reading,
];

/// Topics that belong to the kind of case.
pub(crate) fn of_case(kind: CaseKind) -> &'static [Topic] {
    match kind {
        CaseKind::Life | CaseKind::Extended | CaseKind::ParoleDeterminate => {
            &[Topic::Parole, Topic::Programme, Topic::Recategorisation]
        }
        CaseKind::Ipp => &[Topic::Ipp, Topic::Parole, Topic::Programme],
        CaseKind::Recall => &[Topic::Recall, Topic::Lodging],
        CaseKind::Remand | CaseKind::ConvictedUnsentenced => &[Topic::Court, Topic::Court, Topic::Lodging],
        CaseKind::Immigration => &[Topic::Immigration, Topic::Immigration],
        CaseKind::LongDeterminate => &[Topic::Recategorisation, Topic::Programme, Topic::Lodging],
        CaseKind::ShortDeterminate | CaseKind::Civil => &[Topic::Lodging],
    }
}
