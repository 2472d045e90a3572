//! A case that goes to another prison and comes back, that is called back, and that is read where it was for a while.

use api::Code;
use app::note::NewNote;
use app::sync::End;
use app::types::{Post, Role, Roles, Visibility};
use store::caseload::{CaseloadQuery, Filter, Sort};
use tests::people::{number, prisoner};
use tests::room::Hand;
use tests::unit::{Office, imports, is_whole};

use super::{POM, connected, kieran, moorland, note, texts};

#[tokio::test]
async fn a_case_goes_to_another_prison_with_its_whole_history_and_comes_back() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let mut ben = wire.joins(&office, &mut ada, "Ben Okafor", POM).await;
    let mut zoe = moorland(&there, &wire).await;
    ada.allocate(&kieran(), Post::Pom, ben.principal().unwrap(), "His wing").await.unwrap();
    ben.write_note(&kieran(), note("By Ben at Leeds")).await.unwrap();
    ben.write_note(&kieran(), NewNote { visibility: Visibility::Restricted, ..note("Restricted, at Leeds") })
        .await
        .unwrap();
    ben.sync().await.unwrap();
    ada.sync().await.unwrap();

    let inbox = zoe.inbox().unwrap().to_string();
    let own = ada.inbox().unwrap().to_string();
    assert_eq!(ada.send_case(&kieran(), &own, "Moved").await.unwrap_err().field, Some("to"));
    assert_eq!(ada.send_case(&kieran(), &inbox, " ").await.unwrap_err().field, Some("why"));
    assert_eq!(ben.send_case(&kieran(), &inbox, "Moved").await.unwrap_err().code, Code::NotAllowed);
    let preview = ada.preview_sending(&kieran()).await.unwrap();
    assert!(preview.entries > 2 && preview.restricted == 1 && preview.refused.is_none());
    let sent = ada.send_case(&kieran(), &inbox, "Moved on the regional plan").await.unwrap();
    assert!(sent.prison.contains("Moorland") && sent.entries == preview.entries + 1, "{sent:?}");
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert!(ada.has_left(&kieran()).await.unwrap());

    // Here it is read, and not written in.
    let refused = ada.write_note(&kieran(), note("Too late")).await.unwrap_err();
    assert!(refused.message.contains("sent to another prison"), "{refused}");
    assert!(texts(&ada).await.contains(&"By Ben at Leeds".to_owned()));

    let offers = zoe.cases_to_receive().await.unwrap();
    let [offer] = offers.as_slice() else { panic!("{offers:?}") };
    assert_eq!((offer.number.as_str(), offer.sent_by.as_str(), offer.known), (number(1).as_str(), "Ada Pike", 0));
    assert_eq!(offer.refused, None);
    let received = zoe.receive_case(&offer.id).await.unwrap();
    assert_eq!(received.number, number(1));
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    let notes = zoe.notes(&kieran(), 10, 0).await.unwrap();
    let bens = notes.iter().find(|note| note.text.as_deref() == Some("By Ben at Leeds")).unwrap();
    assert_eq!(bens.author, "Ben Okafor (LEI)");
    let case = zoe.record().case(&kieran()).await.unwrap().unwrap();
    assert!(case.holder(Post::Pom).is_none() && case.is_held_by("MDI"));
    zoe.write_note(&kieran(), note("By Zoe at Moorland")).await.unwrap();
    zoe.sync().await.unwrap();
    is_whole(&zoe).await;

    // And back again: what is Leeds' own is not there twice.
    zoe.send_case(&kieran(), &own, "Moved back").await.unwrap();
    zoe.sync().await.unwrap();
    let offers = ada.cases_to_receive().await.unwrap();
    assert!(offers[0].known > 2, "{offers:?}");
    ada.receive_case(&offers[0].id).await.unwrap();
    let mut all = texts(&ada).await;
    all.retain(|text| !text.is_empty());
    assert_eq!(all.iter().filter(|text| *text == "By Ben at Leeds").count(), 1);
    assert!(all.contains(&"By Zoe at Moorland".to_owned()));
    ada.write_note(&kieran(), note("Home again")).await.unwrap();
    ada.sync().await.unwrap();
    ben.sync().await.unwrap();
    assert_eq!(texts(&ben).await, texts(&ada).await);
    is_whole(&ada).await;
    is_whole(&ben).await;
}

