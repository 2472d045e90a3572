//! What the demonstration prison has to show of plans for release and of handover packs: of each state of a pack there is one, and one came from
//! another prison.

use api::{MyDay, Owing, PackState, PackStep, PacksRow, Whose};
use app::Session;
use app::clock::FixedClock;
use app::keystore::Keystore;
use app::types::PrisonNumber;
use app::unlock::unlock;
use stage::{Making, Options, make, usual};
use tests::unit::{is_whole, morning, passphrase};

/// A prison as large as the one that the window's tests look at, with few notes.
async fn made(folder: &std::path::Path) -> Session {
    let now = morning(0);
    let keystore = Keystore::File(folder.join("keystore.json"));
    let profile = folder.join("profile");
    let passphrase = passphrase();
    let making =
        Making { folder: &profile, keystore: keystore.clone(), passphrase: &passphrase, now, colleagues: false };
    let options = Options { people: 160, notes: 500, staff: 30, ..usual(now) };
    make(&options, &making, &mut |_, _, _| {}).await.unwrap();
    let left: Vec<_> = std::fs::read_dir(&profile).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let is_left = |name: &str| name.ends_with(".pdf") || name == "elsewhere";
    assert!(!left.iter().any(|name| is_left(&name.to_string_lossy())), "no pack is left behind: {left:?}");
    unlock(&profile, keystore, Box::new(FixedClock(now)), passphrase).await.unwrap()
}

fn number_of(row: &PacksRow) -> PrisonNumber {
    row.number.parse().unwrap()
}

#[tokio::test]
async fn of_each_state_of_a_pack_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = made(folder.path()).await;
    is_whole(&session).await;
    assert_eq!(session.record().unapplied(None).await.unwrap(), []);
    let rows = session.packs().await.unwrap().rows;
    let states: Vec<PackState> = rows.iter().map(|row| row.state).collect();
    let left = [PackState::Waiting { changed: 0 }, PackState::Received { changed: 0 }, PackState::Lost];
    for wanted in left.into_iter().chain([PackState::Draft { gaps: 0 }]) {
        assert!(states.contains(&wanted), "{wanted:?}: {states:?}");
    }
    assert!(states.iter().any(|state| matches!(state, PackState::Draft { gaps } if *gaps > 3)), "{states:?}");

    // One is being put together anew, with three gaps left
    let mut open = None;
    for row in rows.iter().filter(|row| row.state.changed() > 0) {
        let draft = session.pack_draft(&number_of(row)).await.unwrap();
        let gaps = draft.sections.iter().flat_map(|section| &section.gaps).filter(|gap| gap.explained.is_none());
        let gaps: Vec<&str> = gaps.map(|gap| gap.key.as_str()).collect();
        if gaps == ["health-consent", "release-address", "bank-account"] {
            open = Some(draft);
        }
    }
    let draft = open.unwrap();
    assert_eq!((draft.version, draft.may_seal), (2, false));
    assert!(draft.since.is_some_and(|since| since.version == 1 && since.changes.len() > 4));
    let steps: Vec<PackStep> = draft.sealed[0].steps.iter().map(|step| step.step).collect();
    assert_eq!(steps, [PackStep::Sent, PackStep::WordsGiven, PackStep::Received]);

    // Somebody came with a pack of another prison, which has something to take over and left something open
    let cases = session.record().cases().await.unwrap();
    let came: Vec<_> = cases.iter().filter(|(_, case)| !case.pre_release.received.is_empty()).collect();
    let [(number, case)] = &came[..] else { panic!("{} came with a pack", came.len()) };
    assert!(case.pre_release.packs.is_empty());
    let rows = session.received_packs(number).await.unwrap();
    assert!(
        rows.len() == 1 && rows[0].to_unit && rows[0].compared && rows[0].newest && !rows[0].restricted,
        "{rows:?}"
    );
    let (pack, _) = session.open_received(number, "", "").await.unwrap();
    assert!(case.pre_release.received.values().all(|kept| kept.made == pack.made && pack.made < kept.mark.recorded));
    assert!(pack.sections.iter().any(|section| section.gaps.iter().any(|gap| gap.key == "health-consent")));
    assert!(session.received_topics(number, "", "").await.unwrap().iter().any(|topic| topic.refused.is_none()));

    // What is owed for them is owed, and how it went is asked of whoever was released
    session.work_out_what_is_owed().await.unwrap();
    for kind in [Owing::PackSend, Owing::PackReceipt, Owing::PackAgain, Owing::OutcomeReport] {
        let asked = MyDay { whose: Whose::Unit, kind: Some(kind), limit: 500, ..MyDay::default() };
        let owed = session.my_day(&asked).await.unwrap();
        assert!((1..=40).contains(&owed.all), "{kind:?}: {}", owed.all);
    }
}
