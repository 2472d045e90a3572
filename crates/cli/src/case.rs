//! Cases: listing, showing, searching, and writing to them.

use api::{CaseView, FactView, NoteView};
use app::AppError;
use app::caseload::sort_from_word;
use app::contact::NewContact;
use app::facts::field_named;
use app::note::{NewAction, NewNote};
use app::types::{
    ActionOwner, CaseloadQuery, FieldKey, NoteId, PrisonNumber, Value, VictimContact, Visibility, parse_date,
};
use serde_json::json;

use crate::args::{ActionCommand, ContactCommand, NoteArgs, VloCommand};
use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};

pub(crate) async fn cases(
    opener: &Opener,
    out: &mut Out,
    filter: &[String],
    sort: &str,
    limit: u32,
    offset: u32,
) -> Result<(), Failure> {
    let (sort, descending) = sort_from_word(sort)?;
    opener
        .with(async |session| {
            let filter = session.filter_from_words(filter)?;
            let view = session.caseload(&CaseloadQuery { filter, sort, descending, offset, limit }).await?;
            out.answer(&view)?;
            out.line(format!(
                "{:8} {:28} {:10} {:4} {:10} {:11} {:22} Keyworker",
                "Number", "Name", "Cell", "Cat", "RoSH", "Release", "POM"
            ))?;
            for case in &view.rows {
                let row = case;
                out.line(format!(
                    "{:8} {:28} {:10} {:4} {:10} {:11} {:22} {}",
                    row.number,
                    clip(&row.name, 28),
                    row.cell.as_deref().unwrap_or("-"),
                    row.category.as_deref().unwrap_or("-"),
                    row.rosh.as_deref().unwrap_or("-"),
                    row.release_date.as_deref().unwrap_or("-"),
                    clip(case.pom.as_deref().unwrap_or("-"), 22),
                    case.keyworker.as_deref().unwrap_or("-"),
                ))?;
            }
            let last = offset as usize + view.rows.len();
            out.line(match view.rows.len() {
                0 => format!("No case matches; {} in all.", view.all),
                _ => format!("Rows {} to {last} of {}", offset + 1, view.all),
            })?;
            Ok(())
        })
        .await
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

pub(crate) async fn case(
    opener: &Opener,
    out: &mut Out,
    number: PrisonNumber,
    restricted: Option<&str>,
) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let view = session.case(&number).await?;
            let opened = match restricted {
                None => None,
                Some(reason) => Some((
                    session.open_restricted_notes(&number, reason).await?,
                    session.open_victim_contact(&number, reason).await?,
                )),
            };
            let mut answer = serde_json::to_value(&view).unwrap_or_default();
            if let (Some((notes, contact)), Some(object)) = (&opened, answer.as_object_mut()) {
                object.insert("restrictedNotes".to_owned(), json!(notes));
                object.insert("victimContactDetails".to_owned(), json!(contact));
            }
            if session.restricted_is_withheld()
                && let Some(object) = answer.as_object_mut()
            {
                object.insert("restrictedWithheld".to_owned(), json!(true));
            }
            out.answer(&answer)?;
            show_case(out, &view)?;
            if session.restricted_is_withheld() {
                out.line(
                    "\nRestricted: this computer was not given the keys. What there is of it cannot be seen here.",
                )?;
            }
            if let Some((notes, contact)) = &opened {
                out.line("\nRestricted")?;
                if let Some(contact) = contact {
                    out.line(format!(
                        "  Victim liaison officer: {} {}",
                        contact.officer,
                        contact.phone.as_deref().unwrap_or("")
                    ))?;
                }
                notes.iter().try_for_each(|note| show_note(out, note))?;
            }
            Ok(())
        })
        .await
}

fn show_case(out: &mut Out, view: &CaseView) -> Result<(), Failure> {
    let place = if view.here { "" } else { " (not held here)" };
    out.line(format!("{} {}{place}", view.name, view.number))?;
    for conflict in &view.conflicts {
        out.line(format!("Conflict: {}", conflict.label))?;
        for candidate in &conflict.candidates {
            out.line(format!("    {} by {}, {}", candidate.value, candidate.by, candidate.recorded))?;
        }
    }
    out.line("\nDates")?;
    view.dates.iter().try_for_each(|fact| show_fact(out, fact))?;
    out.line("\nFacts")?;
    view.facts.iter().try_for_each(|fact| show_fact(out, fact))?;
    out.line("\nPeople")?;
    for post in &view.posts {
        out.line(format!("  {}: {} since {} ({})", post.post, post.name, post.since, post.reason))?;
    }
    for contact in &view.contacts {
        out.line(format!(
            "  {}: {} {} [{}]",
            contact.relationship,
            contact.name,
            contact.phone.as_deref().unwrap_or(""),
            contact.id
        ))?;
    }
    if view.victim_contact == Some(true) {
        out.line("  victim liaison officer: recorded (restricted)")?;
    }
    out.line("\nMovements")?;
    for movement in &view.movements {
        let code = movement.to.as_deref().or(movement.from.as_deref()).unwrap_or_default();
        let place = view.places.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| name);
        let day = movement.at.get(..10).unwrap_or_default();
        out.line(format!("  {day} {} {:?} {place}", movement.kind.code(), movement.direction))?;
    }
    out.line("\nOpen actions")?;
    for action in &view.open_actions {
        let due = action.due.as_deref().map(|due| format!(" by {due}")).unwrap_or_default();
        out.line(format!("  {}{due} [{}]", action.text, action.id))?;
    }
    out.line(format!("\nNotes: {} in all", view.notes_in_all))?;
    view.notes.iter().try_for_each(|note| show_note(out, note))
}

