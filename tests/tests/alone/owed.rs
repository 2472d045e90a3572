//! What is owed, at the desk: the list, the acts that settle it, the working, what an import moves, decisions, the board.

use api::{
    Act, AssessEarlyAllocation, Change, Column, DecideResponsibility, EarlyAllocationQuestions, ExportCalendar,
    ExportHandovers, HandoverBoard, ImportWouldMove, MyDay, MyDayView, OwedInCase, OwedKey, OwedRow, Owing, PlanImport,
    RecordAct, RecordEarlyDecision, RecordFact, RecordParoleReview, Responsibility, RuleEditions, SetFigure,
    SetWorkingPattern, SettleByHand, Standing, Step, TakeImport, Theme, UnitFigures, Urgency, WhatIf, WhatMoved, Whose,
    WhyOwed, WithdrawResponsibility, Workload, WouldMove,
};
use serde_json::{Value, json};
use tests::people::{changed, number, page, prisoner};
use tests::room::Room;

/// Somebody whom the policy covers, released in May 2028 by what the prison system says.
fn sentenced(serial: usize) -> Value {
    changed(
        &prisoner(serial),
        &[
            ("releaseDate", json!("2028-05-17")),
            ("confirmedReleaseDate", json!("2028-05-17")),
            ("conditionalReleaseDate", json!("2028-05-17")),
            ("imprisonmentStatus", json!("ADIMP_ORA21")),
            ("indeterminateSentence", json!(false)),
            ("recall", json!(false)),
            ("licenceExpiryDate", json!("2029-11-20")),
        ],
    )
}

/// Two people whom the policy covers.
async fn room() -> Room {
    let (room, _, _) = Room::founded().await;
    room.imports("export.json", &[sentenced(1), sentenced(2)]).await;
    room
}

async fn unit(room: &Room) -> MyDayView {
    room.call(MyDay { whose: Whose::Unit, limit: 200, ..MyDay::default() }).await.unwrap()
}

fn of(view: &MyDayView, serial: usize, kind: Owing) -> Option<&OwedRow> {
    view.rows.iter().find(|row| row.number == number(serial) && row.key.kind == kind)
}

fn act(serial: usize, act: Act, on: &str, words: &str) -> RecordAct {
    RecordAct { number: number(serial), act, about: None, on: on.to_owned(), words: words.to_owned() }
}

async fn records(room: &Room, serial: usize, field: &str, value: &str) {
    let fact = RecordFact {
        number: number(serial),
        field: field.to_owned(),
        value: value.to_owned(),
        calculated: None,
        reason: "By telephone".to_owned(),
    };
    room.call(fact).await.unwrap();
}

#[tokio::test]
async fn what_is_owed_is_listed_by_day_and_settled_by_being_done() {
    let room = room().await;
    let day = unit(&room).await;
    assert!(day.sees_unit && day.all > 0);
    assert_eq!(day.all, day.groups.iter().sum::<u32>());
    assert_eq!(day.rows.len(), day.all as usize);
    assert_eq!(day.by_whose[3], day.all);
    assert_eq!(day.by_theme.iter().map(|(_, count)| count).sum::<u32>(), day.all);
    assert!(day.rows.is_sorted_by_key(|row| row.due.clone()));
    let oversight = of(&day, 1, Owing::Oversight).unwrap();
    assert_eq!(oversight.step, Step::RecordAct(Act::Oversight, None));
    assert_eq!((oversight.urgency, oversight.standing), (Urgency::Overdue, Standing::Local));
    assert!(oversight.late_days > 0 && oversight.name == "Thistlewood, Olu", "{oversight:?}");

    let settled = room.call(act(1, Act::Oversight, &day.today, "Read the file; the plan is overdue")).await.unwrap();
    assert_eq!(settled, 1);
    let after = unit(&room).await;
    assert_eq!(after.all, day.all, "the next one is owed, but later");
    let next = of(&after, 1, Owing::Oversight).unwrap();
    assert_eq!((next.urgency, next.key.since.as_str()), (Urgency::Later, day.today.as_str()));
    assert!(of(&after, 2, Owing::Oversight).unwrap().late_days > 0);
    let case = room.call(OwedInCase { number: number(1) }).await.unwrap();
    let done = &case.done[0];
    assert_eq!((done.what.as_str(), done.by.as_str(), done.by_hand), ("Management oversight", "Ada Pike", false));
    assert_eq!(done.words.as_deref(), Some("Read the file; the plan is overdue"));
    let listed = |view: &MyDayView| view.rows.iter().filter(|row| row.number == number(1)).cloned().collect::<Vec<_>>();
    let can_be_done = case.rows.iter().filter(|row| row.urgency != Urgency::NotOpen).count();
    assert_eq!(listed(&after).len(), can_be_done, "the list and the case say the same");
}

