//! Search as people type: names as they sound, numbers as they are mistyped, words of notes; and nothing that the reader may
//! not read.

use casework::Field;
use casework::event::{CaseEvent, CaseSent, TransferId};
use store::caseload::{CaseloadQuery, Filter, Sort};
use store::search::{Among, Found, TextHit};

use crate::support::*;

async fn named(desk: &mut Desk, about: &str, first: &str, last: &str) {
    desk.meets(&number(about), first, last).await;
}

/// A wing of people whose names are hard to spell.
async fn a_wing() -> Desk {
    let mut ada = founded().await;
    named(&mut ada, "A1001AA", "Steven", "Clarke").await;
    named(&mut ada, "A1002AA", "Mohammed", "Hussain").await;
    named(&mut ada, "A1003AA", "Łukasz", "Wiśniewski").await;
    named(&mut ada, "A1004AA", "Siân", "Rees-Huws").await;
    named(&mut ada, "A1005AA", "Connor", "O’Neill").await;
    named(&mut ada, "A4417FK", "Kieran", "Ashdown").await;
    named(&mut ada, "A1007AA", "Ashley", "Kieran").await;
    named(&mut ada, "A1008AA", "Sean", "Murphy").await;
    let aliases = r#"[{"firstName":"Terence","lastName":"Blackwood"}]"#.to_owned();
    ada.writes(
        &number("A4417FK"),
        recorded([
            (Field::Aliases, casework::Value::Document(aliases)),
            (Field::PncNumber, text("2012/0394773H")),
            (Field::CroNumber, text("029906/12J")),
        ]),
    )
    .await;
    ada
}

async fn people(desk: &Desk, typed: &str) -> Vec<String> {
    let found = desk.search(typed, 10, true).await.unwrap();
    found.people.into_iter().map(|hit| hit.number).collect()
}

#[tokio::test]
async fn people_are_found_however_their_names_are_spelt() {
    let mut ada = a_wing().await;
    for (typed, expected) in [
        ("Steven", "A1001AA"),
        ("stephen", "A1001AA"),
        ("clark", "A1001AA"),
        ("Stephen Clark", "A1001AA"),
        ("Clarke, Steven", "A1001AA"),
        ("Muhammad", "A1002AA"),
        ("mohamed husain", "A1002AA"),
        ("lukasz", "A1003AA"),
        ("Łukasz", "A1003AA"),
        ("wisniewski", "A1003AA"),
        ("WIŚNIEWSKI", "A1003AA"),
        ("sian", "A1004AA"),
        ("Siân", "A1004AA"),
        ("Sia\u{302}n", "A1004AA"),
        ("huws", "A1004AA"),
        ("reeshuws", "A1004AA"),
        ("rees huws", "A1004AA"),
        ("oneill", "A1005AA"),
        ("O'Neill", "A1005AA"),
        ("O’Neill", "A1005AA"),
        ("shaun", "A1008AA"),
        ("ashd", "A4417FK"),
        ("kier ash", "A4417FK"),
        ("Blackwood", "A4417FK"),
        ("terence", "A4417FK"),
        ("Ashdwon", "A4417FK"),
        ("Asdown", "A4417FK"),
        ("Ashdowne", "A4417FK"),
        ("Ashdawn", "A4417FK"),
    ] {
        let found = people(&ada, typed).await;
        assert!(found.contains(&expected.to_owned()), "{typed}: {found:?}");
    }
    // A longer word that begins with the same sounds is another word, such as one looked for in notes.
    named(&mut ada, "A1009AA", "Andre", "Wynter").await;
    assert!(people(&ada, "interview").await.is_empty());
    assert_eq!(people(&ada, "Andrei").await, ["A1009AA"]);
    assert!(people(&ada, "Zebedee").await.is_empty());
    assert!(people(&ada, "Kieran Zebedee").await.is_empty(), "every word has to be found");
    assert!(people(&ada, "").await.is_empty());
    assert!(people(&ada, " ,.- ").await.is_empty());
}

