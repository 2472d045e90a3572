//! What is given out to somebody who asks what is held about them, where others wrote it or would be given away by it: a pack of another prison, and
//! a note that repeats something restricted.

use api::{CasePaper, PaperChoice, PaperDecision, PaperItemView, Section};
use app::Session;
use app::note::NewNote;
use app::pack::Told;
use app::types::{Role, Roles, Visibility};
use tests::omu::{Omu, kieran};
use tests::pdf;
use tests::prisons::{at, moorland, sealed_under_words, takes_in, under};
use tests::secrets;
use tests::unit::{hears, is_whole};

const REPEATS: &str = "It repeats words of something restricted";

async fn listed(session: &Session) -> Vec<PaperItemView> {
    session.paper_review(&kieran(), CasePaper::SubjectAccess).await.unwrap().items
}

/// The parts of packs that came.
fn of_packs(items: &[PaperItemView]) -> Vec<&PaperItemView> {
    items.iter().filter(|item| item.key.starts_with("received-")).collect()
}

/// Everything given out but what is called so.
fn all_but(items: &[PaperItemView], but: &str) -> Vec<PaperDecision> {
    let decided = |item: &PaperItemView| {
        let left_out = PaperChoice::LeaveOut { reason: "It is about his mother".to_owned() };
        let choice = if !but.is_empty() && item.what.ends_with(but) { left_out } else { PaperChoice::GiveOut };
        PaperDecision { key: item.key.clone(), choice }
    };
    items.iter().map(decided).collect()
}

/// Somebody who may make papers, and read nothing restricted.
async fn clerk(unit: &mut Omu) -> Session {
    let roles = Roles::NONE.with(Role::CaseAdministrator);
    let mut clerk = unit.office.joins(&mut unit.ada, "Tahira Chaudhry", roles).await;
    hears(&mut clerk, &unit.ada).await;
    hears(&mut clerk, &unit.pom).await;
    clerk
}

#[tokio::test]
async fn all_that_another_prison_said_is_decided_on_part_by_part_and_printed() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    takes_in(&mut leeds, &file, &words).await.unwrap();
    let items = listed(&leeds.pom).await;
    let parts = of_packs(&items);
    // Nothing that it says is missing
    let said: String = parts.iter().flat_map(|part| &part.words).map(|words| format!("{words}\n")).collect();
    let (pack, _) = leeds.pom.open_received(&kieran(), "", "").await.unwrap();
    for section in &pack.sections {
        assert!(section.rows.iter().all(|row| said.contains(&row.value)), "{}: {said}", section.title);
        assert!(section.gaps.iter().all(|gap| said.contains(&gap.words)), "{}: {said}", section.title);
        let mut cells = section.tables.iter().flat_map(|table| table.rows.iter().flatten());
        assert!(cells.all(|cell| said.contains(cell)), "{}: {said}", section.title);
    }
    // What is about others stands apart from what is his
    let title = |section: Section| format!("{} {}", section.number(), section.title());
    let address = format!("{}, Address on release", title(Section::Accommodation));
    let why = |what: &str| parts.iter().find(|part| part.what.ends_with(what)).map(|part| part.why.as_str());
    assert_eq!(why(&address), Some("It may name somebody else"));
    assert_eq!(why(&title(Section::Custody)), Some("Another prison wrote it"));
    assert!(parts.iter().all(|part| part.what.starts_with("Handover packs from other prisons: ")), "{parts:?}");
    // It is printed as far as it was given out
    for (but, printed) in [("", true), (address.as_str(), false)] {
        let out = leeds.file(if printed { "all.pdf" } else { "less.pdf" });
        leeds.pom.export_paper(&kieran(), CasePaper::SubjectAccess, all_but(&items, but), &out).await.unwrap();
        let read = pdf::read(&out);
        assert!(read.contains("Handover packs from other prisons") && read.contains("He finished in May"), "{read}");
        assert_eq!(read.contains("12 Canal Street"), printed, "{read}");
    }
    is_whole(&leeds.pom).await;
}

#[tokio::test]
async fn a_pack_with_something_restricted_in_it_is_listed_first_and_without_its_words() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    leeds.pom.keep_received_pack(&file, Told { restricted: true, ..under(&words) }).await.unwrap();
    let items = listed(&leeds.pom).await;
    let parts = of_packs(&items);
    assert!(parts.len() > 2 && parts.iter().all(|part| part.why == "Restricted" && part.words.is_none()), "{parts:?}");
    assert!(items[0].key.starts_with("received-"), "{items:?}");
    let clerk = clerk(&mut leeds).await;
    assert!(of_packs(&listed(&clerk).await).is_empty());
}

#[tokio::test]
async fn a_note_that_repeats_something_restricted_is_asked_about_like_a_pack() {
    let mut leeds = at("LEI").await;
    secrets::told(&mut leeds.pom, &kieran()).await;
    for text in ["By the way: she asked that HE keep away from Larkfield Mill.", "He was on time."] {
        let note = NewNote {
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            occurred: None,
            text: text.to_owned(),
            visibility: Visibility::General,
            actions: Vec::new(),
        };
        leeds.pom.write_note(&kieran(), note).await.unwrap();
    }
    let items = listed(&leeds.pom).await;
    let repeats: Vec<_> = items.iter().filter(|item| item.why == REPEATS).collect();
    assert_eq!(repeats.len(), 1, "{items:?}");
    assert!(repeats[0].key.starts_with("note-") && repeats[0].words.as_ref().unwrap().contains("Larkfield Mill"));
    assert!(!items.iter().any(|item| item.words.as_ref().is_some_and(|words| words.contains("on time"))), "{items:?}");
    // Whoever may not read it cannot be asked, and is not told that there is anything
    let clerk = clerk(&mut leeds).await;
    assert!(listed(&clerk).await.iter().all(|item| item.why != REPEATS));
}
