//! The papers that are made from a case, as their readers get them: what is in each, what may never be, and who decides on what is given out.

use api::{
    ApplicationForm, ApplyForRelease, Asked, CasePaper, CasePaperReviewView, Code, Consult, ConsultStep, Consultee,
    ExportCasePaper, Opinion, PaperChoice, PaperDecision, PaperItemView, Pattern, Place, PlanState, RecordAct,
    ReleaseType, ReviewCasePaper, Section, Topic, WritePackWords,
};
use app::AppError;
use app::contact::NewContact;
use app::note::NewNote;
use app::types::{Act, Field, PrisonNumber, Role, Roles, Visibility};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tests::omu::{Omu, kieran};
use tests::pdf;
use tests::people::{changed, number, prisoner};
use tests::room::Room;
use tests::secrets::{self, SECRET};
use tests::unit::{hears, is_whole};

/// A prison offender manager with a case of which much is known.
async fn scene() -> Omu {
    let known = [
        ("category", json!("D")),
        ("alerts", json!([{ "alertCode": "XEL", "active": true, "expired": false }])),
        ("recall", json!(false)),
        ("nationality", json!("British")),
        ("conditionalReleaseDate", json!("2027-06-30")),
    ];
    let mut scene = Omu::at("LEI", &[changed(&prisoner(0), &known)]).await;
    is_known(&mut scene).await;
    scene
}

/// What staff know of him that is not restricted.
async fn is_known(scene: &mut Omu) {
    writes(scene, Visibility::General, "Works in the laundry, and wants to write home.").await;
    scene.pom.record_fact(&kieran(), Field::Rosh, "HIGH", None, "OASys of 2 November").await.unwrap();
    scene.states(Topic::Programme, "Thinking skills", PlanState::Done, "Finished in March, and uses it").await;
    scene.states(Topic::NoContact, "Leanne Dray", PlanState::Held, "Since 2024, by order of the court").await;
    let on = scene.pom.today().to_string();
    let words = "Read the file: the plan holds".to_owned();
    let act = RecordAct { number: number(0), act: Act::PlanMade, about: None, on, words };
    scene.pom.record_act(&kieran(), act).await.unwrap();
    let words = "He keeps to himself on the wing.".to_owned();
    let own = WritePackWords { number: number(0), section: Section::Custody, words };
    scene.pom.write_pack_words(&kieran(), own).await.unwrap();
}

/// A key-work session.
async fn writes(scene: &mut Omu, visibility: Visibility, text: &str) {
    let note = NewNote {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        occurred: None,
        text: text.to_owned(),
        visibility,
        actions: Vec::new(),
    };
    scene.pom.write_note(&kieran(), note).await.unwrap();
}

/// Everything that is restricted in a case, a restricted reply among it.
async fn is_told_everything(scene: &mut Omu) {
    scene.is_told_secrets().await;
    let text = str::to_owned;
    let form = ApplicationForm {
        kind: ReleaseType::Rdr,
        reason: text("R14"),
        purpose: text("work"),
        words: text("Paid work at a shop."),
        by_prisoner: true,
        pattern: Pattern::Single(text("2026-12-04"), text("08:00"), text("2026-12-04"), text("16:00")),
        places: vec![Place {
            name: text("Nowhere Stores"),
            address: text("1 Nowhere Row, Leeds"),
            contact: text("Moira Quill"),
            phone: text("0113 496 0000"),
            overnight: false,
        }],
        escort: text("U"),
        transport: text("PUT"),
    };
    let asked = ApplyForRelease { number: number(0), id: None, form };
    let id = scene.pom.apply_for_release(&kieran(), asked).await.unwrap();
    let consult = |step, opinion, words: &str| Consult {
        number: number(0),
        id: id.clone(),
        with: Asked { consultee: Consultee::Police, name: String::new() },
        step,
        on: "2026-11-18".to_owned(),
        due: None,
        opinion,
        words: words.to_owned(),
        restricted: step == ConsultStep::Replied,
    };
    scene.pom.consult(&kieran(), &consult(ConsultStep::Asked, None, "By e-mail")).await.unwrap();
    let replied = consult(ConsultStep::Replied, Some(Opinion::Concerns), SECRET);
    scene.pom.consult(&kieran(), &replied).await.unwrap();
}

