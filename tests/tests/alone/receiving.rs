//! A pack on its way from one prison to another: sealed under words or to the other unit's inbox, taken into the record there, and what may not be
//! taken in.

use api::{PlanState, TakeTopics, Topic};
use app::pack::{OpenedPack, Sealing, Told, is_for_a_unit};
use app::types::{Field, Role, Roles, VictimContact};
use serde_json::json;
use tests::forger::forged;
use tests::omu::kieran;
use tests::people::number;
use tests::prisons::{at, moorland, refuses, sealed, sealed_to, sealed_under_words, takes_in, to_leeds, under};
use tests::secrets::SECRET;
use tests::unit::{hears, is_whole};

#[tokio::test]
async fn what_was_sealed_under_words_is_taken_in_as_it_came_and_once() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (sealed, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let facts = leeds.pom.case(&kieran()).await.unwrap();
    let told = Told { check_code: &sealed.check_code.to_lowercase(), ..under(&words) };
    let kept = leeds.pom.keep_received_pack(&file, told).await.unwrap();
    assert!(kept.new && kept.number == number(0) && kept.pack.newest && kept.pack.compared && !kept.pack.to_unit);
    assert_eq!((kept.pack.id, kept.pack.version), (sealed.check_code.clone(), 1));
    let (pack, code) = leeds.pom.open_received(&kieran(), "", "").await.unwrap();
    assert_eq!(code.to_string(), sealed.check_code);
    assert_eq!(pack, OpenedPack::open(&file, &words).unwrap().pack);
    // The same once more changes nothing, and says so
    let before = leeds.pom.record().frontier();
    assert!(!takes_in(&mut leeds, &file, &words).await.unwrap());
    assert_eq!(leeds.pom.record().frontier(), before);
    assert_eq!(leeds.pom.received_packs(&kieran()).await.unwrap().len(), 1);
    // Neither facts nor plan are other than they were, and everybody in the unit has it
    assert_eq!(leeds.pom.case(&kieran()).await.unwrap().facts, facts.facts);
    assert!(leeds.pom.plan(&kieran()).await.unwrap().topics.is_empty());
    hears(&mut leeds.ada, &leeds.pom).await;
    assert_eq!(leeds.ada.received_packs(&kieran()).await.unwrap()[0].by, "Ben Okafor");
    is_whole(&leeds.pom).await;
    is_whole(&leeds.ada).await;
}

#[tokio::test]
async fn what_was_sealed_to_a_unit_opens_there_without_words_and_nowhere_else() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    // The inbox is the unit's: whoever of them shows it shows the same
    assert_eq!(leeds.pom.inbox().unwrap(), leeds.ada.inbox().unwrap());
    let (sealed, file) = sealed_to(&mut moorland, "pack.tcpk", &leeds.ada).await;
    assert!(sealed.words.is_empty() && is_for_a_unit(&file));
    assert!(!moorland.pom.pack_draft(&kieran()).await.unwrap().sealed.is_empty(), "it is followed like any other");
    let opened = leeds.pom.open_pack(&file, "").unwrap();
    assert_eq!((opened.check_code, opened.pack.prisoner.number), (sealed.check_code, number(0)));
    assert!(takes_in(&mut leeds, &file, "").await.unwrap());
    assert!(leeds.pom.received_packs(&kieran()).await.unwrap()[0].to_unit);
    let elsewhere = moorland.pom.open_pack(&file, "").err().unwrap();
    assert!(elsewhere.message.contains("sealed to another unit"), "{elsewhere}");
    let words = OpenedPack::open(&file, "abandon ability able about above absent").err().unwrap();
    assert!(words.message.contains("sealed to a unit"), "{words}");
    is_whole(&leeds.pom).await;
}

#[tokio::test]
async fn after_somebody_left_there_is_another_inbox_and_what_was_on_its_way_still_opens() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let before = leeds.ada.inbox().unwrap();
    let (_, on_its_way) = sealed_to(&mut moorland, "first.tcpk", &leeds.ada).await;
    let leaver = leeds.pom.principal().unwrap();
    leeds.ada.set_roles(leaver, Roles::NONE.with(Role::Keyworker)).await.unwrap();
    assert_ne!(leeds.ada.inbox().unwrap(), before);
    let (_, later) = sealed_to(&mut moorland, "second.tcpk", &leeds.ada).await;
    for file in [&on_its_way, &later] {
        assert!(leeds.ada.keep_received_pack(file, under("")).await.unwrap().new);
    }
    // Whoever is no longer given the keys has no inbox, and may open nothing that comes
    hears(&mut leeds.pom, &leeds.ada).await;
    assert!(leeds.pom.inbox().is_err() && leeds.pom.open_pack(&on_its_way, "").is_err());
    is_whole(&leeds.ada).await;
}