#[tokio::test]
async fn a_theme_or_a_kind_is_asked_for_by_itself() {
    let room = room().await;
    let all = unit(&room).await;
    let risk = MyDay { whose: Whose::Unit, theme: Some(Theme::Risk), limit: 1, ..MyDay::default() };
    let risk = room.call(risk).await.unwrap();
    let of_theme = all.by_theme.iter().find(|(theme, _)| *theme == Theme::Risk).unwrap().1;
    assert_eq!((risk.all, risk.rows.len()), (of_theme, 1));
    assert_eq!(risk.by_theme, all.by_theme, "the counts of the themes are of all that is asked for");
    let kind = MyDay { whose: Whose::Unit, kind: Some(Owing::CheckRequest), offset: 1, limit: 9, ..MyDay::default() };
    let kind = room.call(kind).await.unwrap();
    assert_eq!((kind.all, kind.rows.len()), (4, 3), "two agencies for each of two people, the first left out");
}

#[tokio::test]
async fn what_is_wrong_with_an_act_is_said_at_its_field() {
    let room = room().await;
    let today = unit(&room).await.today;
    let field = |problem: api::Problem| problem.field.unwrap();
    let wrong = act(1, Act::PomContact, "2099-01-01", "");
    assert_eq!(field(room.call(wrong).await.unwrap_err()), "on");
    assert_eq!(field(room.call(act(1, Act::PomContact, "soon", "")).await.unwrap_err()), "on");
    assert_eq!(field(room.call(act(1, Act::Oversight, &today, " ")).await.unwrap_err()), "words");
    assert_eq!(field(room.call(act(1, Act::CheckRequested, &today, "")).await.unwrap_err()), "about");
    let police = Some("police, domestic abuse".to_owned());
    let answered = RecordAct { about: police.clone(), ..act(1, Act::CheckAnswered, &today, "Nothing known") };
    assert_eq!(field(room.call(answered.clone()).await.unwrap_err()), "about");
    room.call(RecordAct { about: police, ..act(1, Act::CheckRequested, &today, "By e-mail") }).await.unwrap();
    assert_eq!(room.call(answered).await.unwrap(), 1);
    let case = room.call(OwedInCase { number: number(1) }).await.unwrap();
    assert!(case.rows.iter().all(|row| row.key.about.as_deref() != Some("police, domestic abuse")));
}

#[tokio::test]
async fn something_is_settled_by_hand_for_a_reason_and_only_that() {
    let room = room().await;
    let day = unit(&room).await;
    let key = of(&day, 1, Owing::CheckRequest).unwrap().key.clone();
    let by_hand = |reason: &str| SettleByHand { number: number(1), key: key.clone(), reason: reason.to_owned() };
    assert_eq!(room.call(by_hand(" ")).await.unwrap_err().field.as_deref(), Some("reason"));
    room.call(by_hand("Asked and answered at the last prison")).await.unwrap();
    let after = unit(&room).await;
    assert_eq!(after.all, day.all - 1);
    assert!(after.rows.iter().all(|row| row.number != number(1) || row.key != key));
    assert!(of(&after, 1, Owing::CheckRequest).is_some(), "the other agency was not asked either");
    assert_eq!(room.call(by_hand("Again")).await.unwrap_err().message, "This is not owed any more.");
    let done = room.call(OwedInCase { number: number(1) }).await.unwrap().done;
    assert!(done[0].by_hand && done[0].what.starts_with("Settled by hand: Check"), "{done:?}");
}

#[tokio::test]
async fn why_something_is_owed_can_be_read_and_copied() {
    let room = room().await;
    let day = unit(&room).await;
    let row = of(&day, 1, Owing::FirstPlan).unwrap();
    let why = room.call(WhyOwed { number: number(1), key: row.key.clone() }).await.unwrap();
    assert_eq!(why.settled_by.as_deref(), Some("a sentence plan is recorded"));
    assert!(why.text.contains(&why.derivation.conclusion) && why.text.contains("11 March 2024"), "{}", why.text);
    let no_more = OwedKey { since: "2020-01-01".to_owned(), ..row.key.clone() };
    room.call(WhyOwed { number: number(1), key: no_more }).await.unwrap_err();
}

