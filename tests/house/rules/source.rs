//! The repository's own text: walking it, and telling code from comments and from tests.

use std::fs;
use std::path::{Path, PathBuf};

/// One file; `path` is relative to the root, with `/` on every system.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
    /// Declared under `#[cfg(test)]` by the module above it.
    pub(super) only_tests: bool,
}

pub(super) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2);
    root.expect("tests/house lies in the root").to_path_buf()
}

/// Every file below `folder` whose name ends with `.extension`.
pub(super) fn files(folder: &str, extension: &str) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join(folder), extension, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let declared: Vec<String> = found.iter().flat_map(test_modules).collect();
    for file in &mut found {
        file.only_tests = declared.iter().any(|module| {
            let inside = file.path.strip_prefix(module.as_str());
            inside.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        });
    }
    found
}

/// Paths, without their ending, of the modules that a file declares for tests only.
fn test_modules(file: &Source) -> Vec<String> {
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "lib.rs" | "main.rs" | "mod.rs")) => folder.to_owned(),
        _ => file.path.trim_end_matches(".rs").to_owned(),
    };
    let marks = file.text.match_indices("#[cfg(test)]");
    let names = marks.filter_map(|(at, mark)| {
        let line = file.text[at + mark.len()..].trim_start().lines().next()?;
        let declared = line.split_once("mod ")?.1.strip_suffix(';')?;
        Some(declared.trim().to_owned())
    });
    names.map(|name| format!("{folder}/{name}")).collect()
}

/// All Rust of the product: the shell and its crates.
pub(super) fn product() -> Vec<Source> {
    files("src-tauri", "rs")
}

/// All Rust of the repository.
pub(super) fn rust() -> Vec<Source> {
    let mut all = product();
    all.extend(files("tests", "rs"));
    all.extend(files("xtask", "rs"));
    all
}

fn walk(folder: &Path, extension: &str, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() {
            if !name.starts_with('.') && !["node_modules", "dist", "target"].contains(&&*name) {
                walk(&path, extension, found);
            }
        } else if path.extension().is_some_and(|ending| ending == extension) {
            found.push(read(&path));
        }
    }
}

fn read(path: &Path) -> Source {
    let relative = path
        .strip_prefix(root())
        .expect("below the root")
        .to_string_lossy();
    // A file that a neighbour is replacing right now reads as empty; the next run sees it.
    let text = fs::read_to_string(path).unwrap_or_default();
    Source {
        path: relative.replace('\\', "/"),
        text,
        only_tests: false,
    }
}

impl Source {
    /// Files that exist for tests only.
    pub(super) fn is_test(&self) -> bool {
        let folders = ["/tests/", "/benches/", "/fixtures/"];
        self.only_tests
            || self.path.starts_with("tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || folders.iter().any(|folder| self.path.contains(folder))
    }

    /// The text before the unit tests at the file's end.
    pub(super) fn without_tests(&self) -> &str {
        let is_tests = |rest: &str| {
            let after = rest.trim_start_matches("#[cfg(test)]").trim_start();
            after.starts_with("mod ") && after.lines().next().is_some_and(|l| l.ends_with('{'))
        };
        let mut marks = self.text.match_indices("#[cfg(test)]");
        let cut = marks.find(|(at, _)| is_tests(&self.text[*at..]));
        cut.map_or(&self.text, |(at, _)| &self.text[..at])
    }

    /// Lines of code with their numbers: no comments, no unit tests; strings are kept.
    pub(super) fn code(&self) -> Vec<(usize, String)> {
        let plain = without_comments(self.without_tests());
        plain
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.to_owned()))
            .collect()
    }
}

/// Blanks comments, and keeps what merely looks like one inside a string.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            let length = token(rest, letter);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        };
        out.extend(rest[..length].chars().filter(|letter| *letter == '\n'));
        rest = &rest[length..];
    }
    out
}

