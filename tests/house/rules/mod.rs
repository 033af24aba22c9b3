//! The rules.

mod documentation;
mod layers;
mod marketplaces;
mod migrations;
mod names;
mod packages;
mod shell;
mod sizes;
mod skills;
mod source;

use source::Source;

/// Fails with one line per finding.
fn none(findings: &[String]) {
    assert!(
        findings.is_empty(),
        "the house is crooked:\n  {}",
        findings.join("\n  ")
    );
}

/// A made-up source, for the bad samples.
fn sample(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
        only_tests: false,
    }
}