#[tokio::test]
async fn what_does_not_open_is_not_taken_in() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let refused = refuses(&mut leeds, &file, under("bamboo cactus dolphin eagle fabric galaxy")).await;
    assert!(refused.message.contains("words do not open this pack"), "{refused}");
    assert_eq!(refused.field, Some("words"));
    let refused = refuses(&mut leeds, &file, under("")).await;
    assert!(refused.message.contains("opened with six words"), "{refused}");
    assert_eq!(refused.field, Some("words"));
    let refused = refuses(&mut leeds, &file[..file.len() / 2], under(&words)).await;
    assert!(refused.message.contains("damaged or was altered"), "{refused}");
    assert_eq!(refused.field, Some("file"));
    let (_, mut sealed) = sealed_to(&mut moorland, "pack.tcpk", &leeds.pom).await;
    let middle = sealed.len() / 2;
    sealed[middle] ^= 1;
    let refused = refuses(&mut leeds, &sealed, under("")).await;
    assert!(refused.message.contains("for this unit, but it is damaged or was altered"), "{refused}");
    sealed[20] ^= 1;
    let refused = refuses(&mut leeds, &sealed, under("")).await;
    assert!(refused.message.contains("sealed to another unit, or was altered"), "{refused}");
    assert_eq!(refused.field, Some("file"));
    let refused = refuses(&mut leeds, b"Dear colleague", under(&words)).await;
    assert!(refused.message.contains("not a sealed handover pack"), "{refused}");
    assert!(leeds.pom.received_packs(&kieran()).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_somebody_forged_is_refused_with_its_reason() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (sealed, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let with = |key: &'static str, value| forged(&file, &words, move |content| content[key] = value);
    // Everything in it fits together: the sender's check code is what shows it
    let milder = forged(&file, &words, |content| content["sections"][2]["rows"] = json!([]));
    let told = Told { check_code: &sealed.check_code, ..under(&words) };
    let refused = refuses(&mut leeds, &milder, told).await;
    assert_eq!(refused.field, Some("check_code"));
    assert!(refused.message.contains(&sealed.check_code) && refused.message.contains("altered or forged"), "{refused}");
    let mistyped = refuses(&mut leeds, &file, Told { check_code: "7Q4M", ..under(&words) }).await;
    assert_eq!(mistyped.field, Some("check_code"));
    // Or that the genuine one is there
    takes_in(&mut leeds, &file, &words).await.unwrap();
    let refused = refuses(&mut leeds, &milder, under(&words)).await;
    assert!(refused.message.contains(&sealed.check_code), "{refused}");
    let from_here = forged(&file, &words, |content| content["from"]["prisonCode"] = json!("LEI"));
    let refused = refuses(&mut leeds, &from_here, under(&words)).await;
    assert!(refused.message.contains("from this prison itself"), "{refused}");
    let refused = refuses(&mut leeds, &with("made", json!("2031-05-03T09:30:00Z")), under(&words)).await;
    assert!(refused.message.contains("3 May 2031, which has not come"), "{refused}");
    let refused = refuses(&mut leeds, &with("schema", json!("throughcare-pack/2")), under(&words)).await;
    assert!(refused.message.contains("later version of Throughcare"), "{refused}");
    let refused = refuses(&mut leeds, &with("secretly", json!(true)), under(&words)).await;
    assert!(refused.message.contains("damaged or was altered"), "{refused}");
    let nobody = forged(&file, &words, |content| content["prisoner"]["number"] = json!("Kieran"));
    let refused = refuses(&mut leeds, &nobody, under(&words)).await;
    assert!(refused.message.contains("does not say a prison number"), "{refused}");
    assert_eq!(leeds.pom.received_packs(&kieran()).await.unwrap().len(), 1);
    is_whole(&leeds.pom).await;
}

#[tokio::test]
async fn an_older_version_that_comes_later_is_kept_and_does_not_stand() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (first, older, words) = sealed_under_words(&mut moorland, "first.pdf").await;
    moorland.states(Topic::BankAccount, "", PlanState::Held, "The card is in his property").await;
    let (second, newer) = sealed_to(&mut moorland, "second.tcpk", &leeds.pom).await;
    assert!(takes_in(&mut leeds, &newer, "").await.unwrap());
    let kept = leeds.pom.keep_received_pack(&older, under(&words)).await.unwrap();
    assert!(kept.new && !kept.pack.newest);
    let rows = leeds.pom.received_packs(&kieran()).await.unwrap();
    let standing: Vec<_> = rows.iter().map(|row| (row.version, row.newest)).collect();
    assert_eq!(standing, [(2, true), (1, false)]);
    let (newest, _) = leeds.pom.open_received(&kieran(), "", "").await.unwrap();
    let (oldest, _) = leeds.pom.open_received(&kieran(), &first.check_code, "").await.unwrap();
    assert_eq!((newest.version, oldest.version), (second.version, first.version));
    is_whole(&leeds.pom).await;
}

