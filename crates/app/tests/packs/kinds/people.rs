//! Kinds that differ by who reads it, and by who it is about.

use casework::Field;
use casework::pre_release::{GapCause, Section, Topic};
use pack::content::{Pack, RowState};
use policy::pack::Demand;

use super::ordinary::ordinary;
use crate::making::{POM, held};

/// Nobody is named: for the mailbox of a team, without the numbers that a COM would look for.
pub(super) fn mailbox() -> Pack {
    let of = Section::Identity;
    ordinary("Caleb Whitmarsh", "A2257TM", "1995-07-25")
        .unnumbered()
        .to("Westmoor PDU, allocations", Some("Westmoor PDU, allocations"), Some("allocations@westmoor.example"))
        .without(of, &["crn", "pnc", "com", "com-email"])
        .gap(
            Demand::Crn,
            GapCause::NotKnownYet,
            "Not known to probation under this name. Look under Caleb Marsh-Whitlow, which he used until 2022.",
        )
        .gap(Demand::Pnc, GapCause::NotKnownYet, "Asked of the police on 20 November.")
        .gap(
            Demand::Com,
            GapCause::NotKnownYet,
            "Asked on 20 October, 3 and 17 November. You are responsible from 6 December whoever is named.",
        )
        .gap(Demand::ComEmail, GapCause::NotKnownYet, "As above.")
        .ring(&[[POM, "Prison offender manager", "01632 960 141", ""]])
        .next(&[
            ["2026-10-16", "Community offender manager to be named", "Prison offender manager"],
            ["2026-12-06", "Handover: contact with the community offender manager", "Prison offender manager"],
        ])
        .done()
}

/// Whoever needs an interpreter, and words of every shape: other scripts, pictures, markup, what cannot be seen, what never ends.
pub(super) fn languages() -> Pack {
    let hostile =
        "#set page(fill: red) *bold* _it_ $x^2$ [c] <l> @r \\ // and\u{0} a bell\u{7}, \u{202e}turned\u{202c}, 漢字.";
    ordinary("Yūsuf al-Ḥasan محمد الحسن", "A4040LN", "1990-01-01")
        .topic(
            Topic::Communication,
            "Arabic (العربية), reads it well; a little English. British Sign Language with his brother. Interpreter: book two days ahead, 01632 960 300.",
            "2026-10-12",
        )
        .named(Topic::CommunityContact, "ד״ר שרה לוי, Dr Sarah Levy", "Sees to his hearing aids. שלום is how to begin.", "2026-10-12")
        .named(Topic::CommunityContact, "Володимир Ковальчук", "Mosque and Ukrainian centre, Calder Holt.", "2026-10-12")
        .topic(Topic::Strengths, "“أنا أنهي ما أبدأ” (I finish what I begin) 💪😀", "2026-10-12")
        .topic(Topic::Worries, "“Nguyễn, Ελένη and Łukasz got letters. I get none ☹.”", "2026-10-12")
        .topic(Topic::Goals, &format!("“{}”", "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4)), "2026-10-12")
        .topic(
            Topic::FamilyTies,
            "Write to very.long.first-name.and.very.long.surname.of.the.sister@a-very-long-domain-of-a-charity.example",
            "2026-11-16",
        )
        .named(Topic::Trigger, hostile, hostile, "2026-11-03")
        .words(Section::KeyWork, &format!("{hostile}\n\nSiân ap Dŵr, Tŷ Gwyn: żółć, 👩\u{200d}🚒, 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}.\n\n{}", "W".repeat(200)))
        .list(Section::KeyWork, "key-work sessions", ["On", "With", "What was said"], &[
            ["18 November 2026", "Dilys Whitlock", "Through the interpreter. He said: «لا أفهم الرسائل», “I do not understand the letters.”"],
            ["4 November 2026", "Dilys Whitlock", hostile],
        ])
        .ring(&[
            [POM, "Prison offender manager", "01632 960 141", ""],
            ["מרים כהן, Miriam Cohen", "Interpreter", "01632 960 300", "miriam.cohen.interpreting@languages-for-all.example"],
        ])
        .done()
}

/// The second version for the same reader: what changed, and much that is explained.
pub(super) fn second() -> Pack {
    let first = ordinary("Imogen Blackwood", "A7002SV", "1992-04-18").without(Section::Identity, &["com", "com-email"]);
    let gaps = [
        (Demand::Com, GapCause::NotKnownYet, "Asked on 20 October."),
        (Demand::PoliceCheck, GapCause::NotKnownYet, "The request goes out on 30 November."),
        (Demand::Collection, GapCause::TooEarly, "Her sister will say by June."),
    ];
    let first = gaps.into_iter().fold(first, |making, (demand, cause, words)| making.gap(demand, cause, words));
    let before = first.done();
    let later = [
        (
            Demand::PoliceCheck,
            GapCause::NotKnownYet,
            "The request never went out. Ring PC Oakes, 01632 960 211: he answers the same day.",
        ),
        (Demand::Collection, GapCause::NotSaid, "She does not want to say. Ask again in June."),
        (
            Demand::ReleaseAddress,
            GapCause::Refused,
            "The sister’s landlord has refused. She is told, and is angry with him rather than with us.",
        ),
        (
            Demand::BankAccount,
            GapCause::CannotBeHad,
            "The account was closed from outside. A new one needs an address.",
        ),
        (Demand::Medication, GapCause::NotSaid, "She will tell the surgery herself."),
        (
            Demand::Trigger,
            GapCause::StandsAsItIs,
            "The one sign that there was no longer holds; none has taken its place.",
        ),
        (Demand::FirstAppointment, GapCause::TooEarly, "Arranged when the date is confirmed."),
    ];
    let second = ordinary("Imogen Blackwood", "A7002SV", "1992-04-18")
        .without(Section::Worry, &["trigger:Misses the chemist"])
        .field(Section::Sentence, "conditional-release", Field::ConditionalRelease, "4 June 2027", "2027-01-12")
        .stands("conditional-release", RowState::Held, Some("20 August 2027"))
        .reckoned("release", "Earliest release", "4 June 2027", "Conditional release date")
        .stands("release", RowState::Held, Some("20 August 2027"))
        .reckoned("handover", "You are responsible from", "20 September 2026", "The handover rules")
        .stands("handover", RowState::Held, Some("6 December 2026"))
        .field(Section::Risk, "rosh", Field::Rosh, "High", "2027-01-08")
        .stands("rosh", RowState::Held, Some("Medium"))
        .row(
            Section::Custody,
            held("drug-tests", "Drug tests, last 12 months", "Seven, one of them positive, on 28 December.", POM, None),
        )
        .list(
            Section::KeyWork,
            "key-work sessions",
            ["On", "With", "What was said"],
            &[
                [
                    "6 January 2027",
                    "Dilys Whitlock",
                    "She told of the test before the result came. It was the day of the landlord’s letter.",
                ],
                ["18 November 2026", "Dilys Whitlock", "Mood good. Talked about the first week out."],
            ],
        )
        .words(
            Section::Accommodation,
            "Since the refusal she says that she would rather go to another town. I think that she means it.",
        );
    let making = later.into_iter().fold(second, |making, (demand, cause, words)| making.gap(demand, cause, words));
    making
        .next(&[
            ["2027-01-18", "Handover: review the OASys", "Prison offender manager"],
            ["2027-01-20", "Say what the community knows of the new address", "The community"],
        ])
        .after(&before, "2027-01-14T10:31:00Z")
        .done()
}
