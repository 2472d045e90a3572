//! What most packs say, without a word about who it is: each kind puts its own in the place of some of it.

use casework::Field;
use casework::pre_release::{Section, Topic};
use policy::pack::Demand;

use crate::making::{Making, POM, held, on};

/// A determinate sentence with a standard handover on 6 December 2026 and release on 20 August 2027, in which nothing is missing.
pub(super) fn ordinary(name: &str, number: &str, born: &str) -> Making {
    let making = Making::about(name, number, born);
    resettlement(custody(risk(sentence(identity(making)))))
        .next(&[
            ["2026-12-02", "Handover meeting", "Prison offender manager"],
            ["2026-12-04", "Book the forklift course", "Dilys Whitlock"],
            ["2026-12-06", "Handover: contact with the community offender manager", "Prison offender manager"],
        ])
        .ring(&[
            [POM, "Prison offender manager", "01632 960 141", ""],
            ["Dilys Whitlock", "Keyworker", "01632 960 141", ""],
        ])
}

fn identity(making: Making) -> Making {
    let post = |key: &str, title: &str, who: &str, by: &str, day: &str| held(key, title, who, by, Some(on(day)));
    let of = Section::Identity;
    making
        .row(of, post("post:pom", "Prison offender manager", POM, "Imran Sheikh", "2025-06-09"))
        .row(of, post("post:keyworker", "Keyworker", "Dilys Whitlock", "Imran Sheikh", "2026-02-02"))
        .field(of, "crn", Field::Crn, "X417002", "2026-11-18")
        .field(of, "pnc", Field::PncNumber, "12/394773H", "2026-11-18")
        .field(of, "com", Field::ComName, "Joanna Castell", "2026-11-18")
        .field(of, "com-email", Field::ComEmail, "j.castell@westmoor.example", "2026-11-18")
        .field(of, "com-team", Field::ComTeam, "Westmoor PDU", "2026-11-18")
        .field(of, "cell", Field::CellLocation, "B-1-031", "2026-11-26")
        .topic(Topic::Communication, "Reads and writes well. Prefers to be asked directly.", "2026-10-12")
}

fn sentence(making: Making) -> Making {
    let of = Section::Sentence;
    making
        .reckoned("release", "Earliest release", "20 August 2027", "Conditional release date")
        .reckoned("handover", "You are responsible from", "6 December 2026", "The handover rules")
        .field(of, "imprisonment-status", Field::ImprisonmentStatus, "Standard determinate sentence", "2026-11-18")
        .field(of, "offence", Field::MostSeriousOffence, "Burglary of a dwelling", "2026-11-18")
        .field(of, "sentence-start", Field::SentenceStart, "11 March 2024", "2026-11-18")
        .field(of, "conditional-release", Field::ConditionalRelease, "20 August 2027", "2026-11-12")
        .field(of, "licence-end", Field::LicenceExpiry, "2 February 2029", "2026-11-12")
        .field(of, "sentence-end", Field::SentenceExpiry, "2 February 2029", "2026-11-12")
}

fn risk(making: Making) -> Making {
    let of = Section::Risk;
    making
        .field(of, "rosh", Field::Rosh, "Medium", "2026-11-02")
        .field(of, "rosh-assessed", Field::RoshAssessed, "2 November 2026", "2026-11-02")
        .field(of, "tier", Field::Tier, "C", "2026-11-02")
        .field(of, "mappa", Field::MappaApplies, "No", "2026-11-02")
        .topic(
            Topic::RiskNow,
            "Householders, if heroin is used again: every burglary was to pay for it. Greatest in the first weeks without a script.",
            "2026-11-03",
        )
        .topic(Topic::ChildContact, "No restriction", "2025-06-12")
        .list(of, "active alerts", ["Alert", "Code"], &[["Drug dealer, suspected", "XD"]])
}

