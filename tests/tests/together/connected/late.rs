//! What happens to a case on its way between two prisons where somebody was offline for days, or a computer is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use api::Code;
use app::Session;
use app::note::NewNote;
use app::sync::End;
use app::types::{Role, Roles, Visibility};
use crypto::Hash;
use ledger::wire::ParcelNotice;
use sync::{Ask, Asking, Post};
use tests::unit::{Office, is_whole};
use tests::wire::{ADDRESS, Wire};

use super::{POM, connected, kieran, moorland, note, texts};

const HEAD: Roles = Roles::NONE.with(Role::HeadOfOmuDelivery);
const ADMINISTRATOR: Roles = Roles::NONE.with(Role::Administrator);

/// What lies at the server for somebody's unit.
async fn lying(wire: &Arc<Wire>, session: &Session) -> Vec<ParcelNotice> {
    let line = wire.ways().to(ADDRESS, None).unwrap();
    let ask = Ask::Parcels { unit: session.record().membership().unit() };
    let asking = Asking::of(session.record(), ask, session.now()).await.unwrap();
    line.ask(&asking).await.unwrap().parcels().unwrap().parcels
}

/// The hashes of the entries of a unit that speak of Kieran, as a record has them.
async fn entries(session: &Session, unit: Hash) -> BTreeSet<Hash> {
    let leaving = session.record().leaving(&kieran()).await.unwrap();
    leaving.iter().filter(|one| one.event.unit == unit).map(|one| one.event.entry).collect()
}

async fn in_step(session: &mut Session) {
    assert_eq!(session.sync().await.unwrap().end, End::InStep);
}

/// Sends Kieran's case, and posts it.
async fn sends(from: &mut Session, to: &Session) {
    let inbox = to.inbox().unwrap().to_string();
    from.send_case(&kieran(), &inbox, "Moved on the regional plan").await.unwrap();
    in_step(from).await;
}

/// Takes the one case that waits.
async fn takes(session: &mut Session) {
    let offers = session.cases_to_receive().await.unwrap();
    let [offer] = offers.as_slice() else { panic!("{offers:?}") };
    session.receive_case(&offer.id).await.unwrap();
}

#[tokio::test]
async fn nothing_of_a_case_goes_before_the_server_has_heard_that_it_was_sent() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut eira = wire.joins(&office, &mut ada, "Eira Vaughan", ADMINISTRATOR).await;
    let mut zoe = moorland(&there, &wire).await;
    let leeds = ada.record().membership().unit().0;

    // Given a case that was sent offline, and new keys in the unit meanwhile
    wire.is_cut(true);
    ada.write_note(&kieran(), note("Before he left")).await.unwrap();
    ada.send_case(&kieran(), &zoe.inbox().unwrap().to_string(), "Moved").await.unwrap();
    let before = entries(&ada, leeds).await;
    wire.is_cut(false);
    assert!(lying(&wire, &zoe).await.is_empty());
    eira.catch_up().await.unwrap();
    eira.leaves(ben.principal().unwrap(), None).await.unwrap();

    // When the server has all of it, then it goes, and its entries are those that the server has
    in_step(&mut ada).await;
    assert_eq!(lying(&wire, &zoe).await.len(), 1);
    in_step(&mut eira).await;
    assert!(eira.case(&kieran()).await.unwrap().sent.is_some(), "whoever has the case of them, knows that it left");
    takes(&mut zoe).await;
    let came = entries(&zoe, leeds).await;
    assert!(!came.is_subset(&before), "they were sealed anew");
    assert!(came.is_subset(&entries(&eira, leeds).await), "and none of them is of the seals before");
}

#[tokio::test]
async fn what_was_written_offline_reaches_whoever_has_taken_the_case() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;

    // Given a case that was taken while somebody was offline where it comes from
    ben.write_note(&kieran(), note("By Ben, on the train")).await.unwrap();
    ben.write_note(&kieran(), NewNote { visibility: Visibility::Restricted, ..note("Restricted, on the train") })
        .await
        .unwrap();
    sends(&mut ada, &zoe).await;
    takes(&mut zoe).await;
    in_step(&mut zoe).await;
    zoe.write_note(&kieran(), note("By Zoe at Moorland")).await.unwrap();
    in_step(&mut zoe).await;
    assert!(lying(&wire, &zoe).await.is_empty());

    // When they come back, then it follows, without anybody having to take the case again
    in_step(&mut ben).await;
    assert!(lying(&wire, &zoe).await.is_empty(), "it goes by whoever sent the case");
    in_step(&mut ada).await;
    assert_eq!(lying(&wire, &zoe).await.len(), 1);
    assert!(zoe.cases_to_receive().await.unwrap().is_empty(), "nobody has to do anything");
    in_step(&mut zoe).await;
    let mut all = texts(&zoe).await;
    all.retain(|text| !text.is_empty());
    assert_eq!(all, ["By Ben, on the train", "By Zoe at Moorland"]);
    let restricted = zoe.open_restricted_notes(&kieran(), "To see what came").await.unwrap();
    assert_eq!(restricted.len(), 1);
    assert_eq!(restricted[0].author, "Ben Okafor (LEI)");
    assert!(lying(&wire, &zoe).await.is_empty(), "what is in the record is taken away");
    in_step(&mut ada).await;
    assert!(lying(&wire, &zoe).await.is_empty(), "it goes once");
    is_whole(&ada).await;
    is_whole(&zoe).await;
}

