//! Migrations only add: an older program that opens a newer store must find what it knows.

use super::none;
use super::source::{Source, files, words};

/// What is wrong with names or contents.
fn problems(migrations: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut last = String::new();
    for file in migrations {
        let name = file.path.trim_start_matches("migrations/");
        let stamp = name.split('_').next().unwrap_or_default().to_owned();
        if !well_named(name) {
            findings.push(format!("{}: call it YYYYMMDDHHMM_words.sql", file.path));
        } else if stamp == last {
            findings.push(format!(
                "{}: two migrations of one minute have no order",
                file.path
            ));
        }
        last = stamp;
        findings.extend(removals(file));
    }
    findings
}

fn well_named(name: &str) -> bool {
    let Some((stamp, rest)) = name.split_once('_') else {
        return false;
    };
    let Some(rest) = rest.strip_suffix(".sql") else {
        return false;
    };
    let lower =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    stamp.len() == 12
        && stamp.chars().all(|digit| digit.is_ascii_digit())
        && !rest.is_empty()
        && rest.chars().all(lower)
}

fn removals(file: &Source) -> Vec<String> {
    let code = file
        .text
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default());
    let lines = code.enumerate().filter(|(_, line)| {
        words(line).any(|word| ["drop", "rename"].contains(&&*word.to_lowercase()))
    });
    let say = |(at, _)| {
        format!(
            "{}:{}: add a column or table and fill it; removing is for later",
            file.path,
            at + 1
        )
    };
    lines.map(say).collect()
}

#[test]
fn migrations_are_named_by_time_and_only_add() {
    none(&problems(&files("migrations", "sql")));
}

mod tests {
    use super::problems;
    use crate::rules::sample;

    #[test]
    fn a_name_without_a_time_is_found() {
        for name in [
            "migrations/001_first.sql",
            "migrations/202611221200_First.sql",
            "migrations/202611221200.sql",
        ] {
            assert_eq!(
                problems(&[sample(name, "")]).len(),
                1,
                "{name} has another form"
            );
        }
        let good = sample(
            "migrations/202611221200_first.sql",
            "CREATE TABLE a (b) STRICT;",
        );
        assert!(problems(&[good]).is_empty(), "the agreed form");
    }

    #[test]
    fn two_of_one_minute_are_found() {
        let twins = [
            sample("migrations/202611221200_a.sql", ""),
            sample("migrations/202611221200_b.sql", ""),
        ];
        assert_eq!(
            problems(&twins).len(),
            1,
            "sqlx refuses them too, but later"
        );
    }

    #[test]
    fn a_removal_is_found_and_prose_about_one_is_not() {
        let bad = sample(
            "migrations/202611221200_a.sql",
            "ALTER TABLE a\n  drop column b;",
        );
        assert_eq!(problems(&[bad]).len(), 1, "in any case of letters");
        let good = sample(
            "migrations/202611221200_a.sql",
            "-- never DROP\nCREATE TABLE dropped (a) STRICT;",
        );
        assert!(problems(&[good]).is_empty(), "a comment, and another word");
    }
}
