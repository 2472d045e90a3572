//! What the configuration promises about the page, read back as it is built.

use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn words<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    value[name].as_str().expect(name).split(' ').collect()
}

#[test]
fn the_page_may_ask_the_record_and_hear_of_it_and_nothing_else() {
    let capability = json(include_str!("../capabilities/main.json"));
    assert_eq!(capability["windows"], json(r#"["main"]"#));
    assert_eq!(capability["permissions"], json(r#"["call", "core:event:allow-listen"]"#));
    assert_eq!(capability.get("remote"), None);
    let folder = |name: &str| {
        std::fs::read_dir(format!("{}/src-tauri/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a folder").count()
    };
    assert_eq!((folder("capabilities"), folder("permissions")), (1, 1), "a new file here needs a test here");
    assert!(include_str!("../permissions/call.toml").contains(r#"commands.allow = ["call"]"#));
}

#[test]
fn the_page_runs_its_own_scripts_and_reaches_its_own_window_only() {
    let config = json(include_str!("../../tauri.conf.json"));
    let security = &config["app"]["security"];
    let policy = security["csp"].as_object().expect("a policy");
    for (directive, sources) in policy {
        let sources = sources.as_str().expect("sources");
        for open in ["'unsafe-inline'", "'unsafe-eval'", "*", "https:"] {
            assert!(!sources.split(' ').any(|source| source == open), "{directive}: {open}");
        }
    }
    let csp = &security["csp"];
    assert_eq!(words(csp, "default-src"), ["'none'"]);
    assert_eq!(words(csp, "script-src"), ["'self'", "'wasm-unsafe-eval'"]);
    assert_eq!(words(csp, "style-src"), ["'self'"]);
    assert_eq!(words(csp, "connect-src"), ["'self'", "ipc:", "http://ipc.localhost"]);
    for never in ["base-uri", "form-action", "frame-ancestors", "object-src"] {
        assert_eq!(words(csp, never), ["'none'"], "{never}");
    }
    assert_eq!(security["freezePrototype"], true);
    assert_eq!(security["assetProtocol"]["enable"], false);
    assert_eq!(config["app"]["withGlobalTauri"], false);
}

#[test]
fn the_shell_answers_its_own_calls_and_the_desk_all_others() {
    let source = include_str!("main.rs");
    for name in api::SHELL_CALLS {
        let request = name.strip_prefix("shell.").expect("a name of the shell's");
        assert!(source.contains(&format!("{request}::NAME =>")), "{name} has no handler");
    }
    assert!(api::CALLS.iter().all(|name| !name.starts_with("shell.")));
}

#[test]
fn the_hooks_of_the_bench_are_in_nothing_that_is_shipped() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap_or_default();
    let scripts =
        std::fs::read_dir(root.join("scripts")).expect("scripts").map(|entry| entry.expect("a script").path());
    for script in scripts.chain([root.join("Makefile"), root.join(".ci/run")]) {
        let text = read(&script);
        assert!(!text.is_empty() || script.is_dir(), "{}", script.display());
        let is_bench = script.ends_with("bench.sh");
        assert_eq!(text.contains("test-hooks"), is_bench, "{}", script.display());
        assert_eq!(text.contains("THROUGHCARE_BENCH_BUILD"), is_bench, "{}", script.display());
    }
    // A release build that has them all the same stops at the build script.
    assert!(include_str!("../build.rs").contains("refuse_to_ship_hooks()?"));
}