/// What is looked through before the answer to a request for what is held is given.
async fn review_of(scene: &Omu) -> CasePaperReviewView {
    scene.pom.paper_review(&kieran(), CasePaper::SubjectAccess).await.unwrap()
}

/// Makes a paper, and reads it.
async fn makes(
    scene: &mut Omu,
    paper: CasePaper,
    decisions: Vec<PaperDecision>,
    name: &str,
) -> Result<String, AppError> {
    let file = scene.file(name);
    scene.pom.export_paper(&kieran(), paper, decisions, &file).await?;
    let (checked, said) = pdf::run("qpdf", &["--check"], &file);
    assert!(checked, "{said}");
    Ok(pdf::read(&file))
}

/// The offender manager's database, beside their open record.
async fn database(scene: &Omu) -> SqliteConnection {
    let profile = scene.office.profile("Ben Okafor");
    let key = scene.office.database_key(&profile).await;
    let options =
        SqliteConnectOptions::new().filename(profile.join("record.db")).pragma("key", key.to_pragma().to_string());
    options.connect().await.unwrap()
}

/// How often it was recorded that something restricted was opened or given out.
async fn given_out(scene: &Omu) -> i64 {
    let count = sqlx::query_scalar("SELECT count(*) FROM viewed WHERE reason LIKE 'Given out: %'");
    count.fetch_one(&mut database(scene).await).await.unwrap()
}

fn give_out(item: &PaperItemView) -> PaperDecision {
    PaperDecision { key: item.key.clone(), choice: PaperChoice::GiveOut }
}

fn leave_out(item: &PaperItemView, reason: &str) -> PaperDecision {
    PaperDecision { key: item.key.clone(), choice: PaperChoice::LeaveOut { reason: reason.to_owned() } }
}

/// Everything that is listed, left out.
fn nothing_of(review: &CasePaperReviewView) -> Vec<PaperDecision> {
    review.items.iter().map(|item| leave_out(item, "It is not yours alone")).collect()
}

