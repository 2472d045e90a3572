//! Kinds that differ by where somebody will live.

use casework::Field;
use casework::pre_release::{GapCause, Section, Topic};
use pack::content::{Pack, RowState};
use policy::pack::Demand;

use super::ordinary::ordinary;

/// Released in two weeks to nowhere yet: much has to happen, and much is asked for and not answered.
pub(super) fn homeless() -> Pack {
    let of = Section::Accommodation;
    ordinary("Patrick O’Rourke", "A3381HM", "1979-02-14")
        .reckoned("release", "Earliest release", "12 December 2026", "Conditional release date")
        .reckoned("handover", "You are responsible", "From the first day: the sentence is short", "The handover rules")
        .field(Section::Sentence, "conditional-release", Field::ConditionalRelease, "12 December 2026", "2026-11-12")
        .field(Section::Sentence, "confirmed-release", Field::ConfirmedRelease, "11 December 2026", "2026-11-20")
        .field(Section::Sentence, "licence-end", Field::LicenceExpiry, "19 February 2027", "2026-11-12")
        .field(Section::Sentence, "sentence-end", Field::SentenceExpiry, "19 February 2027", "2026-11-12")
        .field(of, "homeless", Field::Homeless, "Yes", "2026-10-16")
        .without(of, &["release-address"])
        .gap(
            Demand::ReleaseAddress,
            GapCause::NotKnownYet,
            "Three applications are out. If none is answered by 9 December, the council’s emergency line opens at 9 on the day: 01632 960 188. Take the licence there; it is the proof that they ask for.",
        )
        .topic(Topic::AddressBefore, "A tent behind the station, since the flat in Mill Fold was given up in 2024. Rent arrears of £2,140.", "2026-10-16")
        .topic(Topic::DutyToRefer, "Applied for. Calder Holt council, reference DTR-20744, on 16 October.", "2026-10-16")
        .stands("duty-to-refer", RowState::Asked, None)
        .named(Topic::OtherHousing, "CAS3", "Applied for. Reference C3-4471, on 2 November.", "2026-11-02")
        .stands("other-housing:CAS3", RowState::Asked, None)
        .named(Topic::OtherHousing, "St Brannoc’s night shelter", "Refused. Not with a conviction for arson in 2009.", "2026-11-18")
        .topic(Topic::PathwayAccommodation, "Support required. See section 8. The community sees to it. By 9 December 2026", "2026-11-20")
        .gap(Demand::BankAccount, GapCause::CannotBeHad, "The bank asks for an address. The first payment goes to the post office; the card for it is in property.")
        .topic(Topic::Benefits, "Applied for. Jobcentre Calder Holt, 14 December 2026 at 10:20.", "2026-11-20")
        .row(of, crate::making::held("wish-to-live", "Where they wish to live", "“Anywhere with a door.”", crate::making::POM, None))
        .topic(Topic::ReleaseTime, "11 December 2026, 08:30, main gate.", "2026-11-24")
        .topic(Topic::Collection, "Nobody. Travel warrant to Calder Holt, train at 09:12.", "2026-11-24")
        .topic(Topic::FirstAppointment, "11 December 2026. At 14:00, Westmoor probation office, 3 Mill Lane. By bus 14 from the station.", "2026-11-24")
        .topic(Topic::MoneyOnDay, "£89.52 subsistence, £31 earnings.", "2026-11-24")
        .gap(Demand::Phone, GapCause::NotKnownYet, "A telephone is in the release pack of the charity; its number is known on the day.")
        .topic(Topic::Explained, "On 24 November, by me. Asked to say them back, and did.", "2026-11-24")
        .next(&[
            ["2026-11-16", "Licence to be approved", "Case administrator"],
            ["2026-11-25", "Handover meeting", "Prison offender manager"],
            ["2026-12-01", "Ring the council about DTR-20744", "Dilys Whitlock"],
            ["2026-12-09", "Accommodation (support required)", "The community"],
            ["2026-12-11", "First appointment", "The community"],
            ["2026-12-11", "Time and place of release", "The prison"],
        ])
        .done()
}

/// To approved premises, with conditions that say why.
pub(super) fn premises() -> Pack {
    ordinary("Gwendolyn Hargreave", "A8825AP", "1984-10-09")
        .field(Section::Sentence, "offence", Field::MostSeriousOffence, "Arson, reckless as to whether life was endangered", "2026-11-18")
        .field(Section::Risk, "rosh", Field::Rosh, "High", "2026-11-02")
        .topic(Topic::RiskNow, "Whoever shares a building with her, when a home is about to be lost. Fires in 2016 and 2022, both within a week of a notice.", "2026-11-03")
        .topic(Topic::ReleaseAddress, "Fairholme approved premises, Calder Holt, from 20 August 2027 for 12 weeks. Then a place at Meadow House is asked for.", "2026-11-16")
        .topic(Topic::ApprovedPremises, "Granted or received. Fairholme, 20 August to 12 November 2027. Room on the ground floor; staff awake at night; smoke alarms tested weekly.", "2026-11-16")
        .named(Topic::LicenceCondition, "To live at Fairholme", "Agreed. The only address in the area with staff at night.", "2026-11-16")
        .named(Topic::LicenceCondition, "Curfew, 21:00 to 07:00", "Agreed. Both fires were set after ten at night.", "2026-11-16")
        .named(Topic::LicenceCondition, "No lighters or accelerants", "Asked for. She suggested it herself; staff keep one for smokers.", "2026-11-16")
        .named(Topic::LicenceCondition, "Electronic monitoring", "Refused. The governor of Fairholme thinks the curfew enough.", "2026-11-16")
        .list(Section::Family, "contacts", ["Name", "How related", "Telephone"], &[
            ["Philippa Hargreave", "Mother", "01632 960 207"],
            ["Deacon Hargreave", "Son, 15, in foster care", ""],
        ])
        .topic(Topic::FamilyTies, "The mother visits. The son writes; he is not to be told the address before the social worker has.", "2026-11-16")
        .gap(Demand::ChildrenCheck, GapCause::NotKnownYet, "The request goes out on 30 November. Ring the social worker, Aled Vaughan, 01632 960 244, before the first visit.")
        .next(&[
            ["2026-12-02", "Handover meeting", "Prison offender manager"],
            ["2026-12-08", "Check to be asked for", "Prison offender manager"],
        ])
        .done()
}
