//! Kinds that differ by the sentence and its dates.

use casework::Field;
use casework::pre_release::{GapCause, Section, Topic};
use pack::content::{Pack, RowState};
use policy::pack::Demand;

use super::ordinary::ordinary;
use crate::making::{Making, POM, held, on};

/// The usual: a determinate sentence, a standard handover, nothing missing.
pub(super) fn standard() -> Pack {
    ordinary("Kieran Ashdown", "A4417FK", "1993-03-03").done()
}

/// Life, with the tariff passed and a hearing in sight: no date of release, no end of the licence.
pub(super) fn life() -> Pack {
    let of = Section::Sentence;
    ordinary("Marlon Quist", "A2093LP", "1971-08-30")
        .without(of, &["conditional-release", "licence-end", "sentence-end"])
        .reckoned("release", "Earliest release", "9 March 2027", "Target hearing date")
        .reckoned("handover", "You are responsible from", "9 March 2026", "The handover rules, 12 months before the hearing")
        .field(of, "imprisonment-status", Field::ImprisonmentStatus, "Life, mandatory", "2026-11-18")
        .field(of, "offence", Field::MostSeriousOffence, "Murder", "2026-11-18")
        .field(of, "sentence-start", Field::SentenceStart, "21 May 2007", "2026-11-18")
        .field(of, "tariff", Field::Tariff, "12 May 2024", "2026-11-18")
        .stands("tariff", RowState::Held, Some("12 November 2024"))
        .field(of, "target-hearing", Field::TargetHearing, "9 March 2027", "2026-10-30")
        .row(of, held("licence-end", Demand::LicenceEnd.words(), "It does not end: a life licence.", "The sentence", None))
        .field(Section::Risk, "rosh", Field::Rosh, "High", "2026-09-14")
        .field(Section::Risk, "mappa", Field::MappaApplies, "Yes", "2026-09-14")
        .field(Section::Risk, "mappa-category", Field::MappaCategory, "2", "2026-09-14")
        .field(Section::Risk, "mappa-level", Field::MappaLevel, "1", "2026-09-14")
        .topic(
            Topic::RiskNow,
            "A partner, where jealousy meets drink. Nothing violent since 2011; five years of release on temporary licence without a failure.",
            "2026-09-21",
        )
        .field(Section::Custody, "category", Field::Category, "Category D", "2025-02-17")
        .named(Topic::Programme, "Kaizen", "Done. Finished in 2019; the psychologist’s report says that no further core work is outstanding.", "2026-09-21")
        .topic(Topic::ReleaseAddress, "If released: Fairholme approved premises, 12 weeks.", "2026-11-16")
        .topic(Topic::ApprovedPremises, "Granted or received. Fairholme, from the day of release, subject to the board.", "2026-11-16")
        .topic(Topic::VictimScheme, "Applies. The liaison officer is known to the prison.", "2026-11-16")
        .left_out(&[("Details of the victim liaison officer", 1)])
        .next(&[
            ["2026-11-23", "Parole: custody report", "Prison offender manager"],
            ["2026-12-04", "Write down what the board asked for in 2024, and what was done", "Dilys Whitlock"],
            ["2026-12-09", "Handover: review the OASys", "Prison offender manager"],
        ])
        .done()
}

/// Recalled: responsible all along, little time, and an OASys from before that has to be explained.
pub(super) fn recall() -> Pack {
    let of = Section::Sentence;
    let making = ordinary("Jordan Pickard", "A7716RC", "1998-12-01").without(of, &["conditional-release", "handover"]);
    making
        .reckoned("release", "Earliest release", "26 January 2027", "Automatic release date")
        .reckoned("handover", "You are responsible", "All along: recalled on 2 October 2026", "The handover rules")
        .field(of, "recall", Field::Recall, "Yes", "2026-10-03")
        .field(of, "post-recall", Field::PostRecallRelease, "26 January 2027", "2026-10-05")
        .row(
            Section::Risk,
            held("oasys", Demand::Oasys.words(), "Completed on 3 February 2026.", "The record", Some(on("2026-02-03"))),
        )
        .stands("oasys", RowState::Stale, None)
        .explained(
            Demand::Oasys,
            "OASys: completed on 3 February 2026, before the recall.",
            GapCause::NotKnownYet,
            "Started again on 19 November. Read section 4 first: what went wrong in September is there and not in the OASys.",
        )
        .field(Section::Risk, "rosh", Field::Rosh, "High", "2026-10-12")
        .stands("rosh", RowState::Held, Some("Medium"))
        .words(
            Section::Custody,
            "Recalled for three missed appointments and a positive test. Jordan says that the hostel was noisy, that the telephone was sold in the first week and that nobody could be rung. There was no new offence.\n\nWhat held until August: the job at the car wash, and the mother’s calls on Sundays.",
        )
        .gap(
            Demand::ReleaseAddress,
            GapCause::NotKnownYet,
            "The hostel will not have Jordan back. The mother is asked for the second time; her answer is promised for 4 December.",
        )
        .topic(Topic::DutyToRefer, "Applied for. Calder Holt council, reference DTR-20831, on 20 November.", "2026-11-20")
        .stands("duty-to-refer", RowState::Asked, None)
        .field(Section::Accommodation, "homeless", Field::Homeless, "Yes", "2026-11-16")
        .next(&[
            ["2026-12-01", "Send the parole report on re-release", "Community offender manager"],
            ["2026-12-04", "The mother’s answer about the address", "Dilys Whitlock"],
            ["2026-12-10", "Contact by the prison offender manager", "Prison offender manager"],
        ])
        .done()
}

