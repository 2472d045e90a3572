//! Who has nobody, whom the record suggests, and what becomes of the cases of those who leave.

use api::{
    AddStaff, AllocateMany, AllocatedMany, Allocation, AllocationView, Because, ChoiceView, Code, Deallocate,
    EndReason, News, OpenCase, Post, SetRoles, StaffAndCases, StaffMemberView,
};
use app::Session;
use app::allocation::Choice;
use app::types::{PrincipalId, Role, Roles};
use serde_json::json;
use tests::people::{changed, number, prisoner};
use tests::room::Room;
use tests::unit::{Office, hears, imports, is_whole};

/// Three people, a POM and two keyworkers.
async fn staffed() -> Room {
    let (room, _) = Room::with_people().await;
    for (name, role) in [("Ben Okafor", "pom"), ("Carys Rowlands", "keyworker"), ("Eira Vaughan", "keyworker")] {
        room.call(AddStaff { name: name.to_owned(), roles: vec![role.to_owned()] }).await.unwrap();
    }
    room
}

async fn asked(room: &Room, room_for: Option<u32>) -> AllocationView {
    room.call(Allocation { post: Post::Keyworker, room: room_for }).await.unwrap()
}

/// Who is suggested for whom, why, and with how many cases.
/// Who waits, and whom the rule suggests, why and with what in hand.
type Suggested<'a> = Vec<(&'a str, Option<(&'a str, Because, u32)>)>;

fn suggested(view: &AllocationView) -> Suggested<'_> {
    view.waiting
        .iter()
        .map(|waiting| {
            let suggested = waiting.suggested.as_ref().map(|one| (one.name.as_str(), one.because, one.load));
            (waiting.number.as_str(), suggested)
        })
        .collect()
}

/// Accepts what is suggested, as it is.
async fn accepts(room: &Room, view: &AllocationView) -> AllocatedMany {
    let choices = view.waiting.iter().filter_map(|waiting| {
        let suggested = waiting.suggested.as_ref()?;
        let (staff, reason) = (suggested.staff.clone(), suggested.reason.clone());
        Some(ChoiceView { number: waiting.number.clone(), staff, reason })
    });
    let many = AllocateMany { post: Post::Keyworker, choices: choices.collect(), replace: false };
    room.call(many).await.unwrap()
}

async fn keyworker(room: &Room, number: String) -> Option<(String, String)> {
    let case = room.call(OpenCase { number }).await.unwrap();
    case.posts.into_iter().find(|held| held.post == "keyworker").map(|held| (held.name, held.reason))
}

async fn member(room: &Room, name: &str) -> StaffMemberView {
    room.call(StaffAndCases {}).await.unwrap().into_iter().find(|member| member.name == name).unwrap()
}

#[tokio::test]
async fn everybody_who_has_nobody_is_listed_and_suggestions_are_accepted_together() {
    let room = staffed().await;
    let view = asked(&room, Some(9)).await;
    assert_eq!((view.here, view.held, view.not_needed, view.waiting.len()), (3, 0, 0, 3));
    assert_eq!(view.waiting[0].since.as_deref(), Some("2024-03-11"), "since they came here");
    let names: Vec<&str> = view.waiting.iter().map(|waiting| waiting.name.as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted, "those who wait equally long are in the order of their names");
    // The load is shared out as it is suggested, and what is accepted is what was suggested, with its reason
    let shares: Vec<_> = suggested(&view).iter().map(|(_, one)| one.unwrap()).collect();
    let lightest = Because::Lightest;
    assert_eq!(
        shares,
        [("Carys Rowlands", lightest, 0), ("Eira Vaughan", lightest, 0), ("Carys Rowlands", lightest, 1)]
    );
    let done = accepts(&room, &view).await;
    assert_eq!((done.allocated, done.left.len(), done.to_weigh.len()), (3, 0, 0));
    assert!(room.heard.lock().unwrap().iter().any(|news| matches!(news, News::Progress { done: 3, of: 3, .. })));
    let (name, reason) = keyworker(&room, view.waiting[0].number.clone()).await.unwrap();
    assert_eq!((name.as_str(), reason.as_str()), ("Carys Rowlands", "Suggested: lightest load, 0 of 9"));
    let after = asked(&room, Some(9)).await;
    assert_eq!((after.here, after.held, after.waiting.len()), (3, 3, 0));
    let loads: Vec<(&str, u32)> = after.officers.iter().map(|one| (one.name.as_str(), one.load)).collect();
    assert_eq!(loads, [("Eira Vaughan", 1), ("Carys Rowlands", 2)]);
    // What was accepted from a list that is out of date replaces nobody
    let late = accepts(&room, &view).await;
    assert_eq!(late.allocated, 0);
    assert!(late.left[0].why.contains("is their keyworker already"), "{:?}", late.left);
}

