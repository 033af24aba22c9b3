//! Inside the engine's skills no skill names another: what two share is a part of its own.

use super::none;
use super::source::{Source, product, words};

const SKILLS: &str = "src-tauri/crates/engine/src/skills/";

/// The folder or file directly under skills/ that a path belongs to.
fn place(path: &str) -> Option<&str> {
    path.strip_prefix(SKILLS)?
        .split('/')
        .next()
        .map(|first| first.trim_end_matches(".rs"))
}

/// Skills are the places that declare their `NAME`; other places are shared parts.
fn skills(sources: &[Source]) -> Vec<String> {
    let declares = |file: &&Source| {
        file.code()
            .iter()
            .any(|(_, line)| line.contains("const NAME"))
    };
    let places = sources
        .iter()
        .filter(declares)
        .filter_map(|file| place(&file.path));
    let mut found: Vec<String> = places
        .filter(|place| *place != "mod")
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Code of one skill that names another.
fn neighbours(sources: &[Source], skills: &[String]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in sources {
        let Some(home) = place(&file.path).filter(|home| skills.iter().any(|skill| skill == home))
        else {
            continue;
        };
        for (number, line) in file.code() {
            let paths = line.split('"').step_by(2).flat_map(words);
            for other in
                paths.filter(|word| *word != home && skills.iter().any(|skill| skill == word))
            {
                findings.push(format!(
                    "{}:{number} names the skill {other}: move what both need into a shared part of skills/",
                    file.path
                ));
            }
        }
    }
    findings
}

#[test]
fn no_skill_names_another() {
    let all = product();
    none(&neighbours(&all, &skills(&all)));
}

#[test]
fn the_skills_are_seen() {
    let found = skills(&product());
    assert!(
        found.contains(&"answer_review".to_owned()),
        "else the rule above sees nothing: {found:?}"
    );
}

mod tests {
    use super::{neighbours, skills};
    use crate::rules::sample;

    #[test]
    fn a_skill_that_borrows_from_another_is_found() {
        let one = sample(
            "src-tauri/crates/engine/src/skills/answer_review/mod.rs",
            "const NAME: &str = \"a\";",
        );
        let two = sample(
            "src-tauri/crates/engine/src/skills/answer_question.rs",
            "const NAME: &str = \"q\";\nuse super::answer_review::Draft;",
        );
        let shared = sample(
            "src-tauri/crates/engine/src/skills/facts.rs",
            "use super::answer_review;",
        );
        let all = [one, two, shared];
        let found = skills(&all);
        assert_eq!(
            found,
            ["answer_question", "answer_review"],
            "facts.rs is a shared part"
        );
        let findings = neighbours(&all, &found);
        assert_eq!(
            findings.len(),
            1,
            "answer_question must not use answer_review: {findings:?}"
        );
    }

    #[test]
    fn text_that_happens_to_be_a_name_is_no_import() {
        let one = sample(
            "src-tauri/crates/engine/src/skills/a.rs",
            "const NAME: &str = \"b\";",
        );
        let two = sample(
            "src-tauri/crates/engine/src/skills/b.rs",
            "const NAME: &str = \"b\";",
        );
        let all = [one, two];
        assert!(
            neighbours(&all, &skills(&all)).is_empty(),
            "strings are stored names, not paths"
        );
    }
}