#[tokio::test]
async fn nobody_is_made_up_for_a_pack() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let stranger = forged(&file, &words, |content| content["prisoner"]["number"] = json!("A9999ZZ"));
    let refused = refuses(&mut leeds, &stranger, under(&words)).await;
    assert!(refused.message.contains("A9999ZZ") && refused.remedy.contains("Import an export"), "{refused}");
    assert_eq!(leeds.pom.open_pack(&stranger, &words).unwrap().pack.prisoner.number, "A9999ZZ", "it can be read");
}

#[tokio::test]
async fn who_may_not_take_a_pack_in_is_told_so_and_reads_what_was_taken_in() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let (_, sealed) = sealed_to(&mut moorland, "pack.tcpk", &leeds.pom).await;
    let roles = Roles::NONE.with(Role::Keyworker);
    let mut keyworker = leeds.office.joins(&mut leeds.ada, "Moss Hale", roles).await;
    hears(&mut keyworker, &leeds.ada).await;
    for (file, words) in [(&file, words.as_str()), (&sealed, "")] {
        let refused = keyworker.keep_received_pack(file, under(words)).await.expect_err("refused");
        assert!(refused.message.contains("may not write and seal handover packs"), "{refused}");
    }
    assert!(keyworker.inbox().is_err() && keyworker.open_pack(&sealed, "").is_err());
    takes_in(&mut leeds, &file, &words).await.unwrap();
    hears(&mut keyworker, &leeds.pom).await;
    assert_eq!(keyworker.open_received(&kieran(), "", "").await.unwrap().0.version, 1);
    let mut gate = leeds.office.joins(&mut leeds.ada, "Abel Byrne", Roles::NONE.with(Role::GateOfficer)).await;
    hears(&mut gate, &leeds.pom).await;
    assert!(gate.received_packs(&kieran()).await.is_err() && gate.open_received(&kieran(), "", "").await.is_err());
}

#[tokio::test]
async fn something_restricted_goes_where_only_some_can_read() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let officer =
        VictimContact { officer: "Nadia Frost".to_owned(), email: None, phone: None, remarks: Some(SECRET.to_owned()) };
    moorland.pom.record_victim_contact(&kieran(), officer).await.unwrap();
    let restricted = vec!["victim-liaison-officer".to_owned()];
    let (sealed, file) = sealed(&mut moorland, "pack.pdf", Sealing { restricted, ..to_leeds() }).await;
    let words = sealed.words.join(" ");
    let kept = leeds.pom.keep_received_pack(&file, under(&words)).await.unwrap();
    assert!(kept.pack.restricted, "nobody had to say so");
    let refused = leeds.pom.open_received(&kieran(), "", " ").await.expect_err("no reason");
    assert_eq!(refused.field, Some("reason"));
    let (pack, _) = leeds.pom.open_received(&kieran(), "", "Planning the licence").await.unwrap();
    assert!(serde_json::to_string(&pack).unwrap().contains("Larkfield"));
    // Its topics are shown for a reason, too, which is recorded
    let refused = leeds.pom.received_topics(&kieran(), "", " ").await.expect_err("no reason");
    assert_eq!(refused.field, Some("reason"));
    let before = leeds.pom.record().frontier();
    let offered = leeds.pom.received_topics(&kieran(), "", "Planning the licence").await.unwrap();
    assert!(offered.iter().any(|topic| topic.key == "bank-account"), "{offered:?}");
    assert_ne!(leeds.pom.record().frontier(), before, "that somebody looked at them");
    // They may be for everybody: that is looked at one by one
    let reason = "Planning the licence".to_owned();
    let all = TakeTopics { number: number(0), id: String::new(), keys: Vec::new(), reason };
    assert_eq!(leeds.pom.take_topics(&kieran(), &all).await.expect_err("all at once").field, Some("keys"));
    let keys = vec!["bank-account".to_owned()];
    let silent = TakeTopics { keys: keys.clone(), reason: String::new(), ..all.clone() };
    assert_eq!(leeds.pom.take_topics(&kieran(), &silent).await.expect_err("no reason").field, Some("reason"));
    assert_eq!(leeds.pom.take_topics(&kieran(), &TakeTopics { keys, ..all }).await.unwrap(), 1);
    // For a keyworker it is not there
    let roles = Roles::NONE.with(Role::Keyworker);
    let mut keyworker = leeds.office.joins(&mut leeds.ada, "Moss Hale", roles).await;
    hears(&mut keyworker, &leeds.ada).await;
    hears(&mut keyworker, &leeds.pom).await;
    assert!(keyworker.received_packs(&kieran()).await.unwrap().is_empty());
    assert!(keyworker.open_received(&kieran(), &kept.pack.id, "Curious").await.is_err());
    is_whole(&leeds.pom).await;
    is_whole(&keyworker).await;
}