#[tokio::test]
async fn what_fits_best_comes_first_and_says_why() {
    let ada = a_wing().await;
    let found = ada.search("kieran", 10, true).await.unwrap().people;
    let names: Vec<&str> = found.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["Ashdown, Kieran", "Kieran, Ashley"], "the names themselves, in their order");
    assert!(found.iter().all(|hit| hit.because.is_none() && hit.here));
    let because = async |typed: &str| ada.search(typed, 1, true).await.unwrap().people[0].because.clone();
    assert_eq!(because("stephen").await.as_deref(), Some("sounds like steven"));
    assert_eq!(because("blackwood").await.as_deref(), Some("also known as blackwood"));
    assert_eq!(because("ashdxwn").await.as_deref(), Some("like ashdown"));
    assert_eq!(because("2012/0394773H").await.as_deref(), Some("PNC number"));
    assert_eq!(ada.search("k", 1, true).await.unwrap().people.len(), 1, "no more than asked for");
    assert_eq!(ada.search("kieran", usize::MAX, true).await.unwrap().people.len(), 2);
}

#[tokio::test]
async fn people_are_found_by_any_number_of_theirs_mistyped_or_not() {
    let ada = a_wing().await;
    for typed in [
        "A4417FK",
        "a4417fk",
        "A44I7FK",
        "a44l7fk",
        "A4417",
        "A 4417 FK",
        "2012/0394773H",
        "2012/0394",
        "20120394773h",
        "029906/12J",
        "29906/12j",
    ] {
        let found = people(&ada, typed).await;
        let expected = typed != "29906/12j";
        assert_eq!(found.contains(&"A4417FK".to_owned()), expected, "{typed}: {found:?}");
    }
    assert_eq!(people(&ada, "A4417FK").await, ["A4417FK"]);
    assert!(people(&ada, "A9999ZZ").await.is_empty());
}

#[tokio::test]
async fn a_number_with_a_sign_wrong_suggests_the_right_one_and_says_so() {
    let ada = a_wing().await;
    for typed in ["A44I7FK", "A44I", "A4471FK", "A4417FX", "A447FK", "A44177FK", "B4417FK"] {
        let found = ada.search(typed, 10, true).await.unwrap();
        let hits: Vec<_> = found.people.iter().map(|hit| (hit.number.as_str(), hit.because.as_deref())).collect();
        assert_eq!(hits, [("A4417FK", Some("near the number you typed"))], "{typed}");
    }
    // What is right is not doubted, what is far off or only begun is not guessed at.
    let found = ada.search("A4417FK", 10, true).await.unwrap();
    assert_eq!((found.all.people, &found.people[0].because), (1, &None));
    for typed in ["A4471KF", "A4471", "4417"] {
        assert!(people(&ada, typed).await.is_empty(), "{typed}");
    }
}

#[tokio::test]
async fn somebody_finds_in_their_own_cases_only_if_they_ask_for_that() {
    let (mut ada, ..) = unit().await;
    for (id, about) in [(1, "A1001AA"), (3, "A1002AA"), (5, "A1003AA")] {
        ada.meets(&number(about), "Steven", "Clarke").await;
        let note = Note::new(id, "The thistle.").agreeing(id + 1, "Pull the thistle");
        ada.writes(&number(about), note.written()).await;
    }
    let pom = casework::event::Post::Pom;
    ada.writes(&number("A1002AA"), allocated(pom, BEN)).await;
    let among = Among { holder: Some(BEN), readable_on: None };
    let own = ada.search_among("thistle", 10, true, among).await.unwrap();
    assert_eq!((own.texts.len(), own.all.notes, own.all.actions), (2, 1, 1));
    assert!(own.texts.iter().all(|hit| hit.number == "A1002AA"));
    let own = ada.search_among("clarke", 1, true, among).await.unwrap();
    assert_eq!((own.people[0].number.as_str(), own.all.people), ("A1002AA", 1));
    assert_eq!(ada.search("clarke", 1, true).await.unwrap().all.people, 3, "also those beyond the limit are counted");
    assert_eq!(ada.search("thistle", 10, true).await.unwrap().texts.len(), 6);
}