#[tokio::test]
async fn every_paper_reads_in_order_says_what_the_record_says_and_is_recorded() {
    let mut scene = scene().await;
    let summary = makes(&mut scene, CasePaper::CaseSummary, Vec::new(), "summary.pdf").await.unwrap();
    let decisions = nothing_of(&review_of(&scene).await);
    let access = makes(&mut scene, CasePaper::SubjectAccess, decisions, "access.pdf").await.unwrap();
    let parole = makes(&mut scene, CasePaper::ParoleExtract, Vec::new(), "parole.pdf").await.unwrap();
    let chronology = makes(&mut scene, CasePaper::Chronology, Vec::new(), "chronology.pdf").await.unwrap();
    for (paper, title) in [
        (&summary, "Case summary for a transfer"),
        (&parole, "Extract from the record for a parole dossier"),
        (&access, "What is held about you"),
        (&chronology, "What was known, done and decided"),
    ] {
        assert!(paper.contains(title), "{paper}");
        assert!(paper.contains("Kieran Ashdown Number A1000BC, born 29 February 1988"), "{title}: {paper}");
        assert!(paper.contains("Written by Ben Okafor, prison offender manager, 20 November 2026 at 10:15"), "{title}");
        assert!(paper.contains("High"), "{title} has the level of risk");
    }
    assert!(summary.contains("Works in the laundry") && summary.contains("He keeps to himself"));
    assert!(summary.contains("No contact with: Leanne Dray"));
    assert!(parole.contains("Thinking skills") && parole.contains("1 since 20 November 2025"));
    for others in ["Works in the laundry", "He keeps to himself", "Leanne Dray"] {
        assert!(!parole.contains(others), "the prisoner reads it, and {others} is not for them");
    }
    assert!(access.contains("Works in the laundry") && access.contains("Reason: OASys of 2 November"));
    assert!(!access.contains("Leanne Dray"), "it was left out");
    let order = ["Read from the prison system", "Works in the laundry", "Sentence plan made", "What is not in it"];
    let found: Vec<usize> = order.iter().map(|words| chronology.find(words).expect(words)).collect();
    assert!(chronology.contains("Reason: OASys of 2 November") && found.last() > found.first(), "{found:?}");
    // That they were made is in the record, and cannot be taken back
    let done = scene.pom.owed_in_case(&kieran()).await.unwrap().done;
    let made: Vec<_> = done.iter().filter(|done| done.what.starts_with("Paper made from the record")).collect();
    assert_eq!(made.len(), 4);
    assert!(made.iter().all(|made| !made.may_withdraw && made.words.as_ref().unwrap().contains("Check code ")));
    assert!(made.iter().any(|made| made.words.as_ref().unwrap().contains("left out")), "{made:?}");
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn nothing_restricted_is_in_any_paper_by_accident() {
    let mut scene = scene().await;
    is_told_everything(&mut scene).await;
    let review = review_of(&scene).await;
    let restricted: Vec<&PaperItemView> = review.items.iter().filter(|item| item.why == "Restricted").collect();
    assert_eq!(restricted.len(), 4, "the officer, the note, the topic, the reply: {restricted:?}");
    assert!(restricted.iter().all(|item| item.words.is_none()), "they are opened for a reason, and not here");
    let listed = serde_json::to_string(&review).unwrap();
    let decisions = nothing_of(&review);
    let mut said = vec![listed];
    for paper in CasePaper::ALL {
        let decisions = if paper.is_reviewed() { decisions.clone() } else { Vec::new() };
        said.push(makes(&mut scene, paper, decisions, &format!("{paper:?}.pdf")).await.unwrap());
        let bytes = std::fs::read(scene.file(&format!("{paper:?}.pdf"))).unwrap();
        said.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    for where_ in &said {
        for secret in secrets::WORDS {
            assert!(!where_.contains(secret), "{secret}");
        }
    }
    assert_eq!(given_out(&scene).await, 0);
    // How much stays here is said to colleagues, and not to the prisoner
    let read = |paper: &str| pdf::read(&scene.file(&format!("{paper}.pdf")));
    assert!(read("CaseSummary").contains("Restricted: Victim liaison 1"), "{}", read("CaseSummary"));
    assert!(read("Chronology").contains("Restricted: Notes and sessions 1"));
    assert!(!read("ParoleExtract").contains("Restricted:") && !read("SubjectAccess").contains("Restricted:"));
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn what_somebody_with_the_right_gives_out_item_by_item_is_given_out_and_recorded() {
    let mut scene = scene().await;
    is_told_everything(&mut scene).await;
    let review = review_of(&scene).await;
    let note = review.items.iter().find(|item| item.key.starts_with("note-") && item.why == "Restricted").unwrap();
    let others = review.items.iter().filter(|item| item.key != note.key);
    let decisions = others.map(|item| leave_out(item, "It is somebody else’s")).chain([give_out(note)]).collect();
    let read = makes(&mut scene, CasePaper::SubjectAccess, decisions, "access.pdf").await.unwrap();
    assert!(read.contains(SECRET), "{read}");
    assert!(!read.contains("Nadia Frost"), "the officer was left out");
    assert!(read.contains("Victim liaison 1 It is somebody else’s"), "{read}");
    assert_eq!(given_out(&scene).await, 1);
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn where_it_cannot_be_recorded_that_a_paper_was_made_nothing_was_given_out() {
    let mut scene = scene().await;
    scene.is_told_secrets().await;
    let decisions: Vec<PaperDecision> = review_of(&scene).await.items.iter().map(give_out).collect();
    let mut database = database(&scene).await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON act BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
    sqlx::query(refuse).execute(&mut database).await.unwrap();
    assert!(makes(&mut scene, CasePaper::SubjectAccess, decisions.clone(), "access.pdf").await.is_err());
    assert!(!scene.file("access.pdf").exists());
    assert_eq!(given_out(&scene).await, 0, "both are recorded or neither");
    sqlx::query("DROP TRIGGER full").execute(&mut database).await.unwrap();
    makes(&mut scene, CasePaper::SubjectAccess, decisions, "access.pdf").await.unwrap();
    assert!(given_out(&scene).await > 0);
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn whatever_is_listed_is_decided_on_or_nothing_is_made() {
    let mut scene = scene().await;
    let sister = NewContact {
        relationship: "sister".to_owned(),
        name: "Móira Ashdown".to_owned(),
        phone: Some("01632 960 255".to_owned()),
        ..NewContact::default()
    };
    let id = scene.pom.add_contact(&kieran(), sister).await.unwrap();
    scene.pom.end_contact(&kieran(), id, "She moved away").await.unwrap();
    writes(&mut scene, Visibility::General, "His sister MOIRA rang the wing.").await;
    writes(&mut scene, Visibility::General, "Mr Ashdown was on time.").await;
    writes(&mut scene, Visibility::Sensitive, "He told me what he fears.").await;
    let review = review_of(&scene).await;
    let whys: Vec<&str> = review.items.iter().map(|item| item.why.as_str()).collect();
    assert_eq!(whys[0], "Marked sensitive", "{whys:?}");
    let named = review.items.iter().filter(|item| item.why == "It may be about Móira Ashdown").count();
    assert_eq!(named, 1, "a contact that ended is still somebody, and his own name is his own: {whys:?}");
    assert_eq!(whys.iter().filter(|why| why.ends_with(": a contact")).count(), 2, "recorded, and ended");
    let file = scene.file("access.pdf");
    let decisions = nothing_of(&review);
    let mut half = decisions.clone();
    half.pop();
    let mut silent = decisions.clone();
    silent[0].choice = PaperChoice::LeaveOut { reason: " ".to_owned() };
    let mut twice = decisions.clone();
    twice.push(decisions[0].clone());
    let mut unknown = decisions.clone();
    unknown[0].key = "note-aaaaaaaa".to_owned();
    for (wrong, said) in [
        (Vec::new(), "are not decided on"),
        (half, "1 item is not decided on"),
        (silent, "It does not say why"),
        (twice, "decided on twice"),
        (unknown, "or it has changed since"),
    ] {
        let refused = scene.pom.export_paper(&kieran(), CasePaper::SubjectAccess, wrong, &file).await.unwrap_err();
        assert!(refused.message.contains(said) && refused.field == Some("decisions"), "{refused:?}");
        assert!(!file.exists(), "nothing was written");
    }
    let refused = scene.pom.export_paper(&kieran(), CasePaper::Chronology, decisions.clone(), &file).await.unwrap_err();
    assert_eq!(refused.field, Some("decisions"), "nothing is decided for that paper");
    // What is amended is another item
    let notes = scene.pom.notes(&kieran(), 10, 0).await.unwrap();
    let rang = notes.iter().find(|note| note.text.as_ref().is_some_and(|text| text.contains("MOIRA"))).unwrap();
    scene.pom.amend_note(rang.id.parse().unwrap(), "More was said", "She rang twice.").await.unwrap();
    let refused = scene.pom.export_paper(&kieran(), CasePaper::SubjectAccess, decisions, &file).await.unwrap_err();
    assert!(refused.message.contains("or it has changed since"), "{refused:?}");
    let decisions = nothing_of(&review_of(&scene).await);
    let read = makes(&mut scene, CasePaper::SubjectAccess, decisions.clone(), "access.pdf").await.unwrap();
    assert!(read.contains("Mr Ashdown was on time.") && !read.contains("MOIRA") && !read.contains("fears"), "{read}");
    // A file is not written over
    let bytes = std::fs::read(&file).unwrap();
    let again = scene.pom.export_paper(&kieran(), CasePaper::SubjectAccess, decisions, &file).await.unwrap_err();
    assert!(again.message.contains("exists already"), "{again:?}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn who_may_not_make_one_makes_none_and_who_may_not_read_something_is_not_told_of_it() {
    let mut scene = scene().await;
    is_told_everything(&mut scene).await;
    writes(&mut scene, Visibility::Sensitive, "He told me what he fears.").await;
    hears(&mut scene.ada, &scene.pom).await;
    let file = scene.file("paper.pdf");
    for role in [Role::Keyworker, Role::Governor, Role::Auditor, Role::DutyManager] {
        let mut other = scene.office.joins(&mut scene.ada, role.title(), Roles::NONE.with(role)).await;
        hears(&mut other, &scene.ada).await;
        for paper in CasePaper::ALL {
            let refused = other.export_paper(&kieran(), paper, Vec::new(), &file).await.unwrap_err();
            assert_eq!(refused.code, Code::NotAllowed, "{role:?}");
            assert_eq!(other.paper_review(&kieran(), paper).await.unwrap_err().code, Code::NotAllowed);
        }
    }
    assert!(!file.exists());
    let roles = Roles::NONE.with(Role::CaseAdministrator);
    let mut clerk = scene.office.joins(&mut scene.ada, "Tahira Chaudhry", roles).await;
    hears(&mut clerk, &scene.ada).await;
    let review = clerk.paper_review(&kieran(), CasePaper::SubjectAccess).await.unwrap();
    assert!(review.items.iter().all(|item| item.why != "Restricted" && item.why != "Marked sensitive"), "{review:?}");
    assert_eq!(review.notes.len(), 2, "{:?}", review.notes);
    clerk.export_paper(&kieran(), CasePaper::SubjectAccess, nothing_of(&review), &file).await.unwrap();
    let read = pdf::read(&file);
    assert!(read.contains("Restricted material was not looked at") && !read.contains("fears"), "{read}");
    let chronology = scene.file("chronology.pdf");
    clerk.export_paper(&kieran(), CasePaper::Chronology, Vec::new(), &chronology).await.unwrap();
    let read = pdf::read(&chronology);
    assert!(!read.contains("fears") && !read.contains("Restricted:"), "{read}");
    let unknown: PrisonNumber = "A9999ZZ".parse().unwrap();
    let other = scene.file("other.pdf");
    assert!(clerk.export_paper(&unknown, CasePaper::Chronology, Vec::new(), &other).await.is_err());
    assert!(!other.exists());
}

#[tokio::test]
async fn hostile_text_prints_as_text_in_every_paper() {
    let mut scene = scene().await;
    let hostile =
        "#set page(fill: red) *bold* $x$ @ref <label> \u{202e}txet \u{7}bell ☃ 🙂 ".to_owned() + &"w".repeat(400);
    writes(&mut scene, Visibility::General, &hostile).await;
    let reason = "“Because” of #eval(\"1\") and\nmore";
    scene.pom.record_fact(&kieran(), Field::Tier, "B", None, reason).await.unwrap();
    let decisions = nothing_of(&review_of(&scene).await);
    for paper in CasePaper::ALL {
        let decisions = if paper.is_reviewed() { decisions.clone() } else { Vec::new() };
        let read = makes(&mut scene, paper, decisions, &format!("{paper:?}.pdf")).await.unwrap();
        let words = matches!(paper, CasePaper::SubjectAccess | CasePaper::Chronology);
        assert_eq!(
            read.contains("#set page(fill: red) *bold* $x$ @ref <label>"),
            words || paper == CasePaper::CaseSummary
        );
        assert_eq!(read.contains("#eval(\"1\")"), paper != CasePaper::CaseSummary, "{paper:?}");
    }
}

#[tokio::test]
async fn a_window_reviews_and_saves_into_a_folder_that_is_named() {
    let (room, _) = Room::with_people().await;
    let review = |paper| ReviewCasePaper { number: number(1), paper };
    let listed = room.call(review(CasePaper::SubjectAccess)).await.unwrap();
    assert!(listed.held > 0);
    assert!(room.call(review(CasePaper::CaseSummary)).await.unwrap().items.is_empty());
    let export = |file: &str| ExportCasePaper {
        number: number(1),
        paper: CasePaper::Chronology,
        decisions: Vec::new(),
        file: file.to_owned(),
    };
    let refused = room.call(export("chronology.pdf")).await.unwrap_err();
    assert!(refused.message.contains("does not say in which folder"), "{refused:?}");
    let file = room.folder.path().join("chronology.pdf");
    room.call(export(&file.display().to_string())).await.unwrap();
    assert!(pdf::read(&file).contains("What was known, done and decided"));
    let unknown = ExportCasePaper { number: "A9999ZZ".to_owned(), ..export("/nowhere/at/all.pdf") };
    room.call(unknown).await.unwrap_err();
}