#[tokio::test]
async fn topics_are_taken_over_in_the_packs_words_and_facts_are_not() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    leeds.states(Topic::BankAccount, "", PlanState::NotStarted, "").await;
    let reason = "The community team rang";
    moorland.pom.record_fact(&kieran(), Field::ComName, "Joanna Castell", None, reason).await.unwrap();
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    takes_in(&mut leeds, &file, &words).await.unwrap();
    let facts = leeds.pom.case(&kieran()).await.unwrap().facts;
    let offered = leeds.pom.received_topics(&kieran(), "", "").await.unwrap();
    let keys: Vec<_> = offered.iter().map(|topic| (topic.key.as_str(), topic.refused.is_none())).collect();
    assert_eq!(keys, [("programme:Thinking skills", true), ("release-address", true)], "not what this unit has itself");
    let take = |keys: &[&str]| TakeTopics {
        number: number(0),
        id: String::new(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        reason: String::new(),
    };
    for key in ["bank-account", "rosh", "victim-requests"] {
        let refused = leeds.pom.take_topics(&kieran(), &take(&["release-address", key])).await.expect_err(key);
        assert_eq!(refused.field, Some("keys"), "{refused}");
    }
    assert_eq!(leeds.pom.take_topics(&kieran(), &take(&["programme:Thinking skills"])).await.unwrap(), 1);
    assert_eq!(leeds.pom.take_topics(&kieran(), &take(&[])).await.unwrap(), 1, "the rest");
    assert_eq!(leeds.pom.take_topics(&kieran(), &take(&[])).await.unwrap(), 0, "and no more");
    let plan = leeds.pom.plan(&kieran()).await.unwrap().topics;
    let said = |topic| plan.iter().find(|one| one.topic == topic).unwrap();
    let address = said(Topic::ReleaseAddress);
    let words = address.words.as_deref().unwrap();
    assert!(words.to_lowercase().starts_with("as moorland"), "{words}");
    assert!(words.contains(" said in its pack of 20 November 2026: 12 Canal Street, with his mother."), "{words}");
    assert_eq!((address.state, address.owner), (PlanState::Held, None), "“the prison” was another one");
    let programme = said(Topic::Programme);
    assert_eq!((programme.about.as_deref(), programme.state), (Some("Thinking skills"), PlanState::Done));
    assert_eq!(said(Topic::BankAccount).state, PlanState::NotStarted);
    assert_eq!(leeds.pom.case(&kieran()).await.unwrap().facts, facts);
    is_whole(&leeds.pom).await;
}

#[tokio::test]
async fn what_was_out_of_date_or_is_not_understood_is_not_taken_over() {
    let (mut moorland, mut leeds) = (moorland().await, at("LEI").await);
    let (_, file, words) = sealed_under_words(&mut moorland, "pack.pdf").await;
    let odd = forged(&file, &words, |content| {
        for row in content["sections"].as_array_mut().unwrap().iter_mut().flat_map(rows) {
            match row["key"].as_str() {
                Some("release-address") => row["state"] = json!("stale"),
                Some("bank-account") => row["value"] = json!("Perhaps. With the credit union"),
                Some("programme:Thinking skills") => row["key"] = json!("programme"),
                _ => {}
            }
        }
    });
    takes_in(&mut leeds, &odd, &words).await.unwrap();
    let offered = leeds.pom.received_topics(&kieran(), "", "").await.unwrap();
    let keys: Vec<_> = offered.iter().map(|topic| (topic.key.as_str(), topic.refused.is_some())).collect();
    assert_eq!(keys, [("release-address", true), ("bank-account", true)]);
    let all = TakeTopics { number: number(0), id: String::new(), keys: Vec::new(), reason: String::new() };
    assert_eq!(leeds.pom.take_topics(&kieran(), &all).await.unwrap(), 0);
}

fn rows(section: &mut serde_json::Value) -> impl Iterator<Item = &mut serde_json::Value> {
    section["rows"].as_array_mut().unwrap().iter_mut()
}
