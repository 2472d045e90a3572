//! A small list of offences, enough for a believable mix, each with the group that the rest of the story hangs on.

use crate::dice::Dice;
use crate::sentence::CaseKind;

/// What an offence means for risk, alerts and restrictions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    Violent,
    Domestic,
    Sexual,
    Drugs,
    Acquisitive,
    Robbery,
    Weapons,
    Driving,
    Arson,
    Terrorism,
    Fraud,
    Murder,
    Immigration,
    Contempt,
}

/// One offence as the prisoner document names it.
#[derive(Clone, Copy)]
pub(crate) struct Offence {
    pub(crate) statute: &'static str,
    pub(crate) code: &'static str,
    pub(crate) description: &'static str,
    pub(crate) group: Group,
}

const fn offence(statute: &'static str, code: &'static str, description: &'static str, group: Group) -> Offence {
    Offence { statute, code, description, group }
}

const OFFENCES: &[Offence] = &[
    offence("OF61", "OF61016", "Wound / inflict grievous bodily harm without intent", Group::Violent),
    offence("OF61", "OF61102", "Assault occasioning actual bodily harm", Group::Violent),
    offence("OF61", "OF61007", "Cause grievous bodily harm with intent", Group::Violent),
    offence("PH97", "PH97010", "Stalking involving serious alarm / distress", Group::Domestic),
    offence(
        "SC15",
        "SC15001",
        "Controlling / coercive behaviour in an intimate / family relationship",
        Group::Domestic,
    ),
    offence("PH97", "PH97012", "Breach of restraining order", Group::Domestic),
    offence("SX03", "SX03001", "Rape of a woman 16 or over", Group::Sexual),
    offence("SX03", "SX03007", "Sexual assault on a female", Group::Sexual),
    offence("PK78", "PK78001", "Take / make indecent photographs of a child", Group::Sexual),
    offence("MD71", "MD71230", "Possess with intent to supply a controlled drug of Class A - cocaine", Group::Drugs),
    offence("MD71", "MD71145", "Being concerned in supply of Class A - heroin", Group::Drugs),
    offence("MD71", "MD71239", "Produce a controlled drug of Class B - cannabis", Group::Drugs),
    offence("TH68", "TH68036", "Burglary dwelling - with intent to steal", Group::Acquisitive),
    offence("TH68", "TH68010", "Theft from shop", Group::Acquisitive),
    offence("TH68", "TH68059", "Handle stolen goods", Group::Acquisitive),
    offence("TH68", "TH68023", "Robbery", Group::Robbery),
    offence("TH68", "TH68151", "Attempt robbery", Group::Robbery),
    offence("FI68", "FI68013", "Possess a firearm with intent to endanger life", Group::Weapons),
    offence("CJ88", "CJ88144", "Possess knife blade / sharp pointed article in a public place", Group::Weapons),
    offence("RT88", "RT88017", "Dangerous driving", Group::Driving),
    offence("RT88", "RT88525", "Cause serious injury by dangerous driving", Group::Driving),
    offence("CD71", "CD71042", "Arson reckless as to whether life is endangered", Group::Arson),
    offence("TA06", "TA06012", "Disseminate a terrorist publication", Group::Terrorism),
    offence("FA06", "FA06001", "Fraud by false representation", Group::Fraud),
    offence("COML", "COML025", "Murder", Group::Murder),
    offence("ID10", "ID10001", "Possess an identity document with improper intention", Group::Immigration),
    offence("CC81", "CC81001", "Contempt of court", Group::Contempt),
];

/// The main offence that fits a kind of case.
pub(crate) fn main_offence(dice: &mut Dice, kind: CaseKind, women: bool) -> Offence {
    use Group::*;
    let table: &[(Group, usize)] = match kind {
        CaseKind::ShortDeterminate => {
            &[(Acquisitive, 34), (Violent, 16), (Domestic, 12), (Driving, 10), (Weapons, 9), (Drugs, 12), (Fraud, 7)]
        }
        CaseKind::LongDeterminate | CaseKind::Recall => &[
            (Drugs, 26),
            (Robbery, 14),
            (Acquisitive, 14),
            (Violent, 14),
            (Sexual, 11),
            (Domestic, 7),
            (Weapons, 6),
            (Driving, 4),
            (Fraud, 3),
            (Arson, 1),
        ],
        CaseKind::ParoleDeterminate => &[(Sexual, 85), (Terrorism, 15)],
        CaseKind::Extended => &[(Sexual, 45), (Violent, 33), (Robbery, 10), (Arson, 6), (Terrorism, 6)],
        CaseKind::Life => &[(Murder, 86), (Sexual, 5), (Violent, 7), (Arson, 2)],
        CaseKind::Ipp => &[(Violent, 40), (Robbery, 28), (Sexual, 20), (Arson, 12)],
        CaseKind::Remand | CaseKind::ConvictedUnsentenced => &[
            (Violent, 22),
            (Drugs, 22),
            (Acquisitive, 18),
            (Robbery, 10),
            (Domestic, 12),
            (Sexual, 8),
            (Weapons, 6),
            (Arson, 2),
        ],
        CaseKind::Immigration => &[(Immigration, 60), (Drugs, 40)],
        CaseKind::Civil => &[(Contempt, 1)],
    };
    let mut group = dice.weighted(Violent, table);
    if women && group == Sexual && dice.chance(80) {
        group = if kind == CaseKind::LongDeterminate { Acquisitive } else { Violent };
    }
    offence_of(dice, group)
}

/// Any offence of a group.
pub(crate) fn offence_of(dice: &mut Dice, group: Group) -> Offence {
    let fitting: Vec<&Offence> = OFFENCES.iter().filter(|offence| offence.group == group).collect();
    let at = dice.below(fitting.len());
    fitting.get(at).map_or(NO_OFFENCE, |found| **found)
}

const NO_OFFENCE: Offence = offence("COML", "COML001", "Offence not recorded", Group::Acquisitive);