#[tokio::test]
async fn an_import_says_what_it_would_move_and_afterwards_what_it_moved_until_somebody_reads_it() {
    let room = room().await;
    let earlier = changed(
        &sentenced(1),
        &[
            ("releaseDate", json!("2028-03-01")),
            ("confirmedReleaseDate", json!("2028-03-01")),
            ("conditionalReleaseDate", json!("2028-03-01")),
        ],
    );
    let export = room.folder.path().join("moved.json");
    std::fs::write(&export, page(&[earlier, sentenced(2)])).unwrap();
    room.call(PlanImport { paths: vec![export.display().to_string()] }).await.unwrap();
    let before = unit(&room).await;
    let would = room.call(ImportWouldMove { offset: 0, limit: 50 }).await.unwrap();
    assert_eq!((would.cases, would.rows.len()), (1, 1));
    assert_eq!(would.rows[0].number, number(1));
    let handover = would.rows[0].moves.iter().find(|moved| moved.what == "Handover date").unwrap();
    assert!(handover.days.unwrap() < 0, "{handover:?}");
    assert_eq!(unit(&room).await.rows, before.rows, "nothing was written");

    room.call(TakeImport {}).await.unwrap();
    let moved = room.call(WhatMoved { number: number(1) }).await.unwrap();
    let release = moved.dates.iter().find(|date| date.what == "Conditional release").unwrap();
    assert_eq!((release.before.as_deref(), release.after.as_deref()), (Some("2028-05-17"), Some("2028-03-01")));
    assert_eq!(release.days, Some(-77));
    assert!(moved.deadlines.iter().any(|date| date.what == "Handover date" && date.after == handover.after));
    assert_eq!(moved.known.unwrap().1, "Ada Pike");
    let day = unit(&room).await;
    let to_read = of(&day, 1, Owing::DateMoved).unwrap();
    assert_eq!(to_read.step, Step::ReadMoves);
    assert!(of(&day, 2, Owing::DateMoved).is_none());
    let read = room.call(act(1, Act::MovesRead, &day.today, "The meeting comes forward")).await.unwrap();
    assert_eq!(read, 1);
    assert!(of(&unit(&room).await, 1, Owing::DateMoved).is_none());
    assert!(room.call(WhatMoved { number: number(1) }).await.unwrap().dates.is_empty());
}

#[tokio::test]
async fn what_a_fact_would_move_is_said_before_it_is_saved() {
    let room = room().await;
    let would = |value: &str| WouldMove {
        number: number(1),
        field: "conditionalReleaseDate".to_owned(),
        value: value.to_owned(),
    };
    assert!(room.call(would("2028-05-17")).await.unwrap().deadlines.is_empty(), "it is there already");
    let moved = room.call(would("17/06/2028")).await.unwrap();
    assert_eq!(moved.dates[0].days, Some(31));
    assert!(moved.deadlines.iter().any(|date| date.what == "Handover date" && date.days > Some(0)), "{moved:?}");
    assert_eq!(room.call(would("some day")).await.unwrap_err().field.as_deref(), Some("value"));
}

#[tokio::test]
async fn a_manager_decides_against_the_calculation_and_withdraws_it() {
    let room = room().await;
    let view = room.call(Responsibility { number: number(1) }).await.unwrap();
    assert!(view.may_decide && view.decided.is_none());
    assert!(view.handover_date.is_some() && view.earliest_release.0.as_deref() == Some("2028-05-17"), "{view:?}");
    let decide = |reason: &str, words: &str, review: &str| DecideResponsibility {
        number: number(1),
        community: true,
        reason: reason.to_owned(),
        words: words.to_owned(),
        review: review.to_owned(),
    };
    for (call, field) in [
        (decide("", "", "2027-02-01"), "reason"),
        (decide("other", " ", "2027-02-01"), "words"),
        (decide("recalled", "", ""), "review"),
        (decide("recalled", "", "2020-02-01"), "review"),
    ] {
        assert_eq!(room.call(call).await.unwrap_err().field.as_deref(), Some(field));
    }
    room.call(decide("other", "Known to the team for years", "01/02/2027")).await.unwrap();
    let decided = room.call(Responsibility { number: number(1) }).await.unwrap();
    assert!(decided.stands.contains("by a manager's decision"), "{}", decided.stands);
    assert_eq!(decided.calculated.derivation.conclusion, view.calculated.derivation.conclusion);
    let by = decided.decided.unwrap();
    assert_eq!(
        (by.community, by.reason.as_str(), by.review.as_str()),
        (true, "Known to the team for years", "2027-02-01")
    );
    let review = unit(&room).await;
    assert_eq!(of(&review, 1, Owing::OverrideReview).unwrap().due, "2027-02-01");
    let withdraw = |reason: &str| WithdrawResponsibility { number: number(1), reason: reason.to_owned() };
    assert_eq!(room.call(withdraw("")).await.unwrap_err().field.as_deref(), Some("reason"));
    room.call(withdraw("The team was closed")).await.unwrap();
    assert_eq!(room.call(Responsibility { number: number(1) }).await.unwrap().stands, view.stands);
    room.call(withdraw("Again")).await.unwrap_err();
}

