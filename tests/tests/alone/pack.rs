//! The handover pack, from the plan for a release to the file that leaves, by the people who do it, and what may never happen to it.

use std::cell::Cell;

use api::{
    Code, DraftPack, ExplainGap, GapCause, PackDraftView, PackRecipient, PackRowState, PackState, PackStep,
    PackVerdict, PacksRow, PathwayAnswer, PlanOwner, PlanState, RecordAct, ReportKind, SealPack, Secret, Section,
    StateTopic, TakeBackStep, Topic, TracePack, WritePackWords, WriteReleaseReport,
};
use app::note::NewNote;
use app::pack::{OpenedPack, Sealing};
use app::types::{Act, Field, PrisonNumber, Role, Roles, Visibility};
use serde_json::{Value, json};
use tests::command::PASSPHRASE;
use tests::omu::{EXPLAINED, Omu, kieran, open_gaps, stated};
use tests::pdf::{self, run};
use tests::people::{changed, number, prisoner};
use tests::room::Room;
use tests::secrets::SECRET;
use tests::unit::{hears, imports, is_whole};

/// A prison offender manager with a case of somebody who is released next summer.
async fn scene() -> Omu {
    Omu::at("LEI", &[known(), prisoner(1)]).await
}

/// What the prison system knows of him.
fn known() -> Value {
    let known = [
        ("conditionalReleaseDate", json!("2027-06-30")),
        ("releaseDate", json!("2027-06-30")),
        ("pncNumber", json!("12/394773H")),
    ];
    changed(&prisoner(0), &known)
}

