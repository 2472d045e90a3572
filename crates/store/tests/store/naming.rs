//! Names stand sealed in the control log: the open record knows them, from the keys that its device holds.

use ledger::{Compartment, Role};

use crate::support::*;

fn names(desk: &Desk) -> Vec<String> {
    desk.membership().members().iter().map(|member| member.name.clone()).collect()
}

#[tokio::test]
async fn an_open_record_knows_everybodys_name() {
    let (mut ada, ben, carys, mut dev) = unit().await;
    let all = ["Ada Pike", "Ben Okafor", "Carys Rowlands", "Dev Anand"];
    for desk in [&ada, &ben, &carys, &dev] {
        assert_eq!(names(desk), all, "at the desk of {}", desk.who);
    }
    // Somebody new, under a new key, is known as soon as the control log is heard of, and after opening again.
    ada.rotates(&Compartment::ALL, "Ninety days").await;
    ada.hires(person(5), "Eira Vaughan", &[Role::Keyworker]).await;
    assert_eq!(names(&ada)[4], "Eira Vaughan");
    dev.hears_control_of(&ada).await;
    assert_eq!(names(&dev)[4], "Eira Vaughan");
    dev.reopen().await;
    assert_eq!((names(&dev)[..4].to_vec(), names(&dev)[4].as_str()), (all.map(str::to_owned).to_vec(), "Eira Vaughan"));
}

#[tokio::test]
async fn a_removed_device_does_not_learn_who_came_after() {
    let (mut ada, mut ben, ..) = unit().await;
    ada.removes(ben.index(), 0).await;
    ada.hires(person(5), "Eira Vaughan", &[Role::Keyworker]).await;
    ben.hears_control_of(&ada).await;
    for _ in 0..2 {
        assert_eq!((names(&ben)[0].as_str(), names(&ben)[4].as_str()), ("Ada Pike", ""));
        ben.reopen().await;
    }
}

#[tokio::test]
async fn no_name_is_in_what_another_device_or_a_server_is_given_of_the_control_log() {
    let (ada, ..) = unit().await;
    let bytes: Vec<u8> = ada.control_log().await.unwrap().iter().flat_map(ledger::SignedControl::to_bytes).collect();
    for name in ["Ada", "Pike", "Okafor", "Carys", "Rowlands", "Anand"] {
        assert!(!crate::drafts_and_copies::contains(&bytes, name.as_bytes()), "{name}");
    }
}