#[tokio::test]
async fn a_form_for_early_allocation_is_complete_before_it_is_an_assessment() {
    let room = room().await;
    let today = unit(&room).await.today;
    let questions = room.call(EarlyAllocationQuestions {}).await.unwrap();
    let answers = |yes: &[&str]| {
        questions.iter().map(|(name, _)| (name.clone(), yes.contains(&name.as_str()))).collect::<Vec<_>>()
    };
    let form = |answers: Vec<(String, bool)>, reason: &str, approved| AssessEarlyAllocation {
        number: number(1),
        oasys: "2026-10-20".to_owned(),
        answers,
        reason: reason.to_owned(),
        approved,
    };
    let discretionary = answers(&["mappa_level_2"]);
    let cases = [
        (AssessEarlyAllocation { oasys: today, ..form(answers(&[]), "", false) }, "oasys"),
        (AssessEarlyAllocation { oasys: "2020-01-01".to_owned(), ..form(answers(&[]), "", false) }, "oasys"),
        (form(Vec::new(), "", false), "convicted_under_terrorisom_act_2000"),
        (form(answers(&[])[..5].to_vec(), "", false), "extremism_separation"),
        (form(discretionary.clone(), "", true), "reason"),
        (form(discretionary.clone(), "Managed at level 2 since May", false), "approved"),
    ];
    for (call, field) in cases {
        assert_eq!(room.call(call).await.unwrap_err().field.as_deref(), Some(field));
    }
    room.call(form(discretionary, "Managed at level 2 since May", true)).await.unwrap();
    let view = room.call(Responsibility { number: number(1) }).await.unwrap();
    let [made] = &view.assessments[..] else { panic!("{:?}", view.assessments) };
    assert!(made.in_window && made.awaits_decision && made.accepted.is_none());
    assert!(of(&unit(&room).await, 1, Owing::EarlyDecision).is_some());
    room.call(RecordEarlyDecision { number: number(1), id: made.id.clone(), accepted: true }).await.unwrap();
    let after = room.call(Responsibility { number: number(1) }).await.unwrap();
    assert!(after.early_allocation.derivation.conclusion.starts_with("Eligible"));
    assert!(after.handover_date < view.handover_date, "{:?} {:?}", after.handover_date, view.handover_date);
    assert!(of(&unit(&room).await, 1, Owing::EarlyDecision).is_none());
}

#[tokio::test]
async fn more_becomes_known_of_a_parole_review() {
    let room = room().await;
    let review = |id: Option<String>, hearing: &str, report: &str| RecordParoleReview {
        number: number(1),
        id,
        target_hearing: Some(hearing.to_owned()),
        custody_report_due: Some(report.to_owned()),
        outcome: None,
        outcome_received: None,
    };
    let problem = room.call(review(None, "", "")).await.unwrap_err();
    assert_eq!(problem.field.as_deref(), Some("targetHearing"));
    let problem = room.call(review(None, "2027-06-14", "2027-07-01")).await.unwrap_err();
    assert_eq!(problem.field.as_deref(), Some("custodyReportDue"));
    room.call(review(None, "14/06/2027", "01/03/2027")).await.unwrap();
    let [known] = &room.call(Responsibility { number: number(1) }).await.unwrap().parole_reviews[..] else {
        panic!("one review")
    };
    assert_eq!(known.custody_report_due.as_deref(), Some("2027-03-01"));
    assert_eq!(of(&unit(&room).await, 1, Owing::ParolePreparation).unwrap().due, "2027-03-01");
    let came = RecordParoleReview { outcome: Some("Release [*]".to_owned()), ..review(Some(known.id.clone()), "", "") };
    room.call(came).await.unwrap();
    let [known] = &room.call(Responsibility { number: number(1) }).await.unwrap().parole_reviews[..] else {
        panic!("still one review")
    };
    assert_eq!((known.target_hearing.as_deref(), known.outcome.as_deref()), (Some("2027-06-14"), Some("Release [*]")));
    let owed = room.call(OwedInCase { number: number(1) }).await.unwrap().rows;
    let day_missing = owed.iter().find(|row| row.key.kind == Owing::ParoleOutcome).unwrap();
    assert_eq!((day_missing.urgency, &day_missing.step), (Urgency::NotOpen, &Step::RecordParole));
}

