//! Release on temporary licence without a window: what is written, what is refused and why, and what the gate sees.

use serde_json::{Value, json};
use tests::command::{Account, Ran};
use tests::people::person;

const KIERAN: &str = "A4417FK";

fn form(until: &str) -> Value {
    json!({
        "kind": "rdr",
        "reason": "R14",
        "purpose": "work",
        "words": "Work at a shop",
        "byPrisoner": true,
        "pattern": { "Weekly": { "days": [0, 2], "out": "08:00", "back": "16:00", "from": "2027-03-01", "until": until } },
        "places": [{
            "name": "Nowhere Stores",
            "address": "1 Nowhere Row, Leeds",
            "contact": "Moira Quill",
            "phone": "0113 496 0000",
            "overnight": false,
        }],
        "escort": "U",
        "transport": "PUT",
    })
}

fn applies(account: &Account, form: &Value) -> Ran {
    account.typing(["rotl", "apply", KIERAN], &form.to_string())
}

#[test]
fn an_application_is_written_listed_and_consulted_on() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    applies(&account, &form("2027-03-31")).done();
    let listed = account.json(["rotl", "of", KIERAN]);
    let id = listed[0]["id"].as_str().unwrap();
    assert_eq!((&listed[0]["status"], &listed[0]["kind"]), (&json!("applied"), &json!("rdr")));
    let asked = ["rotl", "consult", KIERAN, id, "police", "asked", "--on", "2026-01-05", "--words", "By e-mail"];
    account.run(asked).done();
    let shown = account.json(["rotl", "show", KIERAN, id]);
    assert_eq!(shown["releases"].as_array().unwrap().len(), 10, "Mondays and Wednesdays of March");
    let consultations = shown["consultations"].as_array().unwrap();
    let police = consultations.iter().find(|one| one["with"]["consultee"] == "police").unwrap();
    assert_eq!(police["asked"], "2026-01-05");
    assert!(police["draft"].as_str().unwrap().contains("Kieran Ashdown"), "there is a letter to send");
    let gate = account.json(["rotl", "gate", "--day", "2027-03-03"]);
    assert_eq!(gate["rows"][0]["state"], "Held");
    assert_eq!(gate["rows"][0]["lacks"], "nobody has granted it");
    account.run(["verify"]).done();
}

#[test]
fn what_cannot_be_is_refused_in_plain_words_and_nothing_is_written() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    let before = account.entries();
    let too_long = applies(&account, &form("2028-03-31")).refused();
    assert!(too_long.contains("the longest is 1 September 2027"), "{too_long}");
    let no_day = applies(&account, &form("2027-02-01")).refused();
    assert!(no_day.contains("is before the first"), "{no_day}");
    let no_form = account.typing(["rotl", "apply", KIERAN], "{").refused();
    assert!(no_form.contains("--help"), "{no_form}");
    let nowhere = account.run(["rotl", "show", KIERAN, "nonsense"]).refused();
    assert!(nowhere.contains("rotl of NUMBER"), "{nowhere}");
    assert_eq!(account.entries(), before);

    applies(&account, &form("2027-03-31")).done();
    let listed = account.json(["rotl", "of", KIERAN]);
    let id = listed[0]["id"].as_str().unwrap();
    let nobody = account.run(["rotl", "consult", KIERAN, id, "nobody", "asked", "--on", "2026-01-05"]).refused();
    assert!(nobody.contains("“nobody”"), "{nobody}");
    let ahead = account.run(["rotl", "consult", KIERAN, id, "police", "asked", "--on", "2199-01-05"]).refused();
    assert!(ahead.contains("has not come yet"), "{ahead}");
    let decides = ["rotl", "decide", KIERAN, id, "granted", "--grade", "governor", "--reasons", "He has done well"];
    let not_hers = account.run(decides).refused();
    assert!(not_hers.contains("governor, duty manager"), "{not_hers}");
}

#[test]
fn what_the_prison_sets_is_listed_set_and_taken_back() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    let of = |name: &str| {
        let listed = account.json(["figures", "list"]);
        listed.as_array().unwrap().iter().find(|figure| figure["name"] == name).unwrap().clone()
    };
    assert_eq!(
        (&of("rotl_grade_ror_standard")["value"], &of("rotl_grade_ror_standard")["group"]),
        (&json!("duty manager"), &json!("release"))
    );
    assert_eq!(of("keywork_weeks")["group"], "owed");
    account.run(["figures", "set", "rotl_grade_ror_standard", "governor", "--reason", "Agreed in October"]).done();
    let set = of("rotl_grade_ror_standard");
    assert_eq!((&set["value"], &set["was"]), (&json!("governor"), &json!("duty manager")));
    let lower =
        account.run(["figures", "set", "rotl_grade_ror_restricted", "duty manager", "--reason", "No"]).refused();
    assert!(lower.contains("nobody below the governor may decide that"), "{lower}");
    let unknown = account.run(["figures", "set", "colour", "red", "--reason", "No"]).refused();
    assert!(unknown.contains("There is no such figure."), "{unknown}");
    account.run(["figures", "set", "prison_address", "2 Nowhere Lane\nLeeds", "--reason", "First recorded"]).done();
    assert_eq!(of("prison_address")["value"], "2 Nowhere Lane\nLeeds");
    account.run(["figures", "take-back", "rotl_grade_ror_standard", "--reason", "Trained"]).done();
    assert_eq!(of("rotl_grade_ror_standard")["was"], Value::Null);
    account.run(["verify"]).done();
}

#[test]
fn counts_are_printed_or_given_as_json_and_days_that_cannot_be_are_refused() {
    let account = Account::with_people(&[person(KIERAN, "Kieran", "Ashdown")]);
    let none = account.json(["rotl", "counts"]);
    assert_eq!((&none["since"], &none["refusals"], &none["decided"]["days"]), (&Value::Null, &json!([]), &Value::Null));
    applies(&account, &form("2027-03-31")).done();
    let counts = account.json(["rotl", "counts"]);
    let waiting = &counts["progress"]["stages"][1];
    assert_eq!(waiting, &json!(["Risk assessment", [1, 0, 0]]), "nobody was asked, so it is to be assessed");
    assert_eq!(
        counts["groups"][0],
        json!({
            "by": "Sex",
            "groups": [{ "name": "Male", "applied": 1, "granted": 0, "refused": 0, "releases": 0, "failures": 0 }],
        })
    );
    let text = account.run(["rotl", "counts", "--from", "2026-01-01"]).done().stdout;
    assert!(
        text.contains("Risk assessment") && text.contains("By ethnicity") && text.contains("Not recorded"),
        "{text}"
    );
    let ahead = account.json(["rotl", "counts", "--until", "2199-12-31"]);
    assert!(ahead["cut"].as_str().unwrap().starts_with("31 December 2199 has not come yet"), "{ahead}");
    let before = account.entries();
    let turned = account.run(["rotl", "counts", "--from", "2026-03-02", "--until", "2026-03-01"]).refused();
    assert!(turned.contains("1 March 2026 is before the first day, 2 March 2026"), "{turned}");
    let no_day = account.run(["rotl", "counts", "--from", "soon"]).refused();
    assert!(no_day.contains("“soon” is not a date"), "{no_day}");
    assert_eq!(account.entries(), before);
}
