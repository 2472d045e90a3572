//! Dependencies point one way, and the pure crates stay pure.
//!
//! `docs/architecture.md` says which crate may know of which; the tables here say it to the compiler's data. To let a
//! crate depend on another, change both, with the reason. The judgements are plain functions over plain data, so that
//! the tests at the end can show that each of them finds what it is there to find.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::Command;

use serde_json::Value;

/// The packages of the workspace and those of its packages that each may link.
const MAY_LINK: &[(&str, &[&str])] = &[
    // pure: what is true, wherever it runs
    ("crypto", &[]),
    ("ledger", &["crypto"]),
    ("casework", &["ledger", "crypto"]),
    ("policy", &["casework", "ledger"]),
    ("api", &["casework", "policy", "ledger", "crypto"]),
    // the device's edges
    ("store", &["casework", "ledger", "crypto"]),
    ("sync", &["store", "casework", "ledger", "crypto"]),
    ("intake", &["casework", "ledger"]),
    // rows and words in, a sealed file out: knows nothing of cases either
    ("pack", &["crypto"]),
    // words and dates in, a PDF out: knows nothing of cases
    ("papers", &[]),
    // the use-cases, and the three ways in to them
    ("app", &["api", "policy", "store", "sync", "intake", "pack", "papers", "casework", "ledger", "crypto"]),
    ("stage", &["app", "demo"]),
    ("throughcare-cli", &["app", "api", "stage"]),
    ("throughcare", &["app", "api", "stage"]),
    ("ui", &["api"]),
    // the other end of the wire, which must not be able to read what it carries
    ("server", &["ledger", "crypto"]),
    // what the shell is measured against: a window with nothing of ours in it
    (EMPTY_WINDOW, &[]),
    // invented people: told to the use-cases by whoever asks for them, unknown to every other crate
    ("demo", &[]),
    // what other programs make of a PDF: for tests of whoever makes one
    ("proof", &[]),
    // PostgreSQL, for tests of whoever keeps something in it
    ("cluster", &[]),
];

/// Packages that nobody ships, and that may look at everything.
const MAY_LINK_ANYTHING: &[&str] = &["tests", "benches"];

/// The package that is the window: the only one of the product that may know of Tauri.
const SHELL: &str = "throughcare";
/// The bench's empty window: it has to be of the very Tauri that the shell is, and nobody links it or ships it.
const EMPTY_WINDOW: &str = "empty-window";

/// Same inputs, same answer, in a test, on a server and in a browser: no file, no network, no clock, no random source.
const PURE: &[&str] = &["crypto", "ledger", "casework", "policy", "papers", "api"];

/// What would make a pure crate impure, by whatever way it comes in.
const IMPURE: &[(&str, &[&str])] = &[
    ("an asynchronous runtime", &["tokio", "async-std", "smol", "mio"]),
    ("a database", &["sqlx", "sqlx-core", "libsqlite3-sys", "rusqlite"]),
    ("the network", &["reqwest", "hyper", "axum", "rustls", "socket2"]),
    ("the operating system's keyring", &["keyring", "keyring-core", "secret-service", "zbus"]),
    ("the operating system's random source", &["getrandom"]),
    ("a second calendar with a clock of its own (dates are jiff's)", &["chrono", "time", "web-time"]),
    ("the file system", &["tempfile", "walkdir", "memmap2", "notify"]),
];

/// What a pure package links all the same, and why it stays pure. `clippy.toml` forbids the calls that would not be.
const LINKED_UNUSED: &[(&str, &str, &str)] = &[
    ("papers", "time", "typst's own type of a date; its world has no today (crates/papers/src/press/world.rs)"),
    ("papers", "memmap2", "typst looks for fonts of the system with it, when it is told to"),
    ("papers", "walkdir", "syntect reads folders of syntaxes with it, when it is given one"),
];

/// Features of one package that another must not have, however they would be turned on.
const WITHOUT_FEATURE: &[(&str, &str, &str, &str)] = &[
    ("server", "crypto", "keys", "the server links the verifying half: what it cannot link it cannot leak"),
    ("server", "ledger", "seal", "the server writes no entry and opens none"),
];

/// One package of the workspace, as its manifest declares it.
struct Package {
    name: String,
    /// What it links or runs at build time. What only its tests use is left out: tests may know more than the tested.
    links: Vec<String>,
    /// What its tests use besides.
    tests_with: Vec<String>,
}

/// A package that another one links, directly or not, and the features that it has there.
struct Linked {
    name: String,
    features: Vec<String>,
}

// --- the judgements ---

/// Every arrow between two packages of the workspace that [`MAY_LINK`] does not allow.
fn wrong_arrows(packages: &[Package]) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = MAY_LINK.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in packages {
        if MAY_LINK_ANYTHING.contains(&package.name.as_str()) {
            continue;
        }
        let Some(may) = allowed.get(package.name.as_str()) else {
            wrong.push(format!("{0}: a new package; say in MAY_LINK what {0} may depend on", package.name));
            continue;
        };
        for linked in package.links.iter().filter(|&linked| packages.iter().any(|other| other.name == **linked)) {
            if !may.contains(&linked.as_str()) {
                let may = if may.is_empty() { "nothing of ours".to_owned() } else { may.join(", ") };
                wrong.push(format!("{0} → {linked}: {0} may depend on {may}", package.name));
            }
        }
    }
    wrong
}