#[tokio::test]
async fn what_would_be_if_is_said_of_a_case_and_of_the_unit_and_nothing_is_written() {
    let room = room().await;
    let before = unit(&room).await;
    let recalled = Change { facts: vec![("recall".to_owned(), "yes".to_owned())], ..Change::default() };
    let would = room.call(WhatIf { number: Some(number(1)), change: recalled }).await.unwrap();
    let (stands, why) = would.case.unwrap();
    assert!(why.derivation.conclusion.starts_with("The community offender manager is responsible"), "{why:?}");
    assert!(stands.starts_with("The prison offender manager is responsible"), "{stands}");
    assert!(would.moves.iter().any(|moved| moved.what == "Handover date" && moved.after.is_none()));
    let earlier = Change { shift_release: Some(-60), ..Change::default() };
    let would = room.call(WhatIf { number: None, change: earlier }).await.unwrap().unit.unwrap();
    assert_eq!((would.cases, would.rows.len()), (2, 2));
    assert!(would.by_kind.iter().any(|(_, [earlier, ..])| *earlier == 2), "{:?}", would.by_kind);
    let (edition, _) = room.call(RuleEditions {}).await.unwrap().remove(0);
    let same = Change { rules: Some(edition), ..Change::default() };
    assert_eq!(room.call(WhatIf { number: None, change: same }).await.unwrap().unit.unwrap().cases, 0);
    let unknown = Change { rules: Some("of another country".to_owned()), ..Change::default() };
    let problem = room.call(WhatIf { number: None, change: unknown }).await.unwrap_err();
    assert_eq!(problem.field.as_deref(), Some("rules"));
    assert_eq!(unit(&room).await.rows, before.rows);
}

#[tokio::test]
async fn a_case_is_in_one_column_of_the_board_and_those_that_lists_by_date_leave_out_are_counted() {
    let room = room().await;
    let handed_over = changed(&sentenced(3), &[("recall", json!(true)), ("legalStatus", json!("RECALL"))]);
    room.imports("recalled.json", &[handed_over]).await;
    let board = room.call(HandoverBoard::default()).await.unwrap();
    let card = |serial: usize| board.cards.iter().find(|card| card.number == number(serial));
    let recalled = card(3).unwrap();
    assert_eq!((recalled.column, recalled.com.as_deref()), (Column::ComMissing, None));
    assert_eq!(recalled.marks, ["Recalled"]);
    assert!(recalled.days < Some(0), "{recalled:?}");
    let counted = board.left_out.iter().find(|(words, _)| words == "recalled").unwrap();
    assert_eq!((counted.1, board.without_pom), (1, u32::try_from(board.cards.len()).unwrap()));
    let left_out = room.call(HandoverBoard { left_out: true, ..HandoverBoard::default() }).await.unwrap();
    assert_eq!(left_out.cards.iter().map(|card| card.number.clone()).collect::<Vec<_>>(), [number(3)]);
    records(&room, 3, "comEmail", "com@example.test").await;
    let after = room.call(HandoverBoard::default()).await.unwrap();
    assert!(after.cards.iter().all(|card| card.number != number(3) || card.column != Column::ComMissing));
    let mine = room.call(HandoverBoard { mine: true, ..HandoverBoard::default() }).await.unwrap();
    assert!(mine.cards.is_empty(), "nobody is POM of anybody here");
}

