//! How big a file may grow. Functions are clippy's business (clippy.toml).

use super::none;
use super::source::{Source, rust};

const LIMIT: usize = 400;

/// Files whose lines before the unit tests are more than the limit.
fn too_long(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|file| !file.is_test()).filter_map(|file| {
        let lines = file.without_tests().lines().count();
        (lines > LIMIT).then(|| {
            format!("{}: {lines} lines, at most {LIMIT}; one file holds one noun or one verb: split it", file.path)
        })
    });
    long.collect()
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    none(&too_long(&rust()));
}

mod tests {
    use super::{LIMIT, too_long};
    use crate::rules::sample;

    #[test]
    fn a_long_file_is_found_and_its_tests_do_not_count() {
        let code = "line();\n".repeat(LIMIT);
        let good = sample(
            "src-tauri/a.rs",
            &format!("{code}#[cfg(test)]\nmod tests {{\n{code}}}\n"),
        );
        assert!(
            too_long(&[good]).is_empty(),
            "exactly the limit, and as much again of tests"
        );
        let bad = sample("src-tauri/a.rs", &format!("{code}one();\n"));
        assert_eq!(too_long(&[bad]).len(), 1, "one line too many");
    }
}