/// What is read on the pages.
fn text(scene: &Omu, opened: &OpenedPack) -> String {
    let pages = scene.file("pages.pdf");
    std::fs::write(&pages, &opened.pdf).unwrap();
    assert!(run("pdftotext", &["-layout"], &pages).0);
    let text = std::fs::read_to_string(scene.file("pages.txt")).unwrap();
    assert!(text.contains("Handover pack"), "the pages were read");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Records what became of the newest pack.
async fn traces(scene: &mut Omu, step: PackStep, words: &str) {
    let asked = TracePack { number: number(0), id: String::new(), step, words: words.to_owned() };
    scene.pom.trace_pack(&kieran(), asked).await.unwrap();
}

/// His row in the list of packs.
async fn row(scene: &Omu) -> Option<PacksRow> {
    scene.pom.packs().await.unwrap().rows.into_iter().find(|row| row.number == number(0))
}

async fn state(scene: &Omu) -> PackState {
    row(scene).await.unwrap().state
}

fn com() -> PackRecipient {
    PackRecipient {
        name: "Joanna Castell".to_owned(),
        team: "Westmoor PDU".to_owned(),
        email: "j.castell@pdu.example".to_owned(),
        phone: String::new(),
    }
}

fn for_com() -> Sealing {
    Sealing { to: Some(com()), ..Sealing::default() }
}

#[tokio::test]
async fn what_is_planned_replaces_what_was_known_and_is_said_back() {
    let mut scene = scene().await;
    scene.states(Topic::BankAccount, "", PlanState::Asked, "With the credit union").await;
    scene.states(Topic::BankAccount, "", PlanState::Refused, "They want a birth certificate first").await;
    scene.states(Topic::IdDocument, "Birth certificate", PlanState::Asked, "Ordered on Monday").await;
    for (topic, state, words, field) in [
        (Topic::IdDocument, PlanState::Asked, "", "about"),
        (Topic::ReleaseAddress, PlanState::Held, " ", "words"),
        (Topic::ReleaseAddress, PlanState::Asked, "x", "state"),
    ] {
        let refused = scene.pom.state_topic(&kieran(), stated(&kieran(), topic, "", state, words)).await;
        assert_eq!(refused.unwrap_err().field, Some(field));
    }
    let mut short = WriteReleaseReport {
        number: number(0),
        kind: ReportKind::ImmediateNeeds,
        on: scene.pom.today().to_string(),
        answers: vec![PathwayAnswer { pathway: Topic::PathwayHealth, words: "A doctor".to_owned() }],
        skipped: None,
    };
    let refused = scene.pom.write_release_report(&kieran(), short.clone()).await.unwrap_err();
    assert!(refused.message.contains("Accommodation") && !refused.message.contains("Health"), "{refused:?}");
    short.answers = Topic::pathways().map(|pathway| PathwayAnswer { pathway, words: "Nothing".to_owned() }).collect();
    scene.pom.write_release_report(&kieran(), short).await.unwrap();
    let plan = scene.pom.plan(&kieran()).await.unwrap();
    let said: Vec<_> = plan.topics.iter().map(|topic| (topic.topic, topic.state_words.as_str())).collect();
    assert_eq!(said, [(Topic::BankAccount, "Refused"), (Topic::IdDocument, "Applied for")]);
    assert_eq!(plan.reports.len(), 1);
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn a_pack_leaves_only_when_every_gap_is_explained_and_comes_back_as_it_left() {
    let mut scene = scene().await;
    scene.states(Topic::Strengths, "", PlanState::Held, "“I finish what I begin.”").await;
    let words = "His sister lives inside the excluded area. #set page(fill: red) *bold* \u{202e}".to_owned();
    let asked = WritePackWords { number: number(0), section: Section::Accommodation, words: words.clone() };
    scene.pom.write_pack_words(&kieran(), asked).await.unwrap();
    let draft = scene.draft().await;
    assert!(
        !draft.may_seal && draft.version == 1 && open_gaps(&draft).contains(&"health-consent".to_owned()),
        "{draft:?}"
    );
    let file = scene.file("pack.pdf");
    let refused = scene.pom.seal_pack(&kieran(), for_com(), &file).await.err().unwrap();
    assert!(refused.message.contains("gaps need a word from you"), "{refused:?}");
    assert!(!file.exists(), "nothing was written");
    scene.explains_the_rest().await;
    assert!(scene.draft().await.may_seal);
    let sealed = scene.seals("pack.pdf", for_com()).await;
    assert_eq!((sealed.version, sealed.words.len()), (1, 6));
    // It opens in any reader with the words, and not without
    let secret = sealed.words.join(" ");
    assert!(run("qpdf", &[&format!("--password={secret}"), "--check"], &file).0);
    assert!(!run("qpdf", &["--check"], &file).0);
    let (_, how) = run("qpdf", &[&format!("--password={secret}"), "--show-encryption"], &file);
    assert!(how.contains("R = 6") && how.contains("AESv3"), "{how}");
    // It says what the record says
    let bytes = std::fs::read(&file).unwrap();
    let opened = OpenedPack::open(&bytes, &secret.to_uppercase()).unwrap();
    assert_eq!(opened.check_code, sealed.check_code);
    let section = opened.pack.sections.iter().find(|section| section.number == 8).unwrap();
    assert_eq!(section.words.as_ref().unwrap().text, words.trim());
    assert!(section.gaps.iter().all(|gap| gap.words == EXPLAINED));
    assert!(OpenedPack::open(&bytes, "abandon ability able about above absent").is_err());
    // A second file of the same name is not written over
    let again = scene.pom.seal_pack(&kieran(), for_com(), &file).await.err().unwrap();
    assert!(again.message.contains("already"), "{again:?}");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(scene.draft().await.sealed.len(), 1);
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn the_first_page_says_what_is_overdue_and_what_comes_and_nothing_that_is_settled() {
    let mut scene = scene().await;
    let (passed, near, far) = ("2026-11-13", "2026-11-30", "2026-12-05");
    let topics = [
        (Topic::BankAccount, PlanState::Asked, passed, ""),
        (Topic::DutyToRefer, PlanState::NotStarted, near, ""),
        (Topic::ApprovedPremises, PlanState::Asked, far, ""),
        (Topic::Benefits, PlanState::Held, near, ""),
        (Topic::PathwayMoney, PlanState::Done, passed, ""),
        (Topic::FirstAppointment, PlanState::Held, "", near),
        (Topic::Collection, PlanState::Held, "", passed),
        (Topic::ReleaseAddress, PlanState::Held, "", "2026-11-20"),
        (Topic::VictimRequests, PlanState::Held, "", near),
    ];
    for (topic, state, due, on) in topics {
        let (due, on) = (due.to_owned(), on.to_owned());
        let asked = StateTopic { due, on, ..stated(&kieran(), topic, "", state, "As agreed") };
        scene.pom.state_topic(&kieran(), asked).await.unwrap();
    }
    let preview = scene.pom.pack_preview(&kieran()).await.unwrap();
    let next = preview.parts.iter().find(|part| part.title == "What must happen in the next 14 days").unwrap();
    let of_plan = |row: &&Vec<String>| topics.iter().any(|(topic, ..)| row[1].starts_with(topic.words()));
    let said: Vec<_> =
        next.tables[0].rows.iter().filter(of_plan).map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let (asked, not_yet) = ("Bank account (applied for)", "Duty to refer (not applied for yet)");
    assert_eq!(said, [(passed, asked), (near, not_yet), (near, "First appointment")]);
}

#[tokio::test]
async fn the_record_knows_its_packs_from_others_and_the_newest_from_those_before() {
    let mut scene = scene().await;
    let first = scene.seals("first.pdf", for_com()).await;
    let bytes = std::fs::read(scene.file("first.pdf")).unwrap();
    let current = |verdict: &PackVerdict| matches!(verdict, PackVerdict::Current { check_code, .. } if *check_code == first.check_code);
    assert!(current(&scene.pom.verify_pack(&bytes).await.unwrap()));
    let mut altered = bytes.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert_eq!(scene.pom.verify_pack(&altered).await.unwrap(), PackVerdict::Unknown);
    // The next version says what changed since the one that this COM had
    scene.states(Topic::ReleaseAddress, "", PlanState::Held, "12 Canal Street, with his mother").await;
    let changes = scene.draft().await.since.unwrap().changes;
    assert!(changes.iter().any(|change| change.section == 8 && change.name == "Address on release"), "{changes:?}");
    scene.seals("second.pdf", for_com()).await;
    let verdict = scene.pom.verify_pack(&bytes).await.unwrap();
    assert!(matches!(verdict, PackVerdict::Superseded { version: 1, .. }), "{verdict:?}");
    // What went astray is not to be relied on, and the one before is the newest again
    traces(&mut scene, PackStep::Astray, "To the wrong team").await;
    let second = std::fs::read(scene.file("second.pdf")).unwrap();
    assert!(matches!(scene.pom.verify_pack(&second).await.unwrap(), PackVerdict::Superseded { version: 2, .. }));
    assert!(current(&scene.pom.verify_pack(&bytes).await.unwrap()));
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn nothing_restricted_leaves_by_accident() {
    let mut scene = scene().await;
    scene.is_told_secrets().await;
    let sealed = scene.seals("pack.pdf", for_com()).await;
    let bytes = std::fs::read(scene.file("pack.pdf")).unwrap();
    let opened = OpenedPack::open(&bytes, &sealed.words.join(" ")).unwrap();
    let text = text(&scene, &opened);
    let plan = serde_json::to_string(&scene.pom.plan(&kieran()).await.unwrap()).unwrap();
    let preview = serde_json::to_string(&scene.pom.pack_preview(&kieran()).await.unwrap()).unwrap();
    let draft = serde_json::to_string(&scene.draft().await).unwrap();
    let content = serde_json::to_string(&opened.pack).unwrap();
    let said = [content, text, opened.text(), plan, preview, draft];
    for where_ in said {
        for secret in ["Larkfield", "Nadia Frost", "nadia@vlo"] {
            assert!(!where_.contains(secret), "{secret}");
        }
    }
    assert_eq!(opened.pack.left_out.iter().map(|left| left.count).sum::<u32>(), 3, "that there is something is said");
    // Whoever has the right and a reason can read it here
    let words =
        scene.pom.open_restricted_topic(&kieran(), Topic::VictimRequests, "Planning the licence").await.unwrap();
    assert_eq!(words.as_deref(), Some(SECRET));
}

#[tokio::test]
async fn who_may_not_seal_seals_nothing() {
    let mut scene = scene().await;
    scene.explains_the_rest().await;
    let mut keyworker = scene.office.joins(&mut scene.ada, "Moss Hale", Roles::NONE.with(Role::Keyworker)).await;
    hears(&mut keyworker, &scene.ada).await;
    let file = scene.file("pack.pdf");
    let refused = keyworker.seal_pack(&kieran(), for_com(), &file).await.err().unwrap();
    assert!(refused.message.contains("may not write and seal handover packs"), "{refused:?}");
    assert!(!file.exists());
    let unknown: PrisonNumber = "A9999ZZ".parse().unwrap();
    assert!(scene.pom.seal_pack(&unknown, for_com(), &file).await.is_err());
    assert!(!file.exists());
}

#[tokio::test]
async fn a_restricted_item_goes_only_when_it_is_chosen_and_only_that_one() {
    let mut scene = scene().await;
    scene.is_told_secrets().await;
    scene.explains_the_rest().await;
    let draft = scene.draft().await;
    let keys: Vec<&str> = draft.restricted.iter().map(|item| item.key.as_str()).collect();
    assert!(
        matches!(keys.as_slice(), [note, "victim-liaison-officer", "topic:victim-requests"] if note.starts_with("note:")),
        "{keys:?}"
    );
    let file = scene.file("pack.pdf");
    let unknown = Sealing { restricted: vec!["note:nothing".to_owned()], ..for_com() };
    let refused = scene.pom.seal_pack(&kieran(), unknown, &file).await.err().unwrap();
    assert_eq!(refused.field, Some("restricted"));
    assert!(!file.exists());
    let sealing = Sealing { restricted: vec!["topic:victim-requests".to_owned()], ..for_com() };
    let sealed = scene.pom.seal_pack(&kieran(), sealing, &file).await.unwrap();
    let opened = OpenedPack::open(&std::fs::read(&file).unwrap(), &sealed.words.join(" ")).unwrap();
    assert_eq!(opened.check_code, sealed.check_code);
    let text = text(&scene, &opened);
    assert!(text.contains("Larkfield Mill") && !text.contains("Nadia Frost"), "{text}");
    let victims = opened.pack.sections.iter().find(|section| section.number == 11).unwrap();
    assert!(victims.rows.iter().any(|row| row.value == SECRET));
    assert!(
        opened.pack.sections.iter().all(|section| section.tables.iter().all(|table| table.title != "restricted notes"))
    );
    assert_eq!(opened.pack.left_out.iter().map(|left| left.count).sum::<u32>(), 2, "the others stay and are counted");
    // What went is in the record, in the restricted compartment alone, and the next draft has none of it again
    let verdict = scene.pom.verify_pack(&std::fs::read(&file).unwrap()).await.unwrap();
    assert!(matches!(verdict, PackVerdict::Current { version: 1, .. }), "{verdict:?}");
    let again = serde_json::to_string(&scene.draft().await).unwrap();
    assert!(!again.contains("Larkfield"), "{again}");
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn two_restricted_notes_of_one_day_are_two_items_and_both_go() {
    let mut scene = scene().await;
    let both = ["He asked twice when the school closes.", "Officers saw him write to the school."];
    for text in both {
        let note = NewNote {
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            occurred: None,
            text: text.to_owned(),
            visibility: Visibility::Restricted,
            actions: Vec::new(),
        };
        scene.pom.write_note(&kieran(), note).await.unwrap();
    }
    scene.explains_the_rest().await;
    let items = scene.draft().await.restricted;
    assert_eq!(items.len(), 2);
    assert_eq!((&items[0].what, &items[0].on), (&items[1].what, &items[1].on), "they are called the same");
    let restricted = items.into_iter().map(|item| item.key).collect();
    let file = scene.file("pack.pdf");
    let sealed = scene.pom.seal_pack(&kieran(), Sealing { restricted, ..for_com() }, &file).await.unwrap();
    let opened = OpenedPack::open(&std::fs::read(&file).unwrap(), &sealed.words.join(" ")).unwrap();
    let tables = opened.pack.sections.iter().flat_map(|section| &section.tables);
    let notes: Vec<&str> = tables
        .filter(|table| table.title == "restricted notes")
        .flat_map(|table| &table.rows)
        .map(|row| row[2].as_str())
        .collect();
    assert_eq!(notes, both);
    assert!(opened.pack.left_out.is_empty(), "{:?}", opened.pack.left_out);
}

#[tokio::test]
async fn words_of_a_restricted_item_are_asked_about_and_not_taken_out() {
    let mut scene = scene().await;
    scene.is_told_secrets().await;
    let words = "By the way: she asked that HE keep away from Larkfield Mill.".to_owned();
    let asked = WritePackWords { number: number(0), section: Section::Licence, words };
    scene.pom.write_pack_words(&kieran(), asked).await.unwrap();
    scene.explains_the_rest().await;
    let draft = scene.draft().await;
    let told = draft.checks.iter().find(|check| check.words.contains("restricted item")).unwrap();
    assert!(!told.met && told.words.contains("Licence conditions"), "{told:?}");
    let file = scene.file("pack.pdf");
    let refused = scene.pom.seal_pack(&kieran(), for_com(), &file).await.err().unwrap();
    assert_eq!(refused.field, Some("on_purpose"));
    assert!(!file.exists());
    let on_purpose = Sealing { on_purpose: true, ..for_com() };
    let sealed = scene.pom.seal_pack(&kieran(), on_purpose, &file).await.unwrap();
    let opened = OpenedPack::open(&std::fs::read(&file).unwrap(), &sealed.words.join(" ")).unwrap();
    assert!(text(&scene, &opened).contains("Larkfield Mill"), "whoever was asked has said so");
}

#[tokio::test]
async fn the_words_that_were_drawn_are_the_ones_that_open_it() {
    let mut scene = scene().await;
    scene.explains_the_rest().await;
    let drawn = scene.pom.draw_pack_words(&kieran()).unwrap();
    assert!(drawn.file_name.starts_with("pack-") && drawn.file_name.ends_with(".pdf"), "{}", drawn.file_name);
    assert!(!drawn.file_name.contains(&number(0)));
    // A failure leaves them as they were written down
    let nowhere = scene.file("no/such/folder.pdf");
    assert!(scene.pom.seal_pack(&kieran(), for_com(), &nowhere).await.is_err());
    let sealed = scene.seals("pack.pdf", for_com()).await;
    assert_eq!(sealed.words, drawn.words);
    // And they open one pack only
    assert_ne!(scene.seals("again.pdf", for_com()).await.words, drawn.words);
}

#[tokio::test]
async fn what_is_recorded_while_a_pack_is_made_keeps_it_from_leaving() {
    let (room, _, _) = Room::founded().await;
    room.imports("export.json", &[known()]).await;
    let draft = room.call(DraftPack { number: number(0) }).await.unwrap();
    for gap in open_gaps(&draft) {
        room.call(ExplainGap { number: number(0), gap, cause: GapCause::TooEarly, words: "Later".to_owned() })
            .await
            .unwrap();
    }
    let file = room.folder.path().join("pack.pdf");
    let seal = SealPack {
        number: number(0),
        to: com(),
        restricted: Vec::new(),
        on_purpose: false,
        file: file.display().to_string(),
        passphrase: Secret(PASSPHRASE.to_owned()),
    };
    let is_answered = Cell::new(false);
    let seals = async {
        let answer = room.call(seal.clone()).await;
        is_answered.set(true);
        answer
    };
    // Somebody writes about him all the while
    let writes = async {
        while !is_answered.get() {
            let words = "Ring his sister first.".to_owned();
            room.call(WritePackWords { number: number(0), section: Section::Worry, words }).await.unwrap();
        }
    };
    let (refused, ()) = tokio::join!(seals, writes);
    let refused = refused.err().unwrap();
    assert!(refused.message.contains("Something was recorded about this prisoner"), "{refused:?}");
    assert!(refused.remedy.contains("make it again"), "{refused:?}");
    assert!(!file.exists());
    assert!(room.call(DraftPack { number: number(0) }).await.unwrap().sealed.is_empty());
    // Made again, it says what was recorded
    room.call(seal).await.unwrap();
    assert!(file.exists());
}

#[tokio::test]
async fn the_tasks_of_the_handover_stand_in_their_order_each_with_its_last_act() {
    let mut scene = scene().await;
    for on in ["2026-11-10", "2026-11-18"] {
        let (on, words) = (on.to_owned(), "By video".to_owned());
        let act = RecordAct { number: number(0), act: Act::ComContact, about: None, on, words };
        scene.pom.record_act(&kieran(), act).await.unwrap();
    }
    let tasks = scene.draft().await.tasks;
    let said: Vec<_> = tasks.iter().map(|task| (task.what.as_str(), task.done.as_deref())).collect();
    let contact = ("Contact with the COM", Some("2026-11-18"));
    assert_eq!(said, [("Review OASys", None), contact, ("Handover meeting", None)]);
    assert_eq!(tasks[1].words, "Ben Okafor");
    let why = "The tool says so";
    scene.pom.record_fact(&kieran(), Field::EnhancedHandover, "false", None, why).await.unwrap();
    let tasks = scene.draft().await.tasks;
    let said: Vec<_> = tasks.iter().map(|task| (task.what.as_str(), task.done.as_deref())).collect();
    assert_eq!(said, [contact, ("Handover report", None)]);
}

#[tokio::test]
async fn the_list_of_packs_says_how_each_stands_and_the_receipt_what_became_of_it() {
    let mut scene = scene().await;
    assert!(row(&scene).await.is_none(), "release is more than twelve weeks off");
    let sealed = scene.seals("pack.pdf", for_com()).await;
    assert_eq!(state(&scene).await, PackState::Sealed);
    traces(&mut scene, PackStep::Sent, "Secure email").await;
    assert_eq!(state(&scene).await, PackState::Waiting { changed: 0 });
    scene.states(Topic::Phone, "", PlanState::Held, "His sister's").await;
    assert_eq!(
        state(&scene).await,
        PackState::Waiting { changed: 1 },
        "it is waited for, and says what is no longer so"
    );
    traces(&mut scene, PackStep::Received, "She read out the code").await;
    assert_eq!(state(&scene).await, PackState::Received { changed: 1 });
    scene.states(Topic::ReleaseAddress, "", PlanState::Held, "12 Canal Street, with his mother").await;
    assert_eq!(state(&scene).await, PackState::Received { changed: 2 });
    let receipt = scene.pom.pack_receipt(&kieran(), "").await.unwrap();
    let file = scene.file("receipt.pdf");
    std::fs::write(&file, receipt).unwrap();
    assert!(run("pdftotext", &["-layout"], &file).0);
    let text = std::fs::read_to_string(scene.file("receipt.txt")).unwrap();
    for said in [sealed.check_code.as_str(), "Joanna Castell", "Secure email", "She read out the code"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains(&sealed.words.join(" ")));
    traces(&mut scene, PackStep::Astray, "To the wrong team").await;
    assert_eq!(state(&scene).await, PackState::Lost);
}

#[tokio::test]
async fn whoever_was_released_stays_in_the_list_until_the_pack_has_arrived() {
    let mut scene = scene().await;
    scene.seals("pack.pdf", for_com()).await;
    traces(&mut scene, PackStep::Sent, "Secure email").await;
    let today = scene.pom.today().to_string();
    let gone = [
        ("status", json!("INACTIVE OUT")),
        ("inOutStatus", json!("OUT")),
        ("prisonId", json!("OUT")),
        ("lastPrisonId", json!("LEI")),
        ("lastMovementTypeCode", json!("REL")),
        ("lastMovementDate", json!(today)),
    ];
    imports(&mut scene.ada, &[changed(&known(), &gone)]).await;
    hears(&mut scene.pom, &scene.ada).await;
    let listed = row(&scene).await.unwrap();
    assert!(matches!(listed.state, PackState::Waiting { .. }), "{listed:?}");
    assert_eq!((listed.release.as_deref(), listed.pom.as_deref()), (Some(today.as_str()), None));
    assert!(listed.mine, "whoever sealed it follows it");
    traces(&mut scene, PackStep::Received, "She read out the code").await;
    assert!(row(&scene).await.is_none(), "how it went is after release");
}

#[tokio::test]
async fn a_step_that_was_logged_by_mistake_is_taken_back_and_the_record_keeps_both() {
    let mut scene = scene().await;
    scene.seals("pack.pdf", for_com()).await;
    traces(&mut scene, PackStep::Sent, "Secure email").await;
    traces(&mut scene, PackStep::Astray, "To the wrong team").await;
    assert_eq!(state(&scene).await, PackState::Lost);
    let take_back =
        |id: &str, reason: &str| TakeBackStep { number: number(0), id: id.to_owned(), reason: reason.to_owned() };
    let silent = scene.pom.take_back_step(&kieran(), take_back("", " ")).await.unwrap_err();
    assert_eq!(silent.field, Some("reason"));
    let roles = Roles::NONE.with(Role::CaseAdministrator);
    let mut clerk = scene.office.joins(&mut scene.ada, "Mei Sutton", roles).await;
    hears(&mut clerk, &scene.ada).await;
    hears(&mut clerk, &scene.pom).await;
    let refused = clerk.take_back_step(&kieran(), take_back("", "It had arrived")).await.unwrap_err();
    assert_eq!(refused.code, Code::NotAllowed, "somebody else logged it");
    scene.pom.take_back_step(&kieran(), take_back("", "It had arrived")).await.unwrap();
    assert_eq!(state(&scene).await, PackState::Waiting { changed: 0 });
    let bytes = std::fs::read(scene.file("pack.pdf")).unwrap();
    assert!(matches!(scene.pom.verify_pack(&bytes).await.unwrap(), PackVerdict::Current { .. }));
    let steps = scene.draft().await.sealed.remove(0).steps;
    let said: Vec<_> = steps.iter().map(|step| (step.step, step.may_take_back)).collect();
    assert_eq!(said, [(PackStep::Sent, true), (PackStep::Astray, false)]);
    let back = steps[1].taken_back.as_ref().unwrap();
    assert_eq!((back.by.as_str(), back.reason.as_str()), ("Ben Okafor", "It had arrived"));
    let file = scene.file("receipt.pdf");
    std::fs::write(&file, scene.pom.pack_receipt(&kieran(), "").await.unwrap()).unwrap();
    assert!(tests::pdf::read(&file).contains("To the wrong team Taken back by Ben Okafor. Reason: It had arrived"));
    // An earlier one by its name; and nothing twice
    scene.pom.take_back_step(&kieran(), take_back(&steps[0].id, "It never left")).await.unwrap();
    assert_eq!(state(&scene).await, PackState::Sealed);
    assert!(scene.pom.take_back_step(&kieran(), take_back(&steps[0].id, "Again")).await.is_err());
    is_whole(&scene.pom).await;
}

#[tokio::test]
async fn a_gap_that_went_out_is_an_action_until_the_record_has_it() {
    let mut scene = scene().await;
    scene.seals("pack.pdf", for_com()).await;
    let draft = scene.draft().await;
    let [sealed] = &draft.sealed[..] else { panic!("one was sealed") };
    assert_eq!(usize::try_from(sealed.explained).unwrap(), sealed.gaps.len());
    assert!(sealed.gaps.iter().all(|gap| gap.is_open() && gap.explained.words.contains("5 April")), "{sealed:?}");
    let of = |draft: &PackDraftView, name: &str| {
        let gaps = &draft.sealed[0].gaps;
        gaps.iter().find(|gap| gap.explained.name == name).cloned().unwrap()
    };
    // Somebody sees to it; then it is there. What whoever has the pack was told stays as it was
    let (money, name) = (Topic::PathwayMoney, "Pathway: finance and ID");
    scene.states(money, "", PlanState::SupportRequired, "He has no account").await;
    let gap = of(&scene.draft().await, name);
    assert_eq!((gap.now, gap.owner), (Some(PackRowState::Gap), Some(PlanOwner::Prison)));
    assert_eq!(gap.explained.cause, GapCause::NotKnownYet.words());
    scene.states(money, "", PlanState::InProgress, "The credit union has his form").await;
    let gap = of(&scene.draft().await, name);
    assert!(!gap.is_open() && gap.now == Some(PackRowState::Held), "{gap:?}");
    let file = scene.file("receipt.pdf");
    std::fs::write(&file, scene.pom.pack_receipt(&kieran(), "").await.unwrap()).unwrap();
    let receipt = pdf::read(&file);
    for said in ["Gaps, now actions", "finance and ID", "sees to it by 5 April", "Missing", "Held"] {
        assert!(receipt.contains(said), "{said}: {receipt}");
    }
}