#[tokio::test]
async fn of_whoever_left_too_long_ago_the_name_is_found_and_nothing_else() {
    let mut ada = founded().await;
    let olu = number("A1002AA");
    ada.meets(&olu, "Olu", "Thistle").await;
    ada.writes(&olu, Note::new(1, "The thistle.").agreeing(2, "Pull the thistle").written()).await;
    let sent = CaseSent {
        id: TransferId(uuid(9)),
        unit: crypto::Hash::from_bytes([0x0d; 32]),
        prison: "MDI".to_owned(),
        why: "Moved on the regional plan".to_owned(),
        entries: 3,
        readable_until: "2027-11-20".parse().unwrap(),
        inbox: crypto::AgreementKey::from_bytes([0x1b; 32]),
    };
    ada.writes(&olu, CaseEvent::CaseSent(sent)).await;
    for (today, cell, texts, listed) in [("2027-11-20", Some("A-1-003"), 2, 1), ("2027-11-21", None, 0, 0)] {
        let readable_on = Some(today.parse().unwrap());
        let among = Among { holder: None, readable_on };
        let found = ada.search_among("thistle", 10, true, among).await.unwrap();
        let [hit] = found.people.as_slice() else { panic!("{:?}", found.people) };
        assert_eq!((hit.number.as_str(), hit.cell.as_deref(), found.texts.len()), ("A1002AA", cell, texts), "{today}");
        for here in [None, Some(false)] {
            let filter = Filter { here, readable_on, ..Filter::default() };
            let query = CaseloadQuery { filter, sort: Sort::Name, descending: false, offset: 0, limit: 10 };
            assert_eq!(ada.caseload(&query).await.unwrap().1, listed, "{today}");
        }
    }
}

#[tokio::test]
async fn a_changed_name_is_found_and_the_old_one_no_longer() {
    let mut ada = a_wing().await;
    ada.writes(&number("A1008AA"), recorded([(Field::LastName, text("Fitzgerald"))])).await;
    assert_eq!(people(&ada, "Fitzgerald").await, ["A1008AA"]);
    assert!(people(&ada, "Murphy").await.is_empty());
}

fn marked(hit: &TextHit) -> Vec<String> {
    hit.marks.iter().map(|(from, to)| hit.excerpt.get(*from..*to).expect("a mark between letters").to_owned()).collect()
}

async fn texts(desk: &Desk, typed: &str, sensitive: bool) -> Vec<TextHit> {
    let Found { texts, .. } = desk.search(typed, 50, sensitive).await.unwrap();
    for hit in &texts {
        assert!(hit.marks.iter().all(|(from, to)| from < to && hit.excerpt.get(*from..*to).is_some()), "{hit:?}");
    }
    texts
}