#[tokio::test]
async fn what_comes_late_goes_on_to_a_third_prison() {
    let (office, there, third) = (Office::new(), Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;
    let mut dev = wire.connects(third.founded_in("HLI").await).await;
    ben.write_note(&kieran(), note("By Ben, on the train")).await.unwrap();
    sends(&mut ada, &zoe).await;
    takes(&mut zoe).await;
    in_step(&mut zoe).await;
    sends(&mut zoe, &dev).await;
    takes(&mut dev).await;
    in_step(&mut dev).await;

    in_step(&mut ben).await;
    in_step(&mut ada).await;
    in_step(&mut zoe).await;
    assert!(zoe.case(&kieran()).await.unwrap().sent.is_some(), "the case is not at Moorland again");
    in_step(&mut zoe).await;
    in_step(&mut dev).await;
    assert_eq!(texts(&dev).await, ["By Ben, on the train"]);
    assert!(dev.record().case(&kieran()).await.unwrap().unwrap().is_held_by("HLI"));
    is_whole(&zoe).await;
    is_whole(&dev).await;
}

#[tokio::test]
async fn whoever_takes_a_case_late_takes_all_that_was_heard_until_then() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;
    ben.write_note(&kieran(), note("By Ben, on the train")).await.unwrap();
    sends(&mut ada, &zoe).await;
    // Zoe is away for days: meanwhile Ben and Ada are in step again
    in_step(&mut ben).await;
    in_step(&mut ada).await;
    assert_eq!(lying(&wire, &zoe).await.len(), 2);
    in_step(&mut zoe).await;
    assert!(zoe.record().case(&kieran()).await.unwrap().is_none(), "nobody takes a case unasked");
    takes(&mut zoe).await;
    assert_eq!(texts(&zoe).await, ["By Ben, on the train"]);
    in_step(&mut zoe).await;
    assert!(lying(&wire, &zoe).await.is_empty());
    is_whole(&zoe).await;
}

#[tokio::test]
async fn a_case_lies_at_the_server_until_the_unit_that_took_it_has_it_there() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut zoe = moorland(&there, &wire).await;
    let mut yan = wire.joins(&there, &mut zoe, "Yan Doherty", HEAD).await;
    ada.write_note(&kieran(), note("By Ada at Leeds")).await.unwrap();
    sends(&mut ada, &zoe).await;

    // Given a computer that has taken it, and is lost before the server has heard of it
    takes(&mut zoe).await;
    assert_eq!(lying(&wire, &zoe).await.len(), 1);
    drop(zoe);

    // When another one looks, then the case is there, and it is said who has begun
    in_step(&mut yan).await;
    let offers = yan.cases_to_receive().await.unwrap();
    let [offer] = offers.as_slice() else { panic!("{offers:?}") };
    assert_eq!((offer.taking.as_deref(), offer.later, offer.known), (Some("Ada Pike"), false, 0));
    takes(&mut yan).await;
    in_step(&mut yan).await;
    assert!(lying(&wire, &yan).await.is_empty());
    assert_eq!(texts(&yan).await, ["By Ada at Leeds"]);
    let refused = ada.call_case_back(&kieran(), "Not moved after all").await.unwrap_err();
    assert_eq!(refused.code, Code::Input, "it was theirs from the first claim on");
    is_whole(&yan).await;
}

#[tokio::test]
async fn where_the_computer_that_sent_a_case_is_lost_another_one_posts_what_comes_late() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut eira = wire.joins(&office, &mut ada, "Eira Vaughan", ADMINISTRATOR).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;
    in_step(&mut eira).await;
    ben.write_note(&kieran(), note("By Ben, on the train")).await.unwrap();
    sends(&mut ada, &zoe).await;
    takes(&mut zoe).await;
    in_step(&mut zoe).await;
    let lost = ada.record().own_device().unwrap().index;
    drop(ada);

    in_step(&mut ben).await;
    in_step(&mut eira).await;
    assert!(lying(&wire, &zoe).await.is_empty(), "it is for the other computer to post it");
    eira.revoke_device(lost, "Lost on the way").await.unwrap();
    in_step(&mut eira).await;
    in_step(&mut zoe).await;
    assert_eq!(texts(&zoe).await, ["By Ben, on the train"]);
    assert!(lying(&wire, &zoe).await.is_empty());
}