#[tokio::test]
async fn a_case_that_was_sent_while_the_server_was_away_goes_later() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let zoe = moorland(&there, &wire).await;
    let inbox = zoe.inbox().unwrap().to_string();
    wire.is_cut(true);
    ada.send_case(&kieran(), &inbox, "Moved").await.unwrap();
    assert_eq!(ada.sync().await.unwrap().end, End::Offline);
    assert!(!ada.has_left(&kieran()).await.unwrap());
    wire.is_cut(false);
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert_eq!(zoe.cases_to_receive().await.unwrap().len(), 1);
    ada.sync().await.unwrap();
    assert_eq!(zoe.cases_to_receive().await.unwrap().len(), 1, "it is posted once");
}

#[tokio::test]
async fn a_case_that_waits_to_be_sent_is_called_back_without_the_server() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let zoe = moorland(&there, &wire).await;
    let inbox = zoe.inbox().unwrap().to_string();
    wire.is_cut(true);
    ada.send_case(&kieran(), &inbox, "Moved").await.unwrap();
    let sent = ada.case(&kieran()).await.unwrap().sent.unwrap();
    assert_eq!((sent.by.as_str(), sent.waits), ("Ada Pike", true));

    assert_eq!(ada.call_case_back(&kieran(), " ").await.unwrap_err().field, Some("why"));
    ada.call_case_back(&kieran(), "The order was for somebody else").await.unwrap();
    assert_eq!(ada.case(&kieran()).await.unwrap().sent, None);
    ada.write_note(&kieran(), note("Still here")).await.unwrap();
    let again = ada.call_case_back(&kieran(), "Once more").await.unwrap_err();
    assert!(again.message.contains("was not sent"), "{again}");

    wire.is_cut(false);
    assert_eq!(ada.sync().await.unwrap().end, End::InStep);
    assert!(zoe.cases_to_receive().await.unwrap().is_empty(), "it never goes");
    let history = ada.history(&kieran(), None).await.unwrap();
    assert!(history.iter().any(|line| line.value == "the case was called back"), "{history:?}");
}

#[tokio::test]
async fn a_case_for_a_unit_that_the_server_does_not_know_says_so_and_is_called_back() {
    let (office, there) = (Office::new(), Office::new());
    let (_wire, mut ada) = connected(&office).await;
    let elsewhere = there.founded_in("MDI").await;
    ada.send_case(&kieran(), &elsewhere.inbox().unwrap().to_string(), "Moved").await.unwrap();
    assert_eq!(ada.sync().await.unwrap().end, End::InStep, "it keeps nothing else from going");
    assert!(!ada.has_left(&kieran()).await.unwrap());
    let refused = ada.case(&kieran()).await.unwrap().sent.unwrap().refused.unwrap();
    assert!(refused.contains("does not know the unit"), "{refused}");
    ada.call_case_back(&kieran(), "They are not there").await.unwrap();
    assert!(ada.case(&kieran()).await.unwrap().sent.is_none());
}

