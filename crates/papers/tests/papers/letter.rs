//! The letters: what was decided in the first paragraph, why, what next, and what whoever disagrees can do; and the question to a consultee,
//! as a paper and as an e-mail.

use papers::Signatory;
use papers::consultation::{ConsultationRequest, Consultee};
use papers::letter::{DecisionLetter, Outcome as Decision};

use crate::reading::{Outcome, Reading};
use crate::sample;

fn letter(outcome: Decision) -> DecisionLetter {
    DecisionLetter {
        prison: sample::prison(),
        reference: "R-2027-0041".to_owned(),
        date: "20 January 2027".to_owned(),
        person: sample::person(),
        addressed: "Mr Ashdown".to_owned(),
        location: Some("B-2-014".to_owned()),
        asked_for: "day release for paid work at Bramley Fields Packaging Ltd".to_owned(),
        asked_on: "18 December 2026".to_owned(),
        outcome,
        reasons: vec![
            "You have been on day release three times since October and came back on time each time. Your supervisor speaks well of you."
                .to_owned(),
            "The police asked that you keep out of Hallam Street and Mill Fold. That is one of your conditions.".to_owned(),
        ],
        next: vec!["You will talk about your first week with your prison offender manager.".to_owned()],
        signed: sample::governor(),
        check_code: "K7QM-2HXD-9RTB".to_owned(),
    }
}

/// Prints a letter, and gives back what a screen reader reads.
fn read(letter: &DecisionLetter, title: &str, name: &str) -> Outcome<String> {
    let paper = letter.print(&sample::imprint()?)?;
    assert_eq!(paper.pages, 1, "{name}");
    let reading = Reading::of(&paper, name)?;
    reading.is_for_everybody(title)?;
    reading.in_reading_order()
}

/// That words follow each other in this order.
fn assert_in_order(read: &str, words: &[&str]) {
    let mut after = 0;
    for words in words {
        let place = read.get(after..).and_then(|rest| rest.find(words));
        assert!(place.is_some(), "“{words}” does not follow in\n{read}");
        after += place.unwrap_or_default();
    }
}

#[test]
fn granted_is_said_first() -> Outcome {
    let granted = Decision::Granted { when: "from 25 January to 22 July 2027, on Mondays to Thursdays".to_owned() };
    let read = read(&letter(granted), "Your temporary release has been granted", "letter-granted")?;
    let order = [
        "Kieran Ashdown",
        "A4417FK",
        "HMP Aldersyke",
        "20 January 2027",
        "R-2027-0041",
        "Your temporary release has been granted",
        "Dear Mr Ashdown",
        "I have decided to grant it.",
        "Why",
        "came back on time each time",
        "What happens next",
        "You will be given a licence.",
        "You will talk about your first week",
        "If you do not agree",
        "make a complaint",
        "Prisons and Probation Ombudsman",
        "Yours sincerely",
        "I Sheikh",
        "Deputy governor",
        "Check code: K7QM-2HXD-9RTB",
    ];
    assert_in_order(&read, &order);
    assert!(!read.contains("Applying again"), "{read}");
    Ok(())
}

#[test]
fn a_refusal_says_until_when_to_complain_and_when_to_apply_again() -> Outcome {
    let refused = Decision::Refused {
        again: Some("from 20 April 2027".to_owned()),
        complain_by: Some("20 February 2027".to_owned()),
    };
    let read = read(&letter(refused), "Your temporary release has been refused", "letter-refused")?;
    let order = [
        "I have decided to refuse it.",
        "Why",
        "Applying again",
        "from 20 April 2027",
        "If you do not agree",
        "make a complaint by 20 February 2027.",
        "Ombudsman",
    ];
    assert_in_order(&read, &order);
    assert!(!read.contains("licence"), "{read}");
    Ok(())
}

#[test]
fn a_deferral_is_no_refusal_and_says_what_is_missing() -> Outcome {
    let deferred = Decision::Deferred {
        waiting_for: vec![
            "What the police say about the address".to_owned(),
            "A report from your community offender manager".to_owned(),
        ],
        until: "by 12 February 2027".to_owned(),
    };
    let read = read(&letter(deferred), "Your temporary release has not been decided yet", "letter-deferred")?;
    let order = [
        "This is not a refusal",
        "I will decide by 12 February 2027.",
        "What I am waiting for",
        "What the police say",
        "What happens next",
    ];
    assert_in_order(&read, &order);
    Ok(())
}

#[test]
fn a_long_letter_does_not_part_its_signature_from_its_words() -> Outcome {
    for sentences in [10, 14, 18, 22, 26, 30] {
        let mut long = letter(Decision::Refused { again: None, complain_by: None });
        long.reasons = vec!["The board looked at what you told it. ".repeat(sentences); 3];
        let paper = long.print(&sample::imprint()?)?;
        let last = Reading::of(&paper, "letter-long")?.text(paper.pages, paper.pages)?;
        let before = last.split("Yours sincerely").next().unwrap_or_default();
        assert!(before.split_whitespace().count() > 12, "{} pages, the last:\n{last}", paper.pages);
    }
    Ok(())
}

fn request() -> ConsultationRequest {
    ConsultationRequest {
        prison: sample::prison(),
        reference: "R-2027-0041".to_owned(),
        date: "20 December 2026".to_owned(),
        consultee: Consultee {
            name: Some("Ms Harte".to_owned()),
            role: "Victim liaison officer".to_owned(),
            address: "Westmoor Probation\n3 Mill Lane\nCalder Holt".to_owned(),
        },
        person: sample::person(),
        kind: "Resettlement day release".to_owned(),
        purpose: "Paid work".to_owned(),
        when: "Mondays to Thursdays, 07:00 to 17:30, 25 January to 22 July 2027".to_owned(),
        places: vec!["Bramley Fields Packaging Ltd, Calder Holt".to_owned()],
        questions: vec![
            "Does the victim ask for an area to be kept clear, or for no contact?".to_owned(),
            "Is there anything else that we should know before deciding?".to_owned(),
        ],
        reply_by: "10 January 2027".to_owned(),
        reply_to: "omu@aldersyke.example".to_owned(),
        signed: Signatory { name: "R Pell".to_owned(), grade: "Prison offender manager".to_owned() },
    }
}

#[test]
fn a_consultee_is_asked_by_letter() -> Outcome {
    let paper = request().print(&sample::imprint()?)?;
    assert_eq!(paper.pages, 1);
    let reading = Reading::of(&paper, "consultation")?;
    reading.is_for_everybody("Temporary release: what we need to know from you")?;
    let order = [
        "Ms Harte",
        "Victim liaison officer",
        "Dear Ms Harte",
        "No decision has been made.",
        "Kieran Ashdown",
        "Bramley Fields",
        "What we ask",
        "kept clear",
        "How to reply",
        "Please reply by 10 January 2027 to omu@aldersyke.example.",
        "R Pell",
    ];
    assert_in_order(&reading.in_reading_order()?, &order);
    Ok(())
}

#[test]
fn a_consultee_is_asked_by_mail_in_the_same_words() {
    let request = request();
    assert_eq!(request.subject(), "Temporary release R-2027-0041: please reply by 10 January 2027");
    assert_eq!(request.text(), include_str!("../golden/consultation.txt"));
}