#[tokio::test]
async fn notes_are_found_by_their_words_and_those_of_their_amendments_and_actions() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    let long = format!(
        "{} Then the family visit on Sunday went well, he said. {}",
        "Before. ".repeat(60),
        "After. ".repeat(60)
    );
    ada.writes(&kieran, Note::new(1, &long).written()).await;
    ada.writes(&kieran, Note::new(2, "He talked about work in the kitchens.").written()).await;
    ada.writes(&kieran, amended(3, 2, "It was the greenhouse, not the kitchens.")).await;
    ada.writes(&kieran, amended(4, 2, "And a polytunnel.")).await;
    let session = Note::new(5, "A quiet session.").session().agreeing(6, "Apply for the bricklaying course");
    ada.writes(&kieran, session.written()).await;
    ada.writes(&kieran, Note::new(7, "Siân O’Neill’s café sent a réchauffé.").written()).await;

    // While they wait to be indexed, and when they are.
    for _ in 0..2 {
        let found = texts(&ada, "family visit", false).await;
        assert_eq!(found.len(), 1);
        assert_eq!(marked(&found[0]), ["family", "visit"]);
        assert!(found[0].excerpt.starts_with('…') && found[0].excerpt.ends_with('…'), "{}", found[0].excerpt);
        assert!(found[0].excerpt.len() < 200);
        assert_eq!((found[0].name.as_str(), found[0].number.as_str()), ("Ashdown, Kieran", "A4417FK"));
        assert_eq!(marked(&texts(&ada, "fami", false).await[0]), ["family"], "as it is typed");
        assert_eq!(marked(&texts(&ada, "FAMILY vis", false).await[0]), ["family", "visit"]);
        assert!(texts(&ada, "fami visit", false).await.is_empty(), "only the last word is a beginning");

        for word in ["greenhouse", "polytunnel", "kitchens work"] {
            assert_eq!(texts(&ada, word, false).await.len(), 1, "{word}");
        }
        let action = &texts(&ada, "bricklaying", false).await[0];
        assert!(action.action);
        assert_eq!((action.kind.0.as_str(), action.kind.1.as_str()), ("KA", "KS"));
        assert_eq!(marked(action), ["bricklaying"]);
        assert_eq!(action.note.0, uuid(5));

        for typed in ["cafe", "café", "CAFÉ", "cafe\u{301}", "rechauffe", "sian"] {
            assert_eq!(texts(&ada, typed, false).await.len(), 1, "{typed}");
        }
        let found = texts(&ada, "O'Neill", false).await;
        assert_eq!(marked(&found[0]), ["O", "Neill"], "an apostrophe is between two words of a text");
        assert!(texts(&ada, "f", false).await.is_empty(), "one letter means nothing in a text");
        assert_eq!(texts(&ada, "family v", false).await.len(), 1, "and changes nothing after a word");
        ada.rebuild(|_, _| {}).await.unwrap();
    }
}

#[tokio::test]
async fn words_that_stand_together_come_before_words_that_do_not_and_new_before_old() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    ada.writes(&kieran, Note::new(1, "A family visit.").written()).await;
    ada.writes(&kieran, Note::new(2, "The visit was not of the family.").written()).await;
    ada.writes(&kieran, Note::new(3, "Another family visit.").written()).await;
    for _ in 0..2 {
        let order: Vec<_> = texts(&ada, "family visit", false).await.into_iter().map(|hit| hit.note.0).collect();
        assert_eq!(order, [uuid(3), uuid(1), uuid(2)]);
        ada.rebuild(|_, _| {}).await.unwrap();
    }
}

/// The newest notes and actions are indexed together, every so often: before and after, each is found once.
#[tokio::test]
async fn every_note_is_found_whether_it_is_indexed_yet_or_waits() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    for at in 0..150 {
        let note = Note::new(10 * at + 1, "A thistle.").agreeing(10 * at + 2, "Pull the thistle");
        ada.writes(&kieran, note.written()).await;
        if at % 7 == 3 {
            // Amendments of what is indexed and of what waits.
            ada.writes(&kieran, amended(10 * at + 3, 10 * at + 1, "And a bramble.")).await;
            ada.writes(&kieran, amended(10 * at + 4, 1, &format!("Seen after {at}."))).await;
        }
        let all = ada.search("thistle", 1, true).await.unwrap().all;
        let (notes, actions) = (usize::try_from(at).unwrap() + 1, usize::try_from(at).unwrap() + 1);
        assert_eq!((all.notes, all.actions), (notes, actions.min(50)), "{at}");
        let brambles = ada.search("bramb", 1, true).await.unwrap().all.notes;
        assert_eq!(brambles, (notes + 3) / 7, "{at}");
    }
    assert_eq!(texts(&ada, "seen 143", true).await.len(), 1);
    let mut connection = ada.raw().await;
    let indexed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM note_word_docsize").fetch_one(&mut connection).await.unwrap();
    assert_eq!(indexed, 128, "two lots of 64; the rest waits");
    sqlx::Connection::close(connection).await.unwrap();
    ada.is_sound().await;
    let before = texts(&ada, "thistle", true).await;
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(texts(&ada, "thistle", true).await, before);
}