#[tokio::test]
async fn whoever_knows_him_is_suggested_even_above_room_and_nobody_where_nobody_has_any() {
    let room = staffed().await;
    let view = asked(&room, Some(9)).await;
    accepts(&room, &view).await;
    let first = view.waiting[0].number.clone();
    let end = EndReason::Manual;
    room.call(Deallocate { number: first.clone(), post: Post::Keyworker, reason: end, detail: String::new() })
        .await
        .unwrap();
    let again = asked(&room, Some(1)).await;
    assert_eq!(suggested(&again), [(first.as_str(), Some(("Carys Rowlands", Because::Knows, 1)))]);
    let one = again.waiting[0].suggested.as_ref().unwrap();
    assert!(one.held.is_some(), "from when to when she was it");
    assert!(one.reason.starts_with("Suggested: was their keyworker until "), "{}", one.reason);
    assert!(one.reason.ends_with("Above room: 2 of 1"), "what is above room is recorded: {}", one.reason);
    // Nobody who has no room is suggested to somebody whom they do not know
    room.imports("one-more.json", &[prisoner(4)]).await;
    let full = asked(&room, Some(1)).await;
    let newcomer = suggested(&full).into_iter().find(|(who, _)| *who == number(4)).unwrap();
    assert_eq!(newcomer.1, None);
}

#[tokio::test]
async fn alerts_are_weighed_first_and_high_complexity_needs_no_keyworker() {
    let room = staffed().await;
    let alert = json!([{"alertType": "R", "alertCode": "RNO121", "active": true, "expired": false}]);
    let alerted = changed(&prisoner(1), &[("alerts", alert)]);
    let complex = changed(&prisoner(2), &[("complexityOfNeedLevel", json!("high"))]);
    room.imports("alerts.json", &[alerted, complex]).await;
    let view = asked(&room, Some(9)).await;
    assert_eq!((view.here, view.held, view.not_needed, view.waiting.len()), (3, 0, 1, 2));
    let of = |serial| view.waiting.iter().find(|waiting| waiting.number == number(serial)).unwrap();
    assert_eq!(of(1).check_first[0].code, "RNO121");
    assert!(of(3).check_first.is_empty());
    // Whoever has to be looked at first takes nobody's room: both are suggested with the load as it is
    assert!(suggested(&view).iter().all(|(_, one)| one.unwrap().2 == 0));
    let done = accepts(&room, &view).await;
    assert_eq!(done.allocated, 2);
    assert_eq!(done.to_weigh.len(), 1);
    assert!(done.to_weigh[0].why.contains("no one-to-ones"), "{:?}", done.to_weigh);
    // Whoever needs none gets none, also when asked for by hand
    let carys = view.officers[0].id.clone();
    let choices = vec![ChoiceView { number: number(2), staff: carys, reason: "By hand".into() }];
    let refused = room.call(AllocateMany { post: Post::Keyworker, choices, replace: true }).await.unwrap();
    assert_eq!(refused.allocated, 0);
    assert!(refused.left[0].why.contains("complexity of need is high"), "{:?}", refused.left);
}

