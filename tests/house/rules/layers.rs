//! Who may import whom.

use std::process::Command;

use serde_json::Value;

use super::none;
use super::source::{files, root};

/// A crate of ours and what it may use of ours. Tests may use anything.
/// Changing this table is changing the architecture: say why in src-tauri/ARCHITECTURE.md.
const TABLE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("secrets", &[]),
    ("charts", &["domain"]),
    ("insight", &["domain"]),
    ("store", &["domain"]),
    ("queue", &["domain"]),
    ("marketplaces", &["domain", "secrets"]),
    ("ai", &["secrets"]),
    (
        "engine",
        &[
            "ai",
            "domain",
            "insight",
            "marketplaces",
            "queue",
            "secrets",
            "store",
        ],
    ),
    (
        "api",
        &[
            "charts", "domain", "engine", "insight", "queue", "secrets", "store",
        ],
    ),
    ("sandbox", &["domain"]),
    ("cli", &["api", "sandbox"]),
    ("super-ai-manager", &["api", "cli", "sandbox"]),
    ("xtask", &[]),
    ("contracts", &[]),
    ("e2e", &[]),
    ("house", &[]),
    ("journeys", JOURNEYS),
];

/// Journeys play all parts: they see the store and the marketplaces from behind.
const JOURNEYS: &[&str] = &[
    "api",
    "contracts",
    "domain",
    "marketplaces",
    "sandbox",
    "secrets",
    "store",
];

/// The one package that may know the window.
const SHELL: &str = "super-ai-manager";

/// Finds every edge that the table does not have.
fn edges(metadata: &Value, table: &[(&str, &[&str])]) -> Vec<String> {
    let packages = metadata["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let ours: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut findings = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = table.iter().find(|(row, _)| *row == name) else {
            findings.push(format!(
                "{name}: a new crate; give it a row in TABLE and in ARCHITECTURE.md"
            ));
            continue;
        };
        for used in dependencies(package) {
            if ours.contains(&used) && !allowed.contains(&used) {
                findings.push(format!(
                    "{name} uses {used}: it may use only {allowed:?}; move the code to a layer that may, \
                     or pass what is needed in as an argument"
                ));
            }
            if is_window(used) && name != SHELL {
                findings.push(format!(
                    "{name} uses {used}: only {SHELL} may know the window"
                ));
            }
        }
    }
    findings
}

fn is_window(name: &str) -> bool {
    ["tauri", "wry", "tao", "webkit2gtk"]
        .iter()
        .any(|w| name == *w || name.starts_with(&format!("{w}-")))
}

/// Dependencies for normal use and for build scripts; those of tests are free.
fn dependencies(package: &Value) -> impl Iterator<Item = &str> {
    let all = package["dependencies"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    all.iter()
        .filter(|edge| edge["kind"] != "dev")
        .filter_map(|edge| edge["name"].as_str())
}

/// Crates of a tree that only a window needs.
fn window_in(tree: &str) -> Vec<String> {
    let names = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<_> = names
        .filter(|name| is_window(name) || *name == "gtk")
        .collect();
    found.dedup();
    let say = |name: &&str| {
        format!("`sam` links {name}: `cargo tree -p cli -i {name}` shows through whom")
    };
    found.iter().map(say).collect()
}

/// Runs cargo, which answers without compiling anything.
fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(root())
        .output();
    let output = output.expect("cargo is there: it runs this test");
    assert!(
        output.status.success(),
        "cargo {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo speaks UTF-8")
}

#[test]
fn every_edge_between_crates_is_in_the_table() {
    let text = cargo(&[
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ]);
    let metadata = serde_json::from_str(&text).expect("cargo metadata is JSON");
    none(&edges(&metadata, TABLE));
}

#[test]
fn sam_links_no_window() {
    none(&window_in(&cargo(&[
        "tree",
        "--offline",
        "-p",
        "cli",
        "-e",
        "normal",
        "--prefix",
        "none",
    ])));
}

#[test]
fn every_package_inherits_the_lints_of_the_workspace() {
    let manifests = ["src-tauri", "tests", "xtask"]
        .iter()
        .flat_map(|folder| files(folder, "toml"));
    let manifests = manifests.filter(|file| file.path.ends_with("/Cargo.toml"));
    let lax = manifests.filter(|file| !file.text.contains("[lints]\nworkspace = true"));
    let findings: Vec<_> = lax
        .map(|file| format!("{}: add `[lints]` with `workspace = true`", file.path))
        .collect();
    none(&findings);
}

mod tests {
    use serde_json::{Value, json};

    use super::{edges, window_in};

    fn package(name: &str, uses: &[(&str, Option<&str>)]) -> Value {
        let edge = |(name, kind): &(&str, Option<&str>)| json!({ "name": name, "kind": kind });
        json!({ "name": name, "dependencies": uses.iter().map(edge).collect::<Vec<_>>() })
    }

    #[test]
    fn an_edge_upwards_is_found_and_one_for_tests_is_free() {
        let table: &[(&str, &[&str])] = &[("domain", &[]), ("store", &["domain"])];
        let packages = [
            package("domain", &[("store", Some("dev"))]),
            package("store", &[("domain", None)]),
        ];
        assert!(
            edges(&json!({ "packages": packages }), table).is_empty(),
            "the table allows these"
        );
        let packages = [package("domain", &[("store", None)]), package("store", &[])];
        let findings = edges(&json!({ "packages": packages }), table);
        assert_eq!(
            findings.len(),
            1,
            "domain must not know the store: {findings:?}"
        );
    }

    #[test]
    fn a_build_script_is_no_way_around_the_table() {
        let table: &[(&str, &[&str])] = &[("domain", &[]), ("store", &[])];
        let packages = [
            package("domain", &[("store", Some("build"))]),
            package("store", &[]),
        ];
        assert_eq!(
            edges(&json!({ "packages": packages }), table).len(),
            1,
            "build edges count"
        );
    }

    #[test]
    fn a_crate_without_a_row_is_found() {
        let findings = edges(&json!({ "packages": [package("stranger", &[])] }), &[]);
        assert!(
            findings[0].contains("TABLE"),
            "it says where to add the row: {findings:?}"
        );
    }

    #[test]
    fn the_window_belongs_to_the_shell_alone() {
        let table: &[(&str, &[&str])] = &[("api", &[]), ("super-ai-manager", &[])];
        let uses = [("tauri", None), ("tauri-plugin-updater", None)];
        let packages = [package("api", &uses), package("super-ai-manager", &uses)];
        let findings = edges(&json!({ "packages": packages }), table);
        assert_eq!(
            findings.len(),
            2,
            "both edges of api, none of the shell: {findings:?}"
        );
    }

    #[test]
    fn a_window_deep_in_the_tree_is_found() {
        let tree =
            "cli v0.1.0 (/x)\nserde v1.0.0\nwry v0.50.0\nwebkit2gtk-sys v2.0.0\ntaopq v1.0.0\n";
        assert_eq!(
            window_in(tree).len(),
            2,
            "wry and webkit2gtk-sys, not taopq"
        );
    }
}