#[tokio::test]
async fn sensitive_words_are_found_by_who_may_read_them_and_restricted_ones_by_nobody() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    let note = Note::new(1, "The thistle is sensitive.").sensitive().agreeing(2, "Thistle action");
    ada.writes(&kieran, note.written()).await;
    let note = Note::new(3, "The nettle is restricted.").restricted().agreeing(4, "Nettle action");
    ada.writes(&kieran, note.written()).await;
    let more = vec![amended(5, 3, "More nettle.")];
    ada.tries_in(ledger::Compartment::Restricted, &kieran, more).await.unwrap();
    ada.writes(&kieran, victim_contact("Nettle Bright")).await;
    ada.writes(&kieran, amended(6, 1, "More brambles.")).await;

    for _ in 0..2 {
        assert_eq!(texts(&ada, "thistle", true).await.len(), 2);
        assert_eq!(texts(&ada, "brambles", true).await.len(), 1);
        assert!(texts(&ada, "thistle", false).await.is_empty());
        assert!(texts(&ada, "brambles", false).await.is_empty());
        assert!(texts(&ada, "nettle", true).await.is_empty());
        assert!(texts(&ada, "nettle", false).await.is_empty());
        ada.rebuild(|_, _| {}).await.unwrap();
    }
}

/// However many newer notes a reader may not see, the ones that they may see are found.
#[tokio::test]
async fn what_may_not_be_read_does_not_hide_what_may() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    let open = Note::new(1, "The thistle in the garden.").agreeing(2, "Pull the thistle");
    ada.writes(&kieran, open.written()).await;
    let closed = |id: u64| {
        Note::new(id, "A sensitive thistle.").sensitive().agreeing(id + 1, "A sensitive thistle is pulled").written()
    };
    ada.tries(&kieran, (0..250).map(|at| closed(10 + 2 * at)).collect()).await.unwrap();
    assert_eq!(texts(&ada, "thistle", false).await.len(), 2);
    assert_eq!(texts(&ada, "thistle", true).await.len(), 2 * 50, "as many of each kind as asked for");
    let all = ada.search("thistle", 1, true).await.unwrap().all;
    assert_eq!((all.notes, all.older_notes, all.actions, all.older_actions), (200, true, 50, true));
    let all = ada.search("thistle", 1, false).await.unwrap().all;
    assert_eq!((all.notes, all.older_notes, all.actions, all.older_actions), (1, false, 1, false));
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_error() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    let odd = "किताब पढ़ना Ⓐ ⅷ ² ภาษาไทย кириллица 漢字 ﷺ \u{10400} \u{1fbf5} \u{31350} Ⓑoxed";
    ada.writes(&kieran, Note::new(1, odd).written()).await;
    let long = "x".repeat(10_000);
    let many = "garden ".repeat(1_500);
    let ands = "a AND b OR c NOT d NEAR e ".repeat(100);
    let letters: String = (0x20..0x3000_u32).step_by(7).filter_map(char::from_u32).collect();
    for typed in [
        "\"",
        "\"\"",
        "*",
        "**",
        "a*",
        "'",
        "';--",
        "NEAR(",
        "NEAR(a b)",
        "(",
        ")",
        "a AND",
        "OR",
        "NOT",
        "AND AND AND",
        "^a",
        "{a b}: c",
        "text:garden",
        "+",
        "-garden",
        "\0",
        "gar\0den",
        "garden\0",
        "\u{feff}",
        "\u{202e}nedrag",
        "%",
        "_",
        "[",
        "]",
        "किताब",
        "किता",
        "ภาษา",
        "ภาษาไทย",
        "漢",
        "漢字",
        "Ⓐ",
        "Ⓑoxed",
        "aⒶb",
        "ⅷ",
        "²",
        "x²y",
        "ﷺ",
        "\u{10400}",
        "\u{1fbf5}a",
        "a\u{31350}b",
        "a\u{31350}",
        "\u{301}",
        "e\u{301}\u{302}\u{303}",
        "a\u{20dd}b",
        "👩‍🦰",
        "ß",
        "İ",
        "ǅ",
        "\u{1e94b}\u{1e900}x",
        "x\u{1c90}y",
        "ab \u{1c90}x\u{1c91}",
        &long,
        &many,
        &ands,
        &letters,
    ] {
        let found = ada.search(typed, 10, true).await;
        let start: String = typed.chars().take(20).collect();
        let found = found.unwrap_or_else(|error| panic!("{start}: {error:?}"));
        for hit in &found.texts {
            assert!(hit.marks.iter().all(|(from, to)| hit.excerpt.get(*from..*to).is_some()), "{start}: {hit:?}");
        }
    }
    for typed in ["किताब", "кирил", "漢字", "ภาษาไทย"] {
        assert_eq!(texts(&ada, typed, false).await.len(), 1, "{typed}");
    }
    for at in 0..300 {
        let typed: String = (0..1 + below(&mut ada.rng, 12))
            .filter_map(|_| char::from_u32(u32::try_from(below(&mut ada.rng, 0x32000)).unwrap()))
            .collect();
        ada.search(&typed, 10, true).await.unwrap_or_else(|error| panic!("{at} {typed:?}: {error:?}"));
    }
}