/// Every package but the shell and its empty peer that names Tauri, in tests too: it would link a whole browser.
fn tauri_outside_the_shell(packages: &[Package]) -> Vec<String> {
    packages
        .iter()
        .filter(|package| package.name != SHELL && package.name != EMPTY_WINDOW)
        .flat_map(|package| package.links.iter().chain(&package.tests_with).map(move |linked| (package, linked)))
        .filter(|(_, linked)| *linked == "tauri" || linked.starts_with("tauri-"))
        .map(|(package, linked)| format!("{} → {linked}: only {SHELL}, the shell, may depend on Tauri", package.name))
        .collect()
}

/// Everything impure among what a pure package links.
fn impurities(package: &str, linked: &[Linked]) -> Vec<String> {
    IMPURE
        .iter()
        .flat_map(|(what, names)| names.iter().map(move |name| (what, name)))
        .filter(|(_, name)| linked.iter().any(|linked| linked.name == **name))
        .filter(|(_, name)| !LINKED_UNUSED.iter().any(|(of, unused, _)| *of == package && unused == *name))
        .map(|(what, name)| {
            format!("{package} → … → {name}: {what}; see how with: cargo tree -p {package} --all-features -i {name}")
        })
        .collect()
}

/// Every feature that a package must do without, and has.
fn forbidden_features(package: &str, linked: &[Linked]) -> Vec<String> {
    WITHOUT_FEATURE
        .iter()
        .filter(|(of, ..)| *of == package)
        .filter(|(_, dependency, feature, _)| {
            linked.iter().any(|linked| linked.name == *dependency && linked.features.iter().any(|has| has == feature))
        })
        .map(|(_, dependency, feature, why)| {
            format!(
                "{package} → … → {dependency}/{feature}: {why}; see how with: cargo tree -p {package} -e features -i {dependency}"
            )
        })
        .collect()
}

// --- reading the workspace ---

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn cargo(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(WORKSPACE).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("cargo {} failed:\n{said}", arguments.join(" ")).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn workspace() -> Result<Vec<Package>, Box<dyn Error>> {
    packages_in(&cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"])?)
}

/// Reads what `cargo metadata` prints.
fn packages_in(metadata: &str) -> Result<Vec<Package>, Box<dyn Error>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let list = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_array).cloned().ok_or_else(|| format!("cargo metadata has no list '{key}'"))
    };
    let text = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
            .ok_or_else(|| format!("cargo metadata has no '{key}'"))
    };
    let mut packages = Vec::new();
    for package in list(&metadata, "packages")? {
        let (mut links, mut tests_with) = (Vec::new(), Vec::new());
        for dependency in list(&package, "dependencies")? {
            let only_tests = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            if only_tests { &mut tests_with } else { &mut links }.push(text(&dependency, "name")?);
        }
        packages.push(Package { name: text(&package, "name")?, links, tests_with });
    }
    Ok(packages)
}

/// All that a package links on this platform with all its features, as cargo resolves it for that package alone. Without what its tests use:
/// the edges that are asked for decide which features cargo turns on, too.
fn linked_by(package: &str) -> Result<Vec<Linked>, Box<dyn Error>> {
    let tree = cargo(&[
        "tree",
        "--offline",
        "--package",
        package,
        "--all-features",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}|{f}",
    ])?;
    Ok(tree.lines().filter_map(linked_in).collect())
}

/// Reads one line of `cargo tree`: `aead v0.6.1|alloc,rand_core (*)`.
fn linked_in(line: &str) -> Option<Linked> {
    let (package, features) = line.split_once('|')?;
    let features = features.trim_end_matches("(*)").trim();
    Some(Linked {
        name: package.split(' ').next()?.to_owned(),
        features: features.split(',').filter(|feature| !feature.is_empty()).map(str::to_owned).collect(),
    })
}

// --- this workspace ---

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "\n  {}\n\nIf the design itself has changed, change docs/architecture.md and the table in {} together.\n",
        wrong.join("\n  "),
        file!()
    );
}

#[test]
fn every_arrow_points_the_right_way() -> Result<(), Box<dyn Error>> {
    let packages = workspace()?;
    assert!(packages.len() > MAY_LINK_ANYTHING.len(), "cargo metadata showed hardly any package");
    assert_none(&wrong_arrows(&packages));
    Ok(())
}

#[test]
fn only_the_shell_knows_of_tauri() -> Result<(), Box<dyn Error>> {
    assert_none(&tauri_outside_the_shell(&workspace()?));
    Ok(())
}

