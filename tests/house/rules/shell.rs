//! Only the shell names the window's toolkit, so that the whole product also runs without a window.

use super::none;
use super::source::{Source, product, words};

/// The shell with its build script and the tests of its own package.
const SHELL: [&str; 3] = ["src-tauri/src/", "src-tauri/build.rs", "src-tauri/tests/"];

/// Code outside the shell that names tauri or one of its plugins.
fn names_the_window(sources: &[Source]) -> Vec<String> {
    let outside = sources
        .iter()
        .filter(|file| !SHELL.iter().any(|place| file.path.starts_with(place)));
    let mut findings = Vec::new();
    for file in outside {
        for (number, line) in file.code() {
            let paths = line.split('"').step_by(2).flat_map(words);
            if paths
                .into_iter()
                .any(|word| word == "tauri" || word.starts_with("tauri_"))
            {
                findings.push(format!(
                    "{}:{number} names tauri: only src-tauri/src may",
                    file.path
                ));
            }
        }
    }
    findings
}

#[test]
fn only_the_shell_names_tauri() {
    none(&names_the_window(&product()));
}

mod tests {
    use super::names_the_window;
    use crate::rules::sample;

    #[test]
    fn a_use_of_tauri_outside_the_shell_is_found() {
        let bad = sample("src-tauri/crates/api/src/lib.rs", "use tauri::AppHandle;");
        assert_eq!(
            names_the_window(&[bad]).len(),
            1,
            "api runs without a window"
        );
        let good = sample("src-tauri/src/lib.rs", "use tauri::AppHandle;");
        assert!(
            names_the_window(&[good]).is_empty(),
            "the shell is its home"
        );
        let text = sample(
            "src-tauri/crates/cli/src/a.rs",
            "let origin = \"tauri localhost\"; // tauri::x",
        );
        assert!(
            names_the_window(&[text]).is_empty(),
            "strings and prose are no imports"
        );
    }
}
