//! Counts of passed and failed tests, read from what each runner prints, and their sum: the last
//! line of `cargo xtask test`.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// A stage that has no counts of its own: nothing was passed, one thing failed.
    pub(crate) const ONE_FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// The counts of a run that ended with `success`: a run that failed without a failed test
    /// (it did not compile, it crashed) still counts as one failure.
    pub(crate) fn of_run(counts: Self, success: bool) -> Self {
        if success || counts.failed > 0 {
            counts
        } else {
            Self {
                failed: 1,
                ..counts
            }
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads what `cargo nextest run` reported in its last line, or else sums what `cargo test` did, in
/// one line per binary. Nextest repeats the lines of failed tests, which must not count twice.
pub(crate) fn of_cargo(text: &str) -> Tally {
    let lines = text.lines().map(str::trim_start);
    let summary = lines.clone().rfind(|line| line.starts_with("Summary ["));
    if let Some((_, counts)) = summary.and_then(|line| line.split_once(" run: ")) {
        return count(&without_brackets(counts), ',');
    }
    let mut sum = Tally::default();
    for counts in lines.filter_map(|line| line.strip_prefix("test result: ")) {
        sum += count(counts, ';');
    }
    sum
}

/// Reads the JSON report of Vitest.
pub(crate) fn of_vitest(json: &str) -> Option<Tally> {
    let report: serde_json::Value = serde_json::from_str(json).ok()?;
    let number = |name: &str| report.get(name).and_then(serde_json::Value::as_u64);
    Some(Tally {
        passed: number("numPassedTests")?,
        failed: number("numFailedTests")?,
    })
}

fn count(counts: &str, separator: char) -> Tally {
    let mut tally = Tally::default();
    for part in counts.split(separator) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let Some(at) = words.iter().position(|word| word.parse::<u64>().is_ok()) else {
            continue;
        };
        let number = words
            .get(at)
            .and_then(|word| word.parse().ok())
            .unwrap_or(0);
        match words.get(at + 1).copied() {
            Some("passed") => tally.passed += number,
            Some("failed" | "timed" | "exec") => tally.failed += number,
            _ => {}
        }
    }
    tally
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|letter| {
            match letter {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Tally, of_cargo, of_vitest};

    #[test]
    fn the_binaries_of_cargo_test_are_summed() {
        let text = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(
            of_cargo(text),
            Tally {
                passed: 5,
                failed: 1
            },
            "both lines count"
        );
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        let text = "     Summary [   0.311s] 21 tests run: 19 passed (1 slow, 1 flaky), 1 failed, 1 timed out, 4 skipped\n";
        assert_eq!(
            of_cargo(text),
            Tally {
                passed: 19,
                failed: 2
            },
            "a test that timed out failed"
        );
    }

    #[test]
    fn what_nextest_repeats_of_a_failed_test_does_not_count_again() {
        let text = "  stdout ---\n    test result: FAILED. 0 passed; 1 failed; 0 ignored; 41 filtered out\n\
            ------------\n     Summary [  22.129s] 69 tests run: 65 passed, 4 failed, 0 skipped\n";
        assert_eq!(
            of_cargo(text),
            Tally {
                passed: 65,
                failed: 4
            },
            "the summary has it all"
        );
    }

    #[test]
    fn a_summary_cut_short_is_read_too() {
        let text = "     Summary [   0.311s] 2/21 tests run: 1 passed, 1 failed, 19 not run\n";
        assert_eq!(
            of_cargo(text),
            Tally {
                passed: 1,
                failed: 1
            },
            "what ran counts"
        );
    }

    #[test]
    fn words_of_a_test_that_look_like_counts_are_not_counted() {
        let text = "assertion: 7 passed, 3 failed\nstdout: 5 passed; 5 failed;\n";
        assert_eq!(
            of_cargo(text),
            Tally::default(),
            "only the runner's own lines count"
        );
    }

    #[test]
    fn the_report_of_vitest_is_read() {
        let json = r#"{"numTotalTests":9,"numPassedTests":8,"numFailedTests":1}"#;
        assert_eq!(
            of_vitest(json),
            Some(Tally {
                passed: 8,
                failed: 1
            }),
            "by the report's names"
        );
        assert_eq!(
            of_vitest("{}"),
            None,
            "a report without counts is no report"
        );
    }

    #[test]
    fn a_run_that_died_without_a_failed_test_counts_as_one_failure() {
        let died = Tally::of_run(
            Tally {
                passed: 4,
                failed: 0,
            },
            false,
        );
        assert_eq!(
            died,
            Tally {
                passed: 4,
                failed: 1
            },
            "a crash must not look like a pass"
        );
        let good = Tally {
            passed: 4,
            failed: 0,
        };
        assert_eq!(Tally::of_run(good, true), good, "a good run stays as it is");
    }

    #[test]
    fn the_last_line_is_plain() {
        let line = Tally {
            passed: 12,
            failed: 0,
        }
        .to_string();
        assert_eq!(line, "12 passed, 0 failed", "CI reads exactly this form");
    }
}