#[test]
fn pure_crates_reach_for_nothing_outside_themselves() -> Result<(), Box<dyn Error>> {
    let mut wrong = Vec::new();
    for package in workspace()?.iter().filter(|package| PURE.contains(&package.name.as_str())) {
        wrong.extend(impurities(&package.name, &linked_by(&package.name)?));
    }
    assert_none(&wrong);
    Ok(())
}

#[test]
fn nobody_has_a_feature_that_they_must_do_without() -> Result<(), Box<dyn Error>> {
    let mut wrong = Vec::new();
    for package in workspace()?.iter().filter(|package| WITHOUT_FEATURE.iter().any(|(of, ..)| *of == package.name)) {
        wrong.extend(forbidden_features(&package.name, &linked_by(&package.name)?));
    }
    assert_none(&wrong);
    Ok(())
}

// --- that the judgements see what they are there to see ---

fn package(name: &str, links: &[&str], tests_with: &[&str]) -> Package {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Package { name: name.to_owned(), links: owned(links), tests_with: owned(tests_with) }
}

#[test]
fn an_arrow_from_the_rules_to_the_database_is_found() {
    let packages = [
        package("crypto", &["blake3"], &[]),
        package("ledger", &["crypto"], &[]),
        package("store", &["ledger", "sqlx"], &[]),
        package("casework", &["ledger", "store"], &[]),
    ];
    assert_eq!(wrong_arrows(&packages), ["casework → store: casework may depend on ledger, crypto"]);
}

#[test]
fn an_arrow_that_only_tests_use_is_let_be() {
    let packages = [package("ledger", &[], &["demo"]), package("demo", &[], &[])];
    assert_eq!(wrong_arrows(&packages), Vec::<String>::new());
}

#[test]
fn a_package_that_nobody_placed_is_found() {
    let packages = [package("helpers", &[], &[])];
    assert_eq!(wrong_arrows(&packages), ["helpers: a new package; say in MAY_LINK what helpers may depend on"]);
}

#[test]
fn tauri_is_found_outside_the_shell_even_in_tests() {
    let packages = [
        package(SHELL, &["tauri", "tauri-build"], &[]),
        package("app", &["tauri-plugin-log"], &[]),
        package("tests", &[], &["tauri"]),
    ];
    assert_eq!(
        tauri_outside_the_shell(&packages),
        [
            "app → tauri-plugin-log: only throughcare, the shell, may depend on Tauri",
            "tests → tauri: only throughcare, the shell, may depend on Tauri",
        ]
    );
}

#[test]
fn a_random_source_deep_in_the_tree_is_found() {
    let tree =
        "crypto v0.1.0 (/somewhere/crates/crypto)|keys\naead v0.6.1|alloc,getrandom (*)\ngetrandom v0.4.3|sys_rng\n";
    let linked: Vec<Linked> = tree.lines().filter_map(linked_in).collect();
    let found = impurities("crypto", &linked);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found.iter().all(|line| line.starts_with("crypto → … → getrandom: the operating system's random source")));
}

#[test]
fn what_is_linked_unused_is_let_be_in_that_package_alone() {
    let linked: Vec<Linked> = "time v0.3.55|std\n".lines().filter_map(linked_in).collect();
    assert_eq!((impurities("papers", &linked).len(), impurities("policy", &linked).len()), (0, 1));
}

#[test]
fn a_server_that_could_hold_keys_is_found() {
    let with = |line| linked_in(line).into_iter().collect::<Vec<_>>();
    assert_eq!(forbidden_features("server", &with("crypto v0.1.0 (/crates/crypto)|default,keys (*)")).len(), 1);
    assert_eq!(forbidden_features("server", &with("ledger v0.1.0 (/crates/ledger)|seal")).len(), 1);
    assert_eq!(forbidden_features("server", &with("crypto v0.1.0 (/crates/crypto)|default,serve")).len(), 0);
    assert_eq!(forbidden_features("app", &with("crypto v0.1.0 (/crates/crypto)|keys")).len(), 0);
}

#[test]
fn what_tests_use_is_told_from_what_is_linked() -> Result<(), Box<dyn Error>> {
    let metadata = r#"{ "packages": [ { "name": "store", "dependencies": [
        { "name": "sqlx", "kind": null }, { "name": "cc", "kind": "build" }, { "name": "proptest", "kind": "dev" } ] } ] }"#;
    let packages = packages_in(metadata)?;
    let read: Vec<_> = packages.iter().map(|p| (p.name.as_str(), p.links.len(), p.tests_with.len())).collect();
    assert_eq!(read, [("store", 2, 1)]);
    Ok(())
}

#[test]
fn the_table_itself_has_no_circle() {
    // Each row may name only packages whose own rows are already settled: what remains at the end is a circle.
    let mut open: Vec<_> = MAY_LINK.to_vec();
    loop {
        let before = open.len();
        let names: Vec<&str> = open.iter().map(|(name, _)| *name).collect();
        open.retain(|(_, may)| may.iter().any(|linked| names.contains(linked)));
        if open.len() == before {
            break;
        }
    }
    assert!(open.is_empty(), "these depend on one another: {open:?}");
}