#[tokio::test]
async fn a_case_that_was_sent_is_called_back_until_it_is_taken() {
    let (office, there) = (Office::new(), Office::new());
    let (wire, mut ada) = connected(&office).await;
    let head = Roles::NONE.with(Role::HeadOfOmuDelivery);
    let mut hana = wire.joins(&office, &mut ada, "Hana Brandt", head).await;
    let mut zoe = moorland(&there, &wire).await;
    let inbox = zoe.inbox().unwrap().to_string();
    ada.send_case(&kieran(), &inbox, "Moved").await.unwrap();
    ada.sync().await.unwrap();
    let offered = zoe.cases_to_receive().await.unwrap().remove(0).id;

    // Whether it was taken, only the server knows: without it nothing is called back
    assert!(!ada.case(&kieran()).await.unwrap().sent.unwrap().waits);
    wire.is_cut(true);
    assert_eq!(ada.call_case_back(&kieran(), "Not moved after all").await.unwrap_err().code, Code::Offline);
    wire.is_cut(false);

    // Somebody else of the unit calls it back at another computer, and it is here again for everybody, and there for nobody
    hana.sync().await.unwrap();
    hana.call_case_back(&kieran(), "Not moved after all").await.unwrap();
    hana.sync().await.unwrap();
    ada.sync().await.unwrap();
    ada.write_note(&kieran(), note("Still here")).await.unwrap();
    assert!(zoe.cases_to_receive().await.unwrap().is_empty());
    assert_eq!(zoe.receive_case(&offered).await.unwrap_err().field, Some("id"));
    assert!(zoe.record().case(&kieran()).await.unwrap().is_none());

    // Sent anew and taken, it is not called back: they have it
    ada.send_case(&kieran(), &inbox, "Moved, now").await.unwrap();
    ada.sync().await.unwrap();
    let offered = zoe.cases_to_receive().await.unwrap().remove(0).id;
    zoe.receive_case(&offered).await.unwrap();
    let refused = ada.call_case_back(&kieran(), "Not moved after all").await.unwrap_err();
    assert!(refused.message.contains("Moorland") && refused.message.contains("has taken this case"), "{refused}");
    assert!(ada.case(&kieran()).await.unwrap().sent.is_some());
    assert!(zoe.record().case(&kieran()).await.unwrap().unwrap().is_held_by("MDI"));
    is_whole(&ada).await;
    is_whole(&zoe).await;
}

/// Whoever is in a list of everybody.
fn everybody() -> CaseloadQuery {
    CaseloadQuery { filter: Filter::default(), sort: Sort::Name, descending: false, offset: 0, limit: 10 }
}

#[tokio::test]
async fn a_case_that_was_sent_is_read_for_as_long_as_the_prison_settled_and_then_only_where_it_went() {
    const DAY: i64 = 24 * 60;
    let (office, there, hand) = (Office::new(), Office::new(), Hand::default());
    let mut ada = office.founded_at(Box::new(hand.clone())).await;
    let zoe = there.founded_in("MDI").await;
    imports(&mut ada, &[prisoner(1)]).await;
    ada.write_note(&kieran(), note("The marmalade on the window sill")).await.unwrap();

    // Given a prison that reads what it sent away for two weeks
    let figures = ada.figures().await.unwrap();
    let figure = figures.iter().find(|figure| figure.name == "case_read_after_sending").unwrap();
    assert_eq!(figure.value, "12 months");
    ada.set_figure("case_read_after_sending", Some("2 weeks"), "Agreed with the governor").await.unwrap();

    // When it sends a case, then it is told until when
    assert_eq!(ada.preview_sending(&kieran()).await.unwrap().readable_until, "2026-12-04");
    let inbox = zoe.inbox().unwrap().to_string();
    let sent = ada.send_case(&kieran(), &inbox, "Moved on the regional plan").await.unwrap();
    assert_eq!(sent.readable_until, "2026-12-04");

    // What is set afterwards changes nothing for it
    ada.set_figure("case_read_after_sending", Some("6 months"), "Agreed anew").await.unwrap();
    hand.pass(14 * DAY);
    assert_eq!(ada.case(&kieran()).await.unwrap().notes.len(), 1);
    assert_eq!(ada.search("marmalade", 10).await.unwrap().texts.len(), 1);
    assert_eq!(ada.caseload(&everybody()).await.unwrap().all, 1);

    // Then the reading ends, whichever way somebody looks
    hand.pass(DAY);
    let refused = ada.case(&kieran()).await.unwrap_err();
    assert_eq!(refused.code, Code::Elsewhere);
    for words in ["Moorland", "on 20 November 2026", "until 4 December 2026"] {
        assert!(refused.message.contains(words), "{refused}");
    }
    assert_eq!(ada.notes(&kieran(), 10, 0).await.unwrap_err(), refused);
    assert_eq!(ada.last_session(&kieran()).await.unwrap_err(), refused);
    assert_eq!(ada.history(&kieran(), None).await.unwrap_err(), refused);
    assert_eq!(ada.open_restricted_notes(&kieran(), "To look").await.unwrap_err(), refused);
    assert!(ada.search("marmalade", 10).await.unwrap().texts.is_empty());
    assert_eq!(ada.caseload(&everybody()).await.unwrap().all, 0);
    let found = ada.search(&number(1), 10).await.unwrap();
    assert_eq!((found.people.len(), found.people[0].cell.as_deref()), (1, None));
}