#[tokio::test]
async fn the_cases_of_somebody_who_leaves_have_nobody_and_are_given_to_nobody() {
    let room = staffed().await;
    accepts(&room, &asked(&room, Some(9)).await).await;
    let carys = member(&room, "Carys Rowlands").await;
    assert_eq!(carys.cases, [(Post::Keyworker, 2)]);
    assert_eq!((carys.left, carys.computers), (None, 0));
    // The last administrator cannot leave, and nothing of theirs is ended by trying
    let ada = member(&room, "Ada Pike").await;
    let refused = room.call(SetRoles { id: ada.id, roles: vec![] }).await.unwrap_err();
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Input, Some("roles")));
    room.call(SetRoles { id: carys.id.clone(), roles: vec![] }).await.unwrap();
    let left = member(&room, "Carys Rowlands").await;
    assert!(left.roles.is_empty() && left.cases.is_empty() && left.left.is_some(), "{left:?}");
    let view = asked(&room, Some(9)).await;
    assert_eq!((view.held, view.waiting.len(), view.officers.len()), (1, 2, 1));
    assert!(suggested(&view).iter().all(|(_, one)| one.unwrap().0 == "Eira Vaughan"), "who left is not suggested");
    assert_eq!(keyworker(&room, view.waiting[0].number.clone()).await, None);
    // Whoever comes back is there again, without their cases
    room.call(SetRoles { id: carys.id, roles: vec!["keyworker".into()] }).await.unwrap();
    let back = member(&room, "Carys Rowlands").await;
    assert_eq!((back.cases.len(), back.left), (0, None));
}

#[tokio::test]
async fn an_administrator_who_stays_as_something_else_ends_their_own_posts() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    // Another administrator, at a computer of their own: a unit is never left without one.
    office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Administrator)).await;
    let herself = ada.principal().unwrap();
    ada.set_roles(herself, Roles::NONE.with(Role::Administrator).with(Role::Pom)).await.unwrap();
    let kieran = number(1).parse().unwrap();
    ada.allocate(&kieran, Post::Pom, herself, "Hers").await.unwrap();
    assert_eq!(ada.set_roles(herself, Roles::NONE.with(Role::Auditor)).await.unwrap(), [(Post::Pom, 1)]);
    let case = ada.case(&kieran).await.unwrap();
    assert!(case.posts.is_empty(), "{:?}", case.posts);
    is_whole(&ada).await;
}

/// A head of delivery and an administrator at two computers, a keyworker, one prisoner.
async fn two_computers(office: &Office) -> (Session, Session, PrincipalId) {
    let mut ada = office.founded().await;
    let carys = ada.add_staff("Carys Rowlands", Roles::NONE.with(Role::Keyworker)).await.unwrap();
    imports(&mut ada, &[prisoner(1), prisoner(2)]).await;
    let hana = office.joins(&mut ada, "Hana Brandt", Roles::NONE.with(Role::HeadOfOmuDelivery)).await;
    (ada, hana, carys)
}

#[tokio::test]
async fn whoever_was_given_to_somebody_who_had_left_is_found() {
    let office = Office::new();
    let (mut ada, mut hana, carys) = two_computers(&office).await;
    let kieran = number(1).parse().unwrap();
    // Hana has not heard that Carys left
    ada.set_roles(carys, Roles::NONE).await.unwrap();
    hana.allocate(&kieran, Post::Keyworker, carys, "Knows him").await.unwrap();
    hears(&mut ada, &hana).await;
    let view = ada.allocation(Post::Keyworker, None).await.unwrap();
    let first = &view.waiting[0];
    assert_eq!((first.number.as_str(), first.still_with.as_deref()), (number(1).as_str(), Some("Carys Rowlands")));
    assert_eq!((view.here, view.held, view.waiting.len()), (2, 0, 2));
    // The same again ends the post
    assert_eq!(ada.set_roles(carys, Roles::NONE).await.unwrap(), [(Post::Keyworker, 1)]);
    assert_eq!(ada.allocation(Post::Keyworker, None).await.unwrap().waiting[0].still_with, None);
    is_whole(&ada).await;
}

#[tokio::test]
async fn many_are_stopped_on_the_way_and_nobody_is_allocated() {
    let office = Office::new();
    let (mut ada, _, carys) = two_computers(&office).await;
    let choice = |serial| Choice { number: number(serial).parse().unwrap(), staff: carys, reason: "All".to_owned() };
    let before = ada.record().frontier();
    let stopped = ada.allocate_many(Post::Keyworker, vec![choice(1), choice(2)], false, |_, _| false).await;
    assert_eq!(stopped.unwrap_err().code, Code::Stopped);
    assert_eq!(ada.record().frontier(), before);
    assert_eq!(ada.allocation(Post::Keyworker, None).await.unwrap().held, 0);
    // Named twice, a case is allocated once
    let twice = vec![choice(1), choice(1)];
    let done = ada.allocate_many(Post::Keyworker, twice, false, |_, _| true).await.unwrap();
    assert_eq!((done.allocated, done.left.len()), (1, 0));
    is_whole(&ada).await;
}