fn show_fact(out: &mut Out, fact: &FactView) -> Result<(), Failure> {
    let meaning = fact.meaning.as_deref().map(|words| format!(" ({words})")).unwrap_or_default();
    let source = fact.reason.as_deref().map_or_else(|| "import".to_owned(), |reason| format!("{}: {reason}", fact.by));
    let said = fact.prison_system_says.as_deref().map(|v| format!("; the prison system says {v}")).unwrap_or_default();
    out.line(format!("  {}: {}{meaning} [{source}, {}{said}]", fact.label, clip(&fact.value, 70), fact.recorded))
}

fn show_note(out: &mut Out, note: &NoteView) -> Result<(), Failure> {
    let late = note.late_days.map(|days| format!(", recorded {days} days later")).unwrap_or_default();
    let received = note.received.as_ref().map(|at| format!(", at the server by {at}")).unwrap_or_default();
    out.line(format!("  {} {} by {}{late}{received} [{}]", note.occurred, note.kind, note.author, note.id))?;
    out.line(format!(
        "      {}",
        note.text.as_deref().unwrap_or("(restricted: open it with a reason)").replace('\n', "\n      ")
    ))?;
    for action in &note.actions {
        out.line(format!("      agreed, {}: {}", action.state, action.text))?;
    }
    for amendment in &note.amendments {
        out.line(format!(
            "      amended {} by {} ({}): {}",
            amendment.recorded, amendment.author, amendment.reason, amendment.text
        ))?;
    }
    Ok(())
}

pub(crate) async fn search(opener: &Opener, out: &mut Out, words: &str, limit: usize) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let found = session.search(words, limit).await?;
            out.answer(&found)?;
            for person in &found.people {
                let because = person.because.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
                let place = if person.here { person.cell.as_deref().unwrap_or("-") } else { "not held here" };
                out.line(format!("{} {}{because}, {place}", person.number, person.name))?;
            }
            for text in &found.texts {
                let what = if text.action { "action" } else { text.kind.as_str() };
                out.line(format!("{} {} {} {what} [{}]", text.occurred, text.number, text.name, text.note))?;
                out.line(format!("      {}", text.excerpt))?;
            }
            if found.people.is_empty() && found.texts.is_empty() {
                out.line("Nothing was found.")?;
            }
            Ok(())
        })
        .await
}

pub(crate) async fn history(
    opener: &Opener,
    out: &mut Out,
    number: PrisonNumber,
    field: Option<&str>,
) -> Result<(), Failure> {
    let field = field.map(field_named).transpose()?;
    opener
        .with(async |session| {
            let history = session.history(&number, field).await?;
            out.answer(&history)?;
            for line in &history {
                let value = if line.value.is_empty() { "nothing" } else { &line.value };
                let stood = if line.stood { "" } else { " (in conflict: did not stand)" };
                out.line(format!(
                    "{} {}: {} [{}, {}]{stood}",
                    line.recorded,
                    line.field,
                    clip(value, 70),
                    line.source,
                    line.by
                ))?;
            }
            Ok(())
        })
        .await
}

pub(crate) async fn note(opener: &Opener, out: &mut Out, args: NoteArgs) -> Result<(), Failure> {
    let text = text_argument(&args.text)?;
    let visibility = match (args.sensitive, args.restricted) {
        (_, true) => Visibility::Restricted,
        (true, _) => Visibility::Sensitive,
        _ => Visibility::General,
    };
    let theirs = args.action.iter().map(|text| new_action(text, ActionOwner::Prisoner));
    let mine = args.my_action.iter().map(|text| new_action(text, ActionOwner::Staff));
    let actions = theirs.chain(mine).collect::<Result<Vec<_>, _>>()?;
    let note = NewNote {
        note_type: args.note_type,
        sub_type: args.sub_type,
        occurred: args.occurred,
        text,
        visibility,
        actions,
    };
    opener
        .with(async |session| {
            let id = session.write_note(&args.number, note).await?;
            out.answer(&json!({ "note": id.to_string() }))?;
            out.line(format!("Recorded: {id}"))?;
            Ok(())
        })
        .await
}

/// “by 2026-12-01: words”, or just words.
fn new_action(text: &str, owner: ActionOwner) -> Result<NewAction, AppError> {
    if let Some((day, words)) = text.strip_prefix("by ").and_then(|rest| rest.split_once(':'))
        && let Ok(due) = parse_date(day)
    {
        return Ok(NewAction { text: words.trim().to_owned(), owner, due: Some(due) });
    }
    Ok(NewAction { text: text.to_owned(), owner, due: None })
}

