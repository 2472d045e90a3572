//! Recording acts at the desk: a task of a handover before its time or by somebody else, and taking back what was recorded by mistake.

use api::{
    Act, Code, DoneView, History, MyDay, Order, OwedBy, OwedInCase, OwedRow, Owing, RecordAct, SettleByHand, Undo,
    Undoable, Urgency, Whose, WhyOwed, WithdrawAct,
};
use app::Session;
use app::types::{Post, PrisonNumber, Role, Roles};
use serde_json::{Value, json};
use tests::people::{changed, number, prisoner};
use tests::room::Room;
use tests::unit::{Office, hears, imports, is_whole};

const LATER: &str = "2028-05-17";

/// Somebody whom the policy covers, released on a day by what the prison system says.
fn released(serial: usize, day: &str) -> Value {
    changed(
        &prisoner(serial),
        &[
            ("releaseDate", json!(day)),
            ("confirmedReleaseDate", json!(day)),
            ("conditionalReleaseDate", json!(day)),
            ("imprisonmentStatus", json!("ADIMP_ORA21")),
            ("indeterminateSentence", json!(false)),
            ("recall", json!(false)),
            ("licenceExpiryDate", json!("2029-11-20")),
        ],
    )
}

async fn room() -> Room {
    let (room, _, _) = Room::founded().await;
    room.imports("export.json", &[released(1, LATER), released(2, LATER)]).await;
    room
}

fn act(act: Act, on: &str, words: &str) -> RecordAct {
    RecordAct { number: number(1), act, about: None, on: on.to_owned(), words: words.to_owned() }
}

async fn owed(room: &Room, kind: Owing) -> Option<OwedRow> {
    room.call(OwedInCase { number: number(1) }).await.unwrap().rows.into_iter().find(|row| row.key.kind == kind)
}

async fn done(room: &Room) -> Vec<DoneView> {
    room.call(OwedInCase { number: number(1) }).await.unwrap().done
}

async fn today(room: &Room) -> String {
    room.call(OwedInCase { number: number(1) }).await.unwrap().today
}

#[tokio::test]
async fn a_task_of_a_handover_counts_from_the_day_on_which_its_window_opens() {
    let room = room().await;
    let task = owed(&room, Owing::HandoverContact).await.unwrap();
    assert_eq!(task.urgency, Urgency::NotOpen);
    let today = today(&room).await;
    let refused = room.call(act(Act::ComContact, &today, "By telephone")).await.unwrap_err();
    let opens: jiff::civil::Date = task.opens.parse().unwrap();
    assert_eq!(refused.field.as_deref(), Some("on"));
    assert!(refused.message.contains(&app::types::london::long_date(opens).to_string()), "{refused:?}");
    assert_eq!(done(&room).await, [], "nothing is recorded");
    // An OASys is owed for other reasons too: whoever completes one says so.
    room.call(act(Act::OasysCompleted, &today, "")).await.unwrap();
    assert!(owed(&room, Owing::HandoverOasys).await.is_some(), "it does not count for a handover that is far away");
}

fn of(serial: usize) -> PrisonNumber {
    number(serial).parse().unwrap()
}

async fn contact(session: &mut Session, serial: usize) -> Result<u32, app::AppError> {
    let today = session.today().to_string();
    let act = RecordAct { number: number(serial), ..act(Act::ComContact, &today, "By telephone") };
    session.record_act(&of(serial), act).await
}

#[tokio::test]
async fn a_task_of_a_handover_is_for_whoever_manages_the_case() {
    // Given a case that is handed over soon, whose POM is Ben
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[released(1, "2027-09-20")]).await;
    let pom = Roles::NONE.with(Role::Pom);
    let mut ben = office.joins(&mut ada, "Ben Okafor", pom).await;
    let mut dilys = office.joins(&mut ada, "Dilys Nowak", pom).await;
    let mut hana = office.joins(&mut ada, "Hana Brandt", Roles::NONE.with(Role::HeadOfOmuDelivery)).await;
    ada.allocate(&of(1), Post::Pom, ben.principal().unwrap(), "Lives near").await.unwrap();
    for other in [&mut ben, &mut dilys, &mut hana] {
        hears(other, &ada).await;
    }
    let row = ada.owed_in_case(&of(1)).await.unwrap().rows;
    let row = row.iter().find(|row| row.key.kind == Owing::HandoverContact).unwrap();
    assert_ne!(row.urgency, Urgency::NotOpen, "{row:?}");
    // Then another POM is told whose it is
    let refused = contact(&mut dilys, 1).await.unwrap_err();
    assert_eq!((refused.code, refused.field), (Code::NotAllowed, Some("act")));
    assert!(refused.message.contains("Ben Okafor"), "{refused:?}");
    // And what is no task of a handover is recorded as before
    let plan = RecordAct { act: Act::PlanMade, ..act(Act::PlanMade, &dilys.today().to_string(), "To find work") };
    dilys.record_act(&of(1), plan).await.unwrap();
    // And Ben records it, and the head for whoever is away
    assert_eq!(contact(&mut ben, 1).await.unwrap(), 1);
    assert_eq!(contact(&mut hana, 1).await.unwrap(), 1);
}