/// Length of the string, character or single letter that `rest` begins with.
fn token(rest: &str, letter: char) -> usize {
    match letter {
        '"' => closing(rest, 1, '"'),
        'r' => raw_string(rest).unwrap_or(1),
        '\'' if rest[1..].starts_with('\\') => closing(rest, 1, '\''),
        '\'' => {
            let mut letters = rest.char_indices().skip(2);
            letters
                .next()
                .filter(|(_, c)| *c == '\'')
                .map_or(1, |(at, _)| at + 1)
        }
        other => other.len_utf8(),
    }
}

fn closing(rest: &str, from: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest[from..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            letter if letter == quote => return from + at + letter.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let hashes = rest[1..]
        .chars()
        .take_while(|letter| *letter == '#')
        .count();
    if !rest[1 + hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let from = 2 + hashes;
    Some(
        rest[from..]
            .find(&end)
            .map_or(rest.len(), |at| from + at + end.len()),
    )
}

/// The identifiers and words of a line.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|w| !w.is_empty())
}

#[test]
fn the_sources_are_seen() {
    let all = rust();
    for path in [
        "src-tauri/crates/domain/src/lib.rs",
        "tests/house/main.rs",
        "xtask/src/main.rs",
    ] {
        assert!(
            all.iter().any(|file| file.path == path),
            "{path} is read, else no rule sees anything"
        );
    }
}

mod tests {
    use super::{test_modules, without_comments, words};
    use crate::rules::sample;

    #[test]
    fn comments_go_and_strings_that_look_like_them_stay() {
        let text =
            "let a = \"https://x\"; // tail\n/* two\nlines */ let b = '\"'; let c = r#\"//\"#;";
        let expected = "let a = \"https://x\"; \n\n let b = '\"'; let c = r#\"//\"#;";
        assert_eq!(
            without_comments(text),
            expected,
            "and line numbers are kept"
        );
    }

    #[test]
    fn lifetimes_do_not_open_a_character() {
        let text = "fn f<'a>(x: &'a str) {} // 'b'";
        assert_eq!(
            without_comments(text),
            "fn f<'a>(x: &'a str) {} ",
            "'a is no string"
        );
    }

    #[test]
    fn unit_tests_are_cut_off_and_a_declared_test_file_is_not() {
        let file = sample(
            "src-tauri/a.rs",
            "code();\n#[cfg(test)]\nmod tests {\n bad();\n}\n",
        );
        assert_eq!(file.without_tests(), "code();\n", "what follows is a test");
        let file = sample("src-tauri/a.rs", "#[cfg(test)]\nmod tests;\ncode();\n");
        assert!(
            file.without_tests().contains("code();"),
            "only the declaration is for tests"
        );
    }

    #[test]
    fn files_of_tests_are_known_by_their_place() {
        for path in [
            "tests/it/a.rs",
            "src-tauri/crates/x/src/a/tests.rs",
            "src-tauri/crates/x/tests/a.rs",
        ] {
            assert!(sample(path, "").is_test(), "{path} is a test");
        }
        assert!(
            !sample("src-tauri/crates/x/src/attests.rs", "").is_test(),
            "this is no test"
        );
    }

    #[test]
    fn modules_declared_for_tests_are_known() {
        let text = "mod a;\n#[cfg(test)]\nmod fixture;\n#[cfg(test)]\npub(crate) mod b;\n";
        let found = test_modules(&sample("x/src/lib.rs", text));
        assert_eq!(
            found,
            ["x/src/fixture", "x/src/b"],
            "beside the file that declares them"
        );
        let found = test_modules(&sample("x/src/c.rs", "#[cfg(test)]\nmod tests;\n"));
        assert_eq!(
            found,
            ["x/src/c/tests"],
            "below the module that declares them"
        );
        let inline = sample("x/src/c.rs", "#[cfg(test)]\nmod tests {\n}\n");
        assert!(test_modules(&inline).is_empty(), "no file of its own");
    }

    #[test]
    fn words_are_whole_identifiers() {
        let found: Vec<_> = words("use super::answer_review::{Draft};").collect();
        assert_eq!(
            found,
            ["use", "super", "answer_review", "Draft"],
            "underscores join"
        );
    }
}
