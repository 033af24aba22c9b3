//! Every file says in its first lines what it is for.

use super::none;
use super::source::{Source, rust};

/// Files that do not begin with `//!`, or whose crate says next to nothing about itself.
/// Unit tests belong to the module beside them, which has spoken.
fn silent(sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    let unit_test = |file: &&Source| file.path.starts_with("src-tauri/") && file.is_test();
    for file in sources.iter().filter(|file| !unit_test(file)) {
        let prose: Vec<&str> = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        let words = prose
            .iter()
            .flat_map(|line| line.trim_start_matches("//!").split_whitespace())
            .count();
        if prose.is_empty() {
            findings.push(format!(
                "{}: begin with `//!` and say what it is for",
                file.path
            ));
        } else if file.path.ends_with("/src/lib.rs") && words < 8 {
            findings.push(format!(
                "{}: a crate tells its reader what it does and what it never does",
                file.path
            ));
        }
    }
    findings
}

#[test]
fn every_file_says_what_it_is_for() {
    none(&silent(&rust()));
}

mod tests {
    use super::silent;
    use crate::rules::sample;

    #[test]
    fn a_file_without_a_word_is_found() {
        assert_eq!(
            silent(&[sample("src-tauri/a.rs", "fn f() {}")]).len(),
            1,
            "nothing is said"
        );
        assert!(
            silent(&[sample("src-tauri/a.rs", "//! Prices.\n")]).is_empty(),
            "enough for a part"
        );
    }

    #[test]
    fn a_crate_that_says_next_to_nothing_is_found() {
        let bad = sample("src-tauri/crates/x/src/lib.rs", "//! `x`.\n");
        assert_eq!(silent(&[bad]).len(), 1, "its name alone is no description");
    }
}