/// The names of the world are not all written in letters that the encoder of sounds knows.
#[tokio::test]
async fn any_name_can_be_recorded_and_found() {
    let mut ada = founded().await;
    for (serial, name) in
        ["𞤀𞤣𞤤𞤢𞤥", "Œuvrard", "Ħal", "王小明", "Şükrü", "Ðorđe", "Дмитрий", "محمد", "किताब", "ẞ", "²", "-", "x'y"]
            .into_iter()
            .enumerate()
    {
        let about = prisoner(serial);
        ada.meets(&about, "Noor", name).await;
        let found = people(&ada, name).await;
        let searchable = name.chars().any(char::is_alphanumeric);
        assert_eq!(found.contains(&about.to_string()), searchable, "{name}: {found:?}");
    }
    ada.is_sound().await;
    let mut rng = seeded(4);
    let letters: Vec<char> = ('a'..='z').chain('0'..='9').collect();
    for _ in 0..20_000 {
        let word: String = (0..below(&mut rng, 9)).map(|_| one_of(&mut rng, &letters)).collect();
        let _sound = store::name::sound(&word);
    }
}

/// A text with a word longer than an excerpt, and letters of several bytes everywhere.
#[tokio::test]
async fn an_excerpt_is_cut_between_letters_and_stays_short() {
    let mut ada = a_wing().await;
    let kieran = number("A4417FK");
    let word = "ŵ".repeat(400);
    for (id, words) in [
        (1, format!("{word} garden {word}")),
        (2, format!("garden {word}")),
        (3, format!("a{word}")),
        (4, "ŷ ".repeat(300) + "garden" + &" ŷ".repeat(300)),
        (5, "\n\t\r garden \n\t\r".to_owned()),
    ] {
        ada.writes(&kieran, Note::new(id, &words).written()).await;
    }
    let found = texts(&ada, "garden", false).await;
    assert_eq!(found.len(), 4);
    for hit in found {
        assert_eq!(marked(&hit), ["garden"], "{hit:?}");
        assert!(hit.excerpt.len() < 200, "{} bytes", hit.excerpt.len());
        assert!(!hit.excerpt.contains(['\n', '\t', '\r']));
    }
    let found = texts(&ada, &format!("a{}", "ŵ".repeat(30)), false).await;
    assert!(found[0].excerpt.len() < 200, "{} bytes", found[0].excerpt.len());
}