fn custody(making: Making) -> Making {
    making
        .field(Section::Custody, "category", Field::Category, "Category C", "2026-04-20")
        .field(Section::Custody, "cell-sharing-risk", Field::Csra, "Standard", "2025-06-10")
        .named(Topic::Objective, "Stay free of heroin", "Under way. On the substance-free wing since May; every test negative.", "2026-11-03")
        .named(Topic::Objective, "Have work to go to", "Under way. Forklift course booked for January.", "2026-11-03")
        .named(Topic::Programme, "Building Choices", "Done. Finished in August 2026; the report is in the record.", "2026-09-01")
        .topic(Topic::WorkEducation, "Laundry since March, now number one. Level 2 in English.", "2026-11-03")
        .topic(Topic::Adjudications, "One, in January: a mobile telephone. Seven days’ loss of privileges.", "2026-11-03")
        .topic(Topic::DrugTests, "Six, all negative.", "2026-11-03")
        .topic(Topic::CourtReport, "In the record, 4 March 2024.", "2025-06-12")
        .topic(Topic::HealthConsent, "Consent given. With probation and the drugs team, about treatment alone.", "2026-10-12")
        .topic(Topic::SelfHarm, "Nothing known. Last asked on 12 November 2026.", "2026-11-12")
        .topic(Topic::Healthcare, "Methadone, 40 ml a day. The script goes to the Tannery Row surgery.", "2026-11-12")
        .topic(Topic::Strengths, "“I finish what I begin, and the lads in the laundry listen to me.”", "2026-10-12")
        .topic(Topic::Worries, "“Going back to the same street with nothing to get up for.”", "2026-10-12")
        .topic(Topic::Goals, "“A job with a start time. My own front door by Christmas 2027.”", "2026-10-12")
        .list(
            Section::KeyWork,
            "key-work sessions",
            ["On", "With", "What was said"],
            &[
                [
                    "18 November 2026",
                    "Dilys Whitlock",
                    "Mood good. Talked about the first week out: register with the surgery on the Friday, jobcentre on the Monday. Wants the number of the drugs team on a card.",
                ],
                [
                    "4 November 2026",
                    "Dilys Whitlock",
                    "The sister’s visit went well. They agreed that the spare room is for the first three months, and what it costs.",
                ],
            ],
        )
}

fn resettlement(making: Making) -> Making {
    let pathway = |making: Making, topic, words| making.topic(topic, words, "2026-11-16");
    let making = [
        (Topic::PathwayAccommodation, "Done. Sister’s spare room, agreed."),
        (Topic::PathwayAttitudes, "In progress. Two booster sessions are left."),
        (Topic::PathwayFamily, "Support not required"),
        (Topic::PathwayDrugs, "In progress. Script to be handed over."),
        (Topic::PathwayWork, "In progress. Forklift licence, then the agency in Calder Holt."),
        (Topic::PathwayMoney, "Done. Account opened, card in property."),
        (Topic::PathwayHealth, "In progress. Dentist in January."),
    ]
    .into_iter()
    .fold(making, |making, (topic, words)| pathway(making, topic, words));
    making
        .field(Section::Accommodation, "homeless", Field::Homeless, "No", "2026-11-16")
        .topic(
            Topic::ReleaseAddress,
            "12 Canal Street, Calder Holt, CH4 9ZZ, with the sister. Agreed until November 2027.",
            "2026-11-16",
        )
        .topic(Topic::WishToLive, "“Near her, not with her for ever.”", "2026-11-16")
        .topic(Topic::BankAccount, "Granted or received. Northern Credit Union; the card is in property.", "2026-11-16")
        .named(Topic::IdDocument, "Birth certificate", "Granted or received. In property.", "2026-11-16")
        .later(Demand::Benefits, "2027-07-23")
        .topic(Topic::FamilyTies, "The sister visits twice a month. No children.", "2026-11-16")
        .topic(Topic::Safeguarding, "Does not arise", "2026-11-16")
        .topic(Topic::VictimScheme, "Does not arise. The offence does not qualify.", "2026-11-16")
        .named(
            Topic::LicenceCondition,
            "Drug testing",
            "Asked for. Every burglary was to pay for heroin.",
            "2026-11-16",
        )
        .later(Demand::ReleaseTime, "2027-07-23")
        .topic(Topic::Collection, "The sister, by car.", "2026-11-16")
        .later(Demand::FirstAppointment, "2027-07-23")
        .topic(Topic::Phone, "Does not arise", "2026-11-16")
        .list(
            Section::Actions,
            "agreed in key work",
            ["What was agreed", "Whose", "By"],
            &[
                ["Book the forklift course", "Dilys Whitlock", "4 December 2026"],
                ["Write to the agency in Calder Holt", "The prisoner", "11 December 2026"],
            ],
        )
        .row(
            Section::Actions,
            held(
                "handover-meeting",
                Demand::HandoverMeeting.words(),
                "Called for 2 December 2026.",
                POM,
                Some(on("2026-11-20")),
            ),
        )
        .named(
            Topic::Trigger,
            "Misses the chemist",
            "The script lapses after three days. Ring the drugs team the same day.",
            "2026-11-03",
        )
}
