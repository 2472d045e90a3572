//! Files of every shape, whole and broken.

use serde_json::Value as Json;

use crate::prison::rows_of;

const A: &str = r#"{"prisonerNumber":"A1111AA","lastName":"Able"}"#;
const B: &str = r#"{"prisonerNumber":"B2222BB","lastName":"Baker"}"#;

/// Each row's prison number, or the rule that it breaks.
fn gist(text: impl AsRef<[u8]>) -> Vec<String> {
    rows_of(text)
        .into_iter()
        .map(|row| match row.content {
            Ok(content) => content.get("prisonerNumber").and_then(Json::as_str).unwrap_or("none").to_owned(),
            Err(problem) => problem.rule.to_owned(),
        })
        .collect()
}

#[test]
fn json_is_read_in_every_shape_it_is_exported_in() {
    let both = ["A1111AA", "B2222BB"];
    let pretty = format!("{:#}", serde_json::from_str::<Json>(B).unwrap());
    assert_eq!(gist(A), ["A1111AA"]);
    assert_eq!(gist(format!("\u{FEFF}[{A},\r\n{B}]")), both);
    assert_eq!(gist(format!(r#"{{"page":1,"content":[{A},{B}],"totalElements":2}}"#)), both);
    assert_eq!(gist(format!(r#"[{{"content":[{A}]}},{{"content":[{B}]}}]"#)), both);
    assert_eq!(gist(format!("{{\"content\":[{A}]}}\n{{\"content\":[{B}]}}")), both);
    assert_eq!(gist(format!("{A}\r\n\r\n{B}\r\n")), both);
    assert_eq!(gist(format!("{pretty}\n{A}")), ["B2222BB", "A1111AA"]);
    assert_eq!(gist(format!("exported today\n{A}")), ["not-json", "A1111AA"]);
    assert!(gist("[]").is_empty());
    assert!(gist(r#"{"content":[]}"#).is_empty());
}

#[test]
fn a_person_with_a_key_called_content_is_no_search_page() {
    assert_eq!(gist(r#"{"content":["x"],"prisonerNumber":"A1111AA"}"#), ["A1111AA"]);
}

#[test]
fn a_bad_line_costs_only_itself() {
    assert_eq!(gist(format!("{A}\n{{\"prisonerNumber\":\n{B}")), ["A1111AA", "not-json", "B2222BB"]);
    assert_eq!(
        gist(format!("{A}\n{{\"lastName\":\"O\n{B}\n42\n[]")),
        ["A1111AA", "not-json", "B2222BB", "not-a-document"]
    );
    assert_eq!(gist(format!("{A}\n{{\"a\":{{\n{B}\n}}}}")), ["A1111AA", "not-json", "B2222BB", "not-json"]);
}

#[test]
fn a_bad_element_costs_only_itself() {
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let list = format!(r#"[{A},7,{{"a" 1}},{{"prisonerNumber":"A1111AA","x":{deep}}},"text",{B},]"#);
    assert_eq!(gist(list), ["A1111AA", "not-a-document", "not-json", "too-deep", "not-a-document", "B2222BB"]);
}

#[test]
fn a_list_cut_short_keeps_what_came_before_and_the_rest_as_text() {
    let cut = format!(r#"{{"content":[{A},{{"prisonerNumber":"B2222BB","last"#);
    let rows = rows_of(&cut);
    assert_eq!(gist(&cut), ["A1111AA", "cut-short"]);
    assert_eq!(rows[1].raw, r#"{"prisonerNumber":"B2222BB","last"#);
    assert_eq!(gist(format!("[{A},{B}")), ["A1111AA", "B2222BB", "cut-short"]);
    assert_eq!(gist(format!(r#"{{"content":[{A}]{B}],"total":2}}"#)), ["A1111AA", "not-json", "not-json"]);
}

#[test]
fn a_key_that_says_two_things_is_kept_aside_and_one_that_repeats_itself_is_not() {
    assert_eq!(gist(r#"{"prisonerNumber":"A1111AA","category":"C","category":"D"}"#), ["said-twice"]);
    assert_eq!(gist(r#"{"prisonerNumber":"A1111AA","category":"C","Category":"D"}"#), ["said-twice"]);
    assert_eq!(gist(r#"{"prisonerNumber":"A1111AA","alerts":[{"x":1,"x":2}]}"#), ["said-twice"]);
    assert_eq!(gist(r#"{"prisonerNumber":"A1111AA","category":"C","category":"C"}"#), ["A1111AA"]);
}

#[test]
fn bad_letters_cost_only_their_row() {
    let mut list = format!("[{A},").into_bytes();
    list.extend(b"{\"prisonerNumber\":\"C3333CC\",\"lastName\":\"Caf\xE9\"},");
    list.extend(format!("{B}]").into_bytes());
    assert_eq!(gist(&list), ["A1111AA", "not-utf-8", "B2222BB"]);
    assert!(rows_of(&list)[1].raw.contains("Caf\u{FFFD}"));

    let table = b"prisonerNumber,lastName\r\nA1111AA,Able\r\nC3333CC,Caf\xE9\r\nB2222BB,Baker";
    assert_eq!(gist(table), ["A1111AA", "not-utf-8", "B2222BB"]);
}

#[test]
fn tables_are_read_however_they_were_saved() {
    let text = "\u{FEFF}sep=;\r\n PRISONERNUMBER ;lastname;Note;currentIncentive\r\n\
                A1111AA;\"Able; \"\"the\r\nelder\"\"\";12;\"{\"\"level\"\":{\"\"code\"\":\"\"STD\"\"}}\"\r\n;;;\r\nB2222BB;Baker;;\r\n";
    let rows = rows_of(text);
    let first = rows[0].content.as_ref().unwrap();
    assert_eq!(first["prisonerNumber"], "A1111AA");
    assert_eq!(first["lastName"], "Able; \"the\r\nelder\"");
    assert_eq!(first["Note"], 12);
    assert_eq!(first["currentIncentive"], r#"{"level":{"code":"STD"}}"#);
    assert_eq!(rows[0].raw, "A1111AA;\"Able; \"\"the\r\nelder\"\"\";12;\"{\"\"level\"\":{\"\"code\"\":\"\"STD\"\"}}\"");
    assert_eq!((rows.len(), rows[1].row), (2, 3));
    assert_eq!(rows[1].content.as_ref().unwrap()["currentIncentive"], Json::Null);
    assert_eq!(gist("lastName\tprisonerNumber\nAble\tA1111AA"), ["A1111AA"]);
}

#[test]
fn rows_that_do_not_fit_their_headings_are_kept_aside() {
    let table =
        "prisonerNumber,lastName,category\nA1111AA,Able\nB2222BB,Baker,C,,\nC3333CC,Cole,C,D\nD4444DD,\"Dean,C\n";
    assert_eq!(gist(table), ["ragged-row", "B2222BB", "ragged-row", "cut-short"]);
    let message = rows_of(table)[0].content.clone().unwrap_err().message;
    assert!(message.starts_with("Row 1: it has 2 cells where the headings have 3"), "{message}");
    assert_eq!(gist("prisonerNumber,category,Category\nA1111AA,C,C\nB2222BB,C,D"), ["A1111AA", "said-twice"]);
}

#[test]
fn a_row_that_ran_into_the_headings_is_not_lost() {
    assert_eq!(gist("prisonerNumber,lastName,A1111AA,Able\nB2222BB,Baker"), ["row-in-headings", "ragged-row"]);
}

#[test]
fn hostile_files_are_read_in_one_pass() {
    // Each of these would take hours if a search for an end began again at every line.
    for unit in
        ["{\n", "{\"\n", "{\"a\":[\n", "[{\"content\":[\n", "[", "}", "]\n", "{}\n{\"a\":\n", "{\"content\":[}\n"]
    {
        let text = unit.repeat(100_000 / unit.len());
        for before in ["", "[", "{\"content\":["] {
            drop(rows_of(format!("{{{before}{text}")));
            drop(rows_of(format!("[{before}{text}")));
        }
    }
}
