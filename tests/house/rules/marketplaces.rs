//! A marketplace is a folder: its name stands nowhere else, so that a fifth one is one folder and
//! one line.

use super::none;
use super::source::{Source, product, words};

const FOLDERS: &str = "src-tauri/crates/marketplaces/src/";

/// Where an id may stand outside its folder, and why.
const ALLOWED: &[(&str, &str)] = &[
    (
        "src-tauri/crates/sandbox/",
        "the sandbox speaks as each marketplace; it shares nothing with the clients",
    ),
    (
        "src-tauri/crates/marketplaces/src/registry.rs",
        "the one line per marketplace",
    ),
];

/// Ids of the marketplaces: the folders that carry a rule pack.
fn ids(packs: &[Source]) -> Vec<String> {
    let inside = packs
        .iter()
        .filter_map(|file| file.path.strip_prefix(FOLDERS));
    inside
        .filter_map(|path| path.strip_suffix("/rules.toml"))
        .map(str::to_owned)
        .collect()
}

/// Whether a string literal of the line has the id as a word, alone or within a sentence.
fn is_said(line: &str, id: &str) -> bool {
    let literals = line.split('"').skip(1).step_by(2);
    literals.flat_map(words).any(|word| word == id)
}

/// String literals that name a marketplace, outside its own folder.
fn named_outside(sources: &[Source], ids: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in sources.iter().filter(|file| !file.is_test()) {
        let allowed = ALLOWED
            .iter()
            .any(|(place, _)| file.path.starts_with(place));
        for (number, line) in file.code().into_iter().filter(|_| !allowed) {
            for id in ids.iter().filter(|id| is_said(&line, id)) {
                if !file.path.starts_with(&format!("{FOLDERS}{id}/")) {
                    findings.push(format!(
                        "{}:{number} names {id:?}: put what differs into its profile or its folder and ask there",
                        file.path
                    ));
                }
            }
        }
    }
    findings
}

/// Code in one marketplace's folder that names another marketplace.
fn neighbours(sources: &[Source], ids: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in sources {
        let Some(inside) = file.path.strip_prefix(FOLDERS) else {
            continue;
        };
        let Some(home) = ids.iter().find(|id| inside.starts_with(&format!("{id}/"))) else {
            continue;
        };
        for (number, line) in file.code() {
            for other in
                words(&line).filter(|word| *word != home && ids.iter().any(|id| id == word))
            {
                findings.push(format!(
                    "{}:{number} names {other}: what both need goes to the shared part of the crate",
                    file.path
                ));
            }
        }
    }
    findings
}

fn real_ids() -> Vec<String> {
    ids(&super::source::files(FOLDERS, "toml"))
}

#[test]
fn a_marketplace_is_named_in_its_folder_only() {
    none(&named_outside(&product(), &real_ids()));
}

#[test]
fn no_marketplace_names_another() {
    none(&neighbours(&product(), &real_ids()));
}

#[test]
fn the_four_marketplaces_are_seen() {
    let found = real_ids();
    assert_eq!(
        found,
        ["ozon", "uzum", "wildberries", "yandex"],
        "else the two rules above see nothing"
    );
}

#[test]
fn every_allowance_is_still_needed() {
    let all = product();
    let unused = ALLOWED
        .iter()
        .filter(|(place, _)| !all.iter().any(|f| f.path.starts_with(place)));
    let findings: Vec<_> = unused
        .map(|(place, _)| format!("{place} is gone: drop it from ALLOWED"))
        .collect();
    none(&findings);
}

mod tests {
    use super::{ids, named_outside, neighbours};
    use crate::rules::sample;

    fn two() -> Vec<String> {
        vec!["ozon".to_owned(), "uzum".to_owned()]
    }

    #[test]
    fn ids_come_from_the_folders() {
        let pack = sample("src-tauri/crates/marketplaces/src/ozon/rules.toml", "");
        let other = sample("src-tauri/crates/marketplaces/src/limits.toml", "");
        assert_eq!(ids(&[pack, other]), ["ozon"], "a folder with a rule pack");
    }

    #[test]
    fn a_match_over_marketplaces_is_found() {
        let bad = sample(
            "src-tauri/crates/engine/src/a.rs",
            "match id { \"ozon\" => 1, _ => 2 }",
        );
        assert_eq!(
            named_outside(&[bad], &two()).len(),
            1,
            "the engine must not know names"
        );
        let list = sample("src-tauri/crates/cli/src/a.rs", "say(\"uzum or ozon\");");
        assert_eq!(
            named_outside(&[list], &two()).len(),
            2,
            "a sentence that lists them is wrong with the fifth one"
        );
        let code = sample("src-tauri/crates/engine/src/a.rs", "let ozon = 1;");
        assert!(named_outside(&[code], &two()).is_empty(), "no literal");
        let good = sample(
            "src-tauri/crates/marketplaces/src/ozon/mod.rs",
            "const ID: &str = \"ozon\";",
        );
        assert!(named_outside(&[good], &two()).is_empty(), "its own folder");
        let comment = sample(
            "src-tauri/crates/engine/src/a.rs",
            "// such as \"ozon\"\nx();",
        );
        assert!(
            named_outside(&[comment], &two()).is_empty(),
            "prose may name them"
        );
        let foreign = sample(
            "src-tauri/crates/marketplaces/src/uzum/mod.rs",
            "let x = \"ozon\";",
        );
        assert_eq!(
            named_outside(&[foreign], &two()).len(),
            1,
            "another's folder is outside too"
        );
    }

    #[test]
    fn an_import_from_a_neighbour_is_found() {
        let bad = sample(
            "src-tauri/crates/marketplaces/src/uzum/mod.rs",
            "use crate::ozon::wire;",
        );
        assert_eq!(
            neighbours(&[bad], &two()).len(),
            1,
            "folders do not know each other"
        );
        let good = sample(
            "src-tauri/crates/marketplaces/src/uzum/mod.rs",
            "use super::uzum::wire; // as ozon",
        );
        assert!(
            neighbours(&[good], &two()).is_empty(),
            "its own name, and prose"
        );
    }
}
