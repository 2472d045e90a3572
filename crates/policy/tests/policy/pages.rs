//! The pages in `docs/rules/` are what the rules say of themselves. Where they differ, run
//! `cargo test -p policy -- --ignored rewrite_the_pages`, and read what changed before keeping it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use policy::docs;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

#[test]
fn the_pages_say_what_the_rules_say() {
    for page in docs::pages() {
        let kept = std::fs::read_to_string(folder().join(&page.file)).unwrap_or_default();
        assert!(kept == page.text, "docs/rules/{} differs. As it would be now:\n{}\n", page.file, page.text);
    }
}

#[test]
fn there_is_no_page_of_a_rule_that_is_gone() {
    let made: BTreeSet<String> = docs::pages().into_iter().map(|page| page.file).collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        assert!(made.contains(&file), "docs/rules/{file} is the page of no rule");
    }
}

#[test]
#[ignore = "it writes the pages"]
fn rewrite_the_pages() {
    std::fs::create_dir_all(folder()).unwrap();
    for page in docs::pages() {
        std::fs::write(folder().join(&page.file), &page.text).unwrap();
    }
}
