//! Kinds that differ by the risk.

use casework::Field;
use casework::pre_release::{GapCause, Section, Topic};
use pack::content::{Pack, RowState};
use policy::pack::Demand;

use super::ordinary::ordinary;

/// An enhanced handover under MAPPA, with people to keep away from and a victim whose liaison officer stays in the prison.
pub(super) fn enhanced() -> Pack {
    let of = Section::Risk;
    ordinary("Tobi Oyelaran", "A6105FD", "1989-08-19")
        .field(Section::Sentence, "offence", Field::MostSeriousOffence, "Wounding with intent", "2026-11-18")
        .field(Section::Sentence, "conditional-release", Field::ConditionalRelease, "20 August 2027", "2026-11-12")
        .stands("conditional-release", RowState::Held, Some("19 October 2027"))
        .stands("release", RowState::Held, Some("19 October 2027"))
        .field(of, "rosh", Field::Rosh, "High", "2026-11-11")
        .stands("rosh", RowState::Held, Some("Medium"))
        .field(of, "tier", Field::Tier, "A", "2026-11-11")
        .field(of, "mappa", Field::MappaApplies, "Yes", "2026-11-11")
        .field(of, "mappa-category", Field::MappaCategory, "2", "2026-11-11")
        .field(of, "mappa-level", Field::MappaLevel, "2", "2026-11-11")
        .field(of, "mappa-review", Field::MappaReview, "5 April 2027", "2026-11-11")
        .topic(
            Topic::RiskNow,
            "A former partner and her brother, after drink and when a message goes unanswered. The first fortnight, near Calder Holt and without work, is when it is greatest; it was so in 2021 and in 2023. Two friends from before have been in touch since October, and one of them supplied the knife. He names all of this himself and asks for help with it.",
            "2026-11-12",
        )
        .named(Topic::NoContact, "Leanne Marsh", "Since 2024, by restraining order until 2034.", "2026-11-12")
        .named(Topic::NoContact, "Curtis Marsh", "Since 2024, by restraining order until 2034.", "2026-11-12")
        .topic(Topic::ChildContact, "Letters to his daughter alone, through the school. Since 6 May 2025.", "2026-11-12")
        .named(Topic::OtherAgencies, "Police", "ViSOR nominal; the public protection unit at Westmoor.", "2026-11-12")
        .list(
            of,
            "active alerts",
            ["Alert", "Code"],
            &[["MAPPA level 2", "P22"], ["ViSOR nominal", "PVN"], ["No-contact request", "ONCR"], ["Risk to known adults", "RKA"]],
        )
        .named(Topic::Programme, "Building Better Relationships", "Not done. Cancelled twice for want of staff; he is on the list in Westmoor.", "2026-11-12")
        .topic(Topic::Safeguarding, "Children’s services know of the daughter; no plan is in force. Since 6 May 2025.", "2026-11-16")
        .topic(Topic::VictimScheme, "Applies. The liaison officer is known to the prison.", "2026-11-16")
        .named(Topic::LicenceCondition, "Exclusion area", "Asked for. Keeps him out of the streets where the victim lives and works; the map goes with the licence.", "2026-11-16")
        .named(Topic::LicenceCondition, "No contact", "Asked for. Two people, as the restraining order has it.", "2026-11-16")
        .named(Topic::LicenceCondition, "Alcohol monitoring", "Asked for. Drink came before each assault.", "2026-11-16")
        .words(
            Section::Risk,
            "He speaks openly about the offence and names what led up to it: debt, drink, and people from before.\n\nWhat worries me is the first fortnight.",
        )
        .left_out(&[("Restricted notes", 3), ("Details of the victim liaison officer", 1), ("Restricted topics of the plan", 1)])
        .next(&[
            ["2026-12-02", "Handover meeting", "Prison offender manager"],
            ["2026-12-04", "Say whether approved premises can be asked for", "The community"],
            ["2026-12-06", "Handover: review the OASys", "Prison offender manager"],
            ["2026-12-06", "Handover: contact with the community offender manager", "Prison offender manager"],
            ["2026-12-09", "Handover: send the report", "Prison offender manager"],
        ])
        .done()
}

/// An open ACCT, and no consent to share what healthcare knows.
pub(super) fn acct() -> Pack {
    ordinary("Rowan Delacourt", "A5540AC", "2001-06-11")
        .topic(
            Topic::SelfHarm,
            "ACCT opened on 19 November 2026 after cuts to the forearm, the third time this year. Next review on 1 December. What helps: the landline to the aunt, the dog on the yard, being told beforehand when something changes.",
            "2026-11-26",
        )
        .topic(Topic::HealthConsent, "Consent refused", "2026-11-20")
        .explained(
            Demand::HealthConsent,
            "Consent to share health matters was refused.",
            GapCause::Refused,
            "Asked on 20 November and again on the 24th. Rowan would talk about it with the COM in person: ask at the first meeting, and do not begin with it.",
        )
        .without(Section::Health, &["healthcare"])
        .list(
            Section::Risk,
            "active alerts",
            ["Alert", "Code"],
            &[["ACCT open", "HA"], ["At risk of self-harm", "HS"], ["Has been victimised", "VU"]],
        )
        .gap(Demand::Medication, GapCause::Refused, "Healthcare says nothing without consent. Take it that there is a script.")
        .topic(Topic::Communication, "Autistic. Short questions, one at a time; no telephone calls without a message before.", "2026-10-12")
        .named(Topic::Trigger, "A change at short notice", "Cuts within a day or two. Say early what will change, and who will be there.", "2026-11-26")
        .named(Topic::Trigger, "Goes quiet", "Stops answering messages. Ring the aunt the same day.", "2026-11-26")
        .next(&[
            ["2026-12-01", "ACCT review, with the COM by video", "The prison"],
            ["2026-12-02", "Handover meeting", "Prison offender manager"],
        ])
        .done()
}