pub(crate) async fn amend(
    opener: &Opener,
    out: &mut Out,
    note: NoteId,
    reason: &str,
    text: &str,
) -> Result<(), Failure> {
    let text = text_argument(text)?;
    opener
        .with(async |session| {
            let id = session.amend_note(note, reason, &text).await?;
            out.answer(&json!({ "amendment": id.to_string() }))?;
            out.line(format!("Amended: {id}. The original stands beside it."))?;
            Ok(())
        })
        .await
}

pub(crate) async fn action(opener: &Opener, out: &mut Out, command: ActionCommand) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let (id, done, outcome) = match command {
                ActionCommand::Done { id, outcome } => (id, true, outcome),
                ActionCommand::Drop { id, reason } => (id, false, reason),
            };
            session.settle_action(id, done, &outcome).await?;
            out.answer(&json!({ "action": id.to_string(), "done": done }))?;
            out.line(if done { "Settled: done." } else { "Settled: dropped." })?;
            Ok(())
        })
        .await
}

pub(crate) async fn record(
    opener: &Opener,
    out: &mut Out,
    number: PrisonNumber,
    field: &str,
    value: &str,
    calculated: Option<&str>,
    reason: &str,
) -> Result<(), Failure> {
    let field = field_named(field)?;
    let calculated = calculated
        .map(parse_date)
        .transpose()
        .map_err(|error| AppError::input(format!("--calculated: {error}."), "Correct it and try again."))?;
    opener
        .with(async |session| {
            session.record_fact(&number, field, value, calculated, reason).await?;
            out.answer(&json!({ "field": field.name() }))?;
            out.line(format!("Recorded: {}.", field.label()))?;
            Ok(())
        })
        .await
}

pub(crate) async fn settle(
    opener: &Opener,
    out: &mut Out,
    number: PrisonNumber,
    about: &str,
    value: &str,
    reason: &str,
) -> Result<(), Failure> {
    opener
        .with(async |session| {
            if let Ok(post) = crate::people::post_from_word(about) {
                let staff = session.staff_named(value)?;
                session.settle_post(&number, post, staff, reason).await?;
            } else {
                let field = field_named(about)?;
                let value = Value::parse(field, value).map_err(|error| {
                    AppError::input(format!("{}: {error}.", field.label()), "Correct it and try again.")
                })?;
                session.settle_field(&number, FieldKey::Known(field), value, reason).await?;
            }
            out.answer(&json!({ "settled": about }))?;
            out.line("Settled.")?;
            Ok(())
        })
        .await
}

pub(crate) async fn contact(opener: &Opener, out: &mut Out, command: ContactCommand) -> Result<(), Failure> {
    opener
        .with(async |session| {
            match command {
                ContactCommand::Add { number, name, relationship, phone, email, address } => {
                    let id =
                        session.add_contact(&number, NewContact { relationship, name, phone, email, address }).await?;
                    out.answer(&json!({ "contact": id.to_string() }))?;
                    out.line(format!("Recorded: {id}"))?;
                }
                ContactCommand::End { number, id, reason } => {
                    session.end_contact(&number, id, &reason).await?;
                    out.answer(&json!({ "contact": id.to_string() }))?;
                    out.line("Ended. What was known stays in the history.")?;
                }
            }
            Ok(())
        })
        .await
}

pub(crate) async fn vlo(opener: &Opener, out: &mut Out, command: VloCommand) -> Result<(), Failure> {
    opener
        .with(async |session| {
            match command {
                VloCommand::Set { number, officer, email, phone, remarks } => {
                    session.record_victim_contact(&number, VictimContact { officer, email, phone, remarks }).await?;
                    out.answer(&json!({ "recorded": true }))?;
                    out.line("Recorded, restricted.")?;
                }
                VloCommand::Show { number, reason } => {
                    let contact = session.open_victim_contact(&number, &reason).await?;
                    out.answer(&contact)?;
                    match contact {
                        None => out.line("No victim liaison officer is recorded.")?,
                        Some(contact) => {
                            for (label, value) in [
                                ("Officer", Some(contact.officer)),
                                ("Email", contact.email),
                                ("Telephone", contact.phone),
                                ("Remarks", contact.remarks),
                            ] {
                                if let Some(value) = value {
                                    out.line(format!("{label}: {value}"))?;
                                }
                            }
                        }
                    }
                }
            }
            Ok(())
        })
        .await
}

pub(crate) async fn drafts(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let drafts = session.drafts().await?;
            let answer: Vec<_> = drafts
                .iter()
                .map(|d| json!({ "form": d.form, "number": d.number, "body": d.body, "kept": d.kept.to_string() }))
                .collect();
            out.answer(&answer)?;
            if drafts.is_empty() {
                out.line("There is no unfinished text.")?;
            }
            for draft in drafts {
                out.line(format!("{} {} kept {}", draft.form, draft.number, draft.kept))?;
                out.line(format!("      {}", draft.body))?;
            }
            Ok(())
        })
        .await
}