/// Handed over early: fifteen months before release, when most is not due yet.
pub(super) fn early() -> Pack {
    let of = Section::Sentence;
    let making = ordinary("Edwin Sarkodie", "A9930TE", "1985-05-17");
    [Demand::PreReleaseReport, Demand::ImmediateNeeds]
        .into_iter()
        .fold(making, |making, demand| making.later(demand, "2027-11-29"))
        .without(Section::Accommodation, &["release-address", "wish-to-live"])
        .later(Demand::ReleaseAddress, "2027-08-14")
        .later(Demand::BankAccount, "2027-11-22")
        .later(Demand::Collection, "2028-01-17")
        .later(Demand::Phone, "2028-01-17")
        .without(Section::Licence, &["licence-condition:Drug testing"])
        .later(Demand::LicenceCondition, "2027-11-22")
        .reckoned("release", "Earliest release", "14 February 2028", "Parole eligibility date")
        .reckoned(
            "handover",
            "You are responsible from",
            "14 November 2026",
            "Early allocation, 15 months before release",
        )
        .field(
            of,
            "imprisonment-status",
            Field::ImprisonmentStatus,
            "Sentence for offenders of particular concern",
            "2026-11-18",
        )
        .field(of, "offence", Field::MostSeriousOffence, "Collecting information useful to a terrorist", "2026-11-18")
        .field(of, "parole-eligibility", Field::ParoleEligibility, "14 February 2028", "2026-11-12")
        .without(of, &["conditional-release"])
        .field(Section::Risk, "rosh", Field::Rosh, "Very high", "2026-11-02")
        .field(Section::Risk, "mappa", Field::MappaApplies, "Yes", "2026-11-02")
        .field(Section::Risk, "mappa-category", Field::MappaCategory, "4", "2026-11-02")
        .field(Section::Risk, "mappa-level", Field::MappaLevel, "3", "2026-11-02")
        .field(Section::Risk, "mappa-review", Field::MappaReview, "11 January 2027", "2026-11-02")
        .topic(
            Topic::RiskNow,
            "The public, through others whom he instructs. Not in person; greatest when he is alone with a telephone.",
            "2026-11-03",
        )
        .named(
            Topic::OtherAgencies,
            "Police",
            "The counter-terrorism offender manager chairs; named to the COM by telephone alone.",
            "2026-11-03",
        )
        .left_out(&[("Restricted notes", 14), ("Restricted topics of the plan", 2)])
        .next(&[["2026-12-07", "Changed risk: somebody to be told", "Prison offender manager"]])
        .done()
}

/// Nineteen years of custody told at length: some twenty pages.
pub(super) fn long() -> Pack {
    const THEMES: [&str; 8] = [
        "his father’s illness",
        "the workshop",
        "the course that was cancelled",
        "sleep",
        "his daughter’s letters",
        "what he will say to the board",
        "money",
        "the man on the next landing",
    ];
    const COURSE: [&str; 5] = [
        "He came by himself and had written down what he wanted to ask.",
        "He was short with everybody at first, and said at the end that the week had been bad.",
        "We went through the plan line by line, and he put right two dates that the system has wrong.",
        "He asked what happens if the answer is no, and listened to it.",
        "He laughed more than in all of last year, and would not say why.",
    ];
    const AGREED: [&str; 4] = [
        "He writes to the education department himself.",
        "I ask healthcare about the appointment.",
        "We look at it again in two weeks.",
        "Nothing has to be done; he wanted it known.",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let session = |at: usize| {
        let day = format!("{} {} {}", 1 + at * 7 % 27, MONTHS[11 - at % 12], 2026 - at / 12);
        let told = [COURSE[at % 5], COURSE[(at + 2) % 5], COURSE[(at * 3 + 1) % 5]][..1 + at % 3].join(" ");
        let words = format!("About {} and {}. {told} {}", THEMES[at % 8], THEMES[(at * 5 + 3) % 8], AGREED[at % 4]);
        [day, "Dilys Whitlock".to_owned(), words]
    };
    let sessions: Vec<[String; 3]> = (0..72).map(session).collect();
    let sessions: Vec<[&str; 3]> = sessions.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let action = |at: usize| {
        let what = format!("Ask about {} and say what came of it", THEMES[at % 8]);
        [what, ["Dilys Whitlock", "The prisoner", POM][at % 3].to_owned(), format!("{} December 2026", 1 + at)]
    };
    let actions: Vec<[String; 3]> = (0..24).map(action).collect();
    let actions: Vec<[&str; 3]> = actions.iter().map(|row| row.each_ref().map(String::as_str)).collect();
    let making = ordinary("Ambrose Thornycroft", "A1002LG", "1966-01-22");
    let making = (1..=16).fold(making, |making: Making, number| {
        let words = format!("Done in {}. {} {}", 2008 + number, COURSE[number % 5], AGREED[number % 4]);
        making.named(Topic::Programme, &format!("Programme {number}"), &words, "2026-11-03")
    });
    let making = (1..=20).fold(making, |making, number| {
        let words = format!("In progress. It is about {}. {}", THEMES[number % 8], AGREED[number % 4]);
        making.named(Topic::PathwayMoney, &format!("need {number}"), &words, "2026-11-16")
    });
    let told = COURSE.join(" ");
    Section::ALL
        .into_iter()
        .fold(making, |making, section| making.words(section, &format!("{told}\n\n{} {told}", AGREED.join(" "))))
        .list(Section::KeyWork, "key-work sessions", ["On", "With", "What was said"], &sessions)
        .list(Section::Actions, "agreed in key work", ["What was agreed", "Whose", "By"], &actions)
        .done()
}
