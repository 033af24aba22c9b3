//! Names say what a thing is. Words that fit anything are refused.

use super::none;
use super::source::{Source, files, rust, words};

const EMPTY: [&str; 6] = ["manager", "service", "helper", "util", "utils", "processor"];

/// Parts of a name: `OrderHelpers` -> order, helpers; `stock_util` -> stock, util.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in name.chars() {
        if !letter.is_alphanumeric() || letter.is_uppercase() {
            parts.push(String::new());
        }
        if letter.is_alphanumeric() {
            parts
                .last_mut()
                .expect("never empty")
                .extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn says_nothing(name: &str) -> bool {
    parts(name)
        .iter()
        .any(|part| EMPTY.contains(&part.trim_end_matches('s')) || EMPTY.contains(&&**part))
}

/// Types that are declared with an empty name.
fn types(sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in sources {
        for (number, line) in file.code() {
            let line_words: Vec<&str> = line.split('"').step_by(2).flat_map(words).collect();
            for pair in line_words.windows(2) {
                if ["struct", "enum", "trait", "type", "mod"].contains(&pair[0])
                    && says_nothing(pair[1])
                {
                    findings.push(format!(
                        "{}:{number} declares {}: name it after what it is or does in the seller's words",
                        file.path, pair[1]
                    ));
                }
            }
        }
    }
    findings
}

/// Files and folders with an empty name.
fn places(sources: &[Source]) -> Vec<String> {
    let empty = sources.iter().filter(|file| {
        file.path
            .split('/')
            .any(|part| says_nothing(part.split('.').next().unwrap_or(part)))
    });
    empty
        .map(|file| format!("{}: name it after the noun or verb in it", file.path))
        .collect()
}

#[test]
fn no_type_has_an_empty_name() {
    none(&types(&rust()));
}

#[test]
fn no_file_has_an_empty_name() {
    let mut all = rust();
    all.extend(files("ui/src", "ts"));
    all.extend(files("ui/src", "tsx"));
    none(&places(&all));
}

mod tests {
    use super::{places, says_nothing, types};
    use crate::rules::sample;

    #[test]
    fn empty_words_are_seen_in_any_form() {
        for name in [
            "TaskManager",
            "stock_util",
            "helpers",
            "PriceServiceImpl",
            "utils",
        ] {
            assert!(says_nothing(name), "{name} says nothing");
        }
        for name in ["Management", "serviceable", "utility_bill", "Processing"] {
            assert!(!says_nothing(name), "{name} is another word");
        }
    }

    #[test]
    fn a_declared_type_is_found_and_a_used_one_is_not() {
        let bad = sample("src-tauri/a.rs", "pub(crate) struct OrderManager { }");
        assert_eq!(types(&[bad]).len(), 1, "it is declared here");
        let good = sample("src-tauri/a.rs", "use tauri::Manager; // struct Helper");
        assert!(
            types(&[good]).is_empty(),
            "another library may call its things as it likes"
        );
    }

    #[test]
    fn a_file_called_utils_is_found() {
        assert_eq!(
            places(&[sample("ui/src/lib/utils.ts", "")]).len(),
            1,
            "what is in it?"
        );
        assert!(
            places(&[sample("ui/src/lib/money.ts", "")]).is_empty(),
            "money is in it"
        );
    }
}