#[tokio::test]
async fn a_calendar_has_an_entry_for_each_and_no_names_unless_they_are_asked_for() {
    let room = room().await;
    let day = unit(&room).await;
    let file = |name: &str| room.folder.path().join(name).display().to_string();
    let entries = room.call(ExportCalendar { file: file("mine.ics"), names: false }).await.unwrap();
    let calendar = std::fs::read_to_string(file("mine.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), entries as usize);
    assert!(!calendar.contains("Thistlewood") && !calendar.contains(&number(1)));
    assert!(day.by_whose[0] <= entries);
    room.call(ExportCalendar { file: file("mine.ics"), names: false }).await.unwrap_err();
}

#[tokio::test]
async fn a_figure_of_the_prison_moves_deadlines_at_once_and_is_taken_back() {
    let room = room().await;
    let today = unit(&room).await.today;
    room.call(act(1, Act::Oversight, &today, "Read the file")).await.unwrap();
    let due = of(&unit(&room).await, 1, Owing::Oversight).unwrap().due.clone();
    let set = |name: &str, value: Option<&str>, reason: &str| SetFigure {
        name: name.to_owned(),
        value: value.map(str::to_owned),
        reason: reason.to_owned(),
    };
    for (call, field) in [
        (set("oversight", Some("3 months"), ""), "reason"),
        (set("oversight", Some("often"), "Agreed"), "value"),
        (set("oversight", None, "Agreed"), "value"),
        (set("no_such", Some("3 months"), "Agreed"), "name"),
    ] {
        assert_eq!(room.call(call).await.unwrap_err().field.as_deref(), Some(field));
    }
    room.call(set("oversight", Some("3 months"), "Agreed with the governor")).await.unwrap();
    assert!(of(&unit(&room).await, 1, Owing::Oversight).unwrap().due < due);
    let figures = room.call(UnitFigures {}).await.unwrap();
    let oversight = figures.iter().find(|figure| figure.name == "oversight").unwrap();
    assert_eq!((oversight.value.as_str(), oversight.was.as_deref()), ("3 months", Some("6 months")));
    room.call(set("oversight", None, "Too often")).await.unwrap();
    assert_eq!(of(&unit(&room).await, 1, Owing::Oversight).unwrap().due, due);
}

#[tokio::test]
async fn a_new_day_in_london_is_worked_out_when_it_is_first_asked_for() {
    let room = room().await;
    let before = unit(&room).await;
    let late = of(&before, 1, Owing::Oversight).unwrap().late_days;
    room.pass(24 * 60);
    let after = unit(&room).await;
    assert_ne!(after.today, before.today);
    assert_eq!(of(&after, 1, Owing::Oversight).unwrap().late_days, late + 1);
}

#[tokio::test]
async fn the_board_is_narrowed_to_a_community_team_and_saved_as_a_table() {
    let (room, _, _) = Room::founded().await;
    let soon = |serial| {
        let days =
            ["releaseDate", "confirmedReleaseDate", "conditionalReleaseDate"].map(|day| (day, json!("2027-08-20")));
        changed(&sentenced(serial), &days)
    };
    room.imports("export.json", &[soon(1), soon(2)]).await;
    records(&room, 1, "comTeam", "Leeds North").await;
    let board = room.call(HandoverBoard::default()).await.unwrap();
    assert_eq!((board.cards.len(), board.teams.as_slice()), (2, &["Leeds North".to_owned()][..]));
    let asked = HandoverBoard { team: Some("Leeds North".to_owned()), ..HandoverBoard::default() };
    let narrowed = room.call(asked.clone()).await.unwrap();
    assert_eq!(narrowed.cards.iter().map(|card| card.number.clone()).collect::<Vec<_>>(), [number(1)]);
    assert_eq!(narrowed.teams, board.teams, "another can still be chosen");
    let file = room.folder.path().join("handovers.csv").display().to_string();
    assert_eq!(room.call(ExportHandovers { board: asked, file: file.clone() }).await.unwrap(), 1);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("\"Leeds North\"") && text.contains(&number(1)), "{text}");
}

#[tokio::test]
async fn how_much_of_a_week_somebody_works_is_within_a_week() {
    let room = room().await;
    let wrong = SetWorkingPattern { staff: "Ada Pike".to_owned(), tenths: 11, pom_type: None };
    assert_eq!(room.call(wrong).await.unwrap_err().field.as_deref(), Some("tenths"));
    let wrong = SetWorkingPattern { staff: "Ada Pike".to_owned(), tenths: 6, pom_type: Some("police".to_owned()) };
    assert_eq!(room.call(wrong).await.unwrap_err().field.as_deref(), Some("pomType"));
    let load = room.call(Workload {}).await.unwrap();
    assert_eq!(load.without_pom, 2);
}
