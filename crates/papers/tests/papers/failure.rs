//! The failure report: every question, answered or not, and the log in order.

use papers::Signatory;
use papers::failure::{Answer, FailureReport, LogLine, Section};

use crate::reading::{Outcome, Reading};
use crate::sample;

fn answer(question: &str, answer: Option<&str>) -> Answer {
    Answer { question: question.to_owned(), answer: answer.map(str::to_owned) }
}

fn report() -> FailureReport {
    let line = |at: &str, what: &str, by: &str| LogLine { at: at.to_owned(), what: what.to_owned(), by: by.to_owned() };
    FailureReport {
        prison: sample::prison(),
        reference: "R-2027-0041".to_owned(),
        person: sample::person(),
        release: "Resettlement day release: paid work".to_owned(),
        out: "Thursday 28 January 2027 at 07:02".to_owned(),
        due: "Thursday 28 January 2027 at 17:30".to_owned(),
        back: None,
        sections: vec![
            Section {
                title: "The release".to_owned(),
                answers: vec![
                    answer("Was the licence standard or restricted?", Some("Standard")),
                    answer("What type of licence was it?", Some("RDR")),
                ],
            },
            Section {
                title: "The failure".to_owned(),
                answers: vec![
                    answer(
                        "Was the contingency plan for people unlawfully at large activated?",
                        Some("Yes: apparent failure to return"),
                    ),
                    answer("Has the prisoner returned, and how?", None),
                    answer("Was it beyond the prisoner’s control?", None),
                ],
            },
        ],
        log: vec![
            line("28 January 2027, 17:35", "Rang the works. The minibus left without him.", "D Whitlock, gate"),
            line("28 January 2027, 17:45", "Told the duty governor.", "D Whitlock, gate"),
            line(
                "28 January 2027, 18:10",
                "Told Westmoor police. They gave the number 0412.",
                "I Sheikh, deputy governor",
            ),
        ],
        written_by: Signatory { name: "R Pell".to_owned(), grade: "Prison offender manager".to_owned() },
        written_at: "29 January 2027 at 09:15".to_owned(),
        check_code: "Q2WX-7KBD-41MN".to_owned(),
    }
}

#[test]
fn it_says_what_is_not_known() -> Outcome {
    let paper = report().print(&sample::imprint()?)?;
    let reading = Reading::of(&paper, "failure")?;
    reading.is_for_everybody("Temporary release failure report")?;
    let read = reading.in_reading_order()?;
    assert!(read.contains("This report is not complete: 2 questions have no answer yet."), "{read}");
    assert_eq!(read.matches("Not answered yet").count(), 2, "{read}");
    let questions = [
        "standard or restricted?",
        "Standard",
        "unlawfully at large",
        "apparent failure to return",
        "returned, and how?",
    ];
    let log = ["What was done", "17:35", "Told the duty governor.", "18:10", "R Pell", "Check code: Q2WX-7KBD-41MN"];
    let mut after = 0;
    for words in questions.into_iter().chain(log) {
        let place = read.get(after..).and_then(|rest| rest.find(words));
        after += place.ok_or_else(|| format!("“{words}” does not follow in\n{read}"))?;
    }
    Ok(())
}

#[test]
fn a_complete_one_says_nothing_of_gaps() -> Outcome {
    let mut complete = report();
    complete.back = Some("Thursday 28 January 2027 at 21:40, by himself".to_owned());
    for answer in complete.sections.iter_mut().flat_map(|section| &mut section.answers) {
        answer.answer.get_or_insert_with(|| "Yes".to_owned());
    }
    let read = Reading::of(&complete.print(&sample::imprint()?)?, "failure-complete")?.in_reading_order()?;
    assert!(!read.contains("not complete") && !read.contains("Not answered"), "{read}");
    Ok(())
}

#[test]
fn a_long_log_repeats_its_headings_for_eyes_only() -> Outcome {
    let mut long = report();
    let line =
        LogLine { at: "28 January 2027".to_owned(), what: "Rang again. ".repeat(12), by: "D Whitlock".to_owned() };
    long.log.extend(std::iter::repeat_n(line, 60));
    let paper = long.print(&sample::imprint()?)?;
    assert!(paper.pages > 2);
    let reading = Reading::of(&paper, "failure-long")?;
    assert!(reading.text(2, 2)?.contains("By whom"));
    assert_eq!(reading.in_reading_order()?.matches("By whom").count(), 1);
    Ok(())
}