#[tokio::test]
async fn an_act_that_was_recorded_by_mistake_is_undone_and_the_history_has_both() {
    let room = room().await;
    let today = today(&room).await;
    let late = owed(&room, Owing::Oversight).await.unwrap();
    assert_eq!(room.call(act(Act::Oversight, &today, "Read the file")).await.unwrap(), 1);
    let offered = room.call(Undoable {}).await.unwrap().unwrap();
    assert_eq!(offered.words, "Management oversight: Olu Thistlewood");
    room.call(Undo { act: offered.act }).await.unwrap();
    assert_eq!(owed(&room, Owing::Oversight).await.unwrap(), late, "it is owed as before");
    assert_eq!(room.call(Undoable {}).await.unwrap(), None);
    let done = &done(&room).await[0];
    let back = done.withdrawn.as_ref().unwrap();
    assert_eq!((back.by.as_str(), back.reason.as_str(), done.may_withdraw), ("Ada Pike", "Undone", false));
    let history = room.call(History { number: number(1), field: None }).await.unwrap();
    let lines: Vec<_> = history.iter().filter(|line| line.field == "Management oversight").collect();
    assert_eq!(lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>(), [today.as_str(), "taken back"]);
}

#[tokio::test]
async fn what_was_settled_by_hand_is_undone_as_well() {
    let room = room().await;
    let owes = owed(&room, Owing::Oversight).await.unwrap();
    let by_hand = SettleByHand { number: number(1), key: owes.key.clone(), reason: "He is at court".to_owned() };
    room.call(by_hand).await.unwrap();
    assert_eq!(owed(&room, Owing::Oversight).await, None);
    let offered = room.call(Undoable {}).await.unwrap().unwrap();
    room.call(Undo { act: offered.act }).await.unwrap();
    assert_eq!(owed(&room, Owing::Oversight).await, Some(owes));
}

#[tokio::test]
async fn whoever_recorded_it_takes_it_back_later_for_a_reason_or_the_head_does() {
    let office = Office::new();
    let mut ada = office.founded().await;
    imports(&mut ada, &[released(1, LATER)]).await;
    let mut ben = office.joins(&mut ada, "Ben Okafor", Roles::NONE.with(Role::Pom)).await;
    let mut dilys = office.joins(&mut ada, "Dilys Nowak", Roles::NONE.with(Role::Pom)).await;
    hears(&mut ben, &ada).await;
    let today = ben.today().to_string();
    ben.record_act(&of(1), act(Act::PomContact, &today, "His plan")).await.unwrap();
    hears(&mut dilys, &ada).await;
    hears(&mut dilys, &ben).await;
    hears(&mut ada, &ben).await;
    let own = async |session: &Session| session.owed_in_case(&of(1)).await.unwrap().done[0].clone();
    let (bens, dilyss) = (own(&ben).await, own(&dilys).await);
    assert_eq!((bens.may_withdraw, dilyss.may_withdraw), (true, false));
    let refused = dilys.withdraw_act(&of(1), &dilyss.id, "Not mine").await.unwrap_err();
    assert_eq!(refused.code, Code::NotAllowed);
    assert_eq!(ben.withdraw_act(&of(1), &bens.id, " ").await.unwrap_err().field, Some("reason"));
    assert_eq!(ben.withdraw_act(&of(1), "1-2-3-4", "A slip").await.unwrap_err().code, Code::Input);
    ada.withdraw_act(&of(1), &own(&ada).await.id, "Meant for another prisoner").await.unwrap();
    hears(&mut ben, &ada).await;
    assert_eq!(own(&ben).await.withdrawn.unwrap().reason, "Meant for another prisoner");
    is_whole(&ben).await;
    is_whole(&ada).await;
}

#[tokio::test]
async fn what_nobodys_pom_would_owe_is_owed_by_whoever_names_one() {
    let room = room().await;
    let task = owed(&room, Owing::PlanReview).await;
    let task = match task {
        Some(task) => task,
        None => owed(&room, Owing::FirstPlan).await.unwrap(),
    };
    assert_eq!((task.role, task.owner.as_deref()), (OwedBy::HeadOfOmuDelivery, None));
    let why = room.call(WhyOwed { number: number(1), key: task.key }).await.unwrap();
    assert!(why.text.contains("Nobody is the prison offender manager"), "{}", why.text);
    assert!(!why.text.contains("INDETERMINATE") && !why.text.contains("Legal status: SENTENCED"), "{}", why.text);
}

#[tokio::test]
async fn within_each_group_the_list_is_in_the_order_that_is_asked_for() {
    let room = room().await;
    let list = async |sort| {
        let asked = MyDay { whose: Whose::Unit, sort, limit: 200, ..MyDay::default() };
        room.call(asked).await.unwrap()
    };
    let due = list(Order::Due).await;
    for sort in [Order::Prisoner, Order::Kind] {
        let sorted = list(sort).await;
        assert_eq!((sorted.all, sorted.groups), (due.all, due.groups));
        assert!(sorted.rows.is_sorted_by_key(|row| row.urgency), "the groups stay together");
    }
    let by_name = list(Order::Prisoner).await.rows;
    assert!(by_name.is_sorted_by_key(|row| (row.urgency, row.name.clone())));
}

#[tokio::test]
async fn withdrawing_needs_an_act_of_the_case() {
    let room = room().await;
    let nothing = WithdrawAct { number: number(1), id: "1-0-1-0".to_owned(), reason: "A slip".to_owned() };
    assert_eq!(room.call(nothing).await.unwrap_err().code, Code::Input);
}
