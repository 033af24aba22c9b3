//! The page's lock file holds the builds of its tools for every system, so that `npm ci` installs
//! the same versions everywhere.

use serde_json::Value;

use super::none;
use super::source::root;

/// Optional builds that a package names and the lock file does not hold.
fn lacking(lock: &Value) -> Vec<String> {
    let Some(packages) = lock["packages"].as_object() else {
        return vec!["ui/package-lock.json names no packages".to_owned()];
    };
    let held = |name: &str| {
        let place = format!("node_modules/{name}");
        packages.keys().any(|key| key.ends_with(&place))
    };
    let named = packages.iter().flat_map(|(of, package)| {
        let optional = package["optionalDependencies"].as_object();
        let names = optional.into_iter().flat_map(|all| all.keys());
        names.map(move |name| (of, name))
    });
    named
        .filter(|(_, name)| !held(name))
        .map(|(of, name)| format!("ui/package-lock.json: {of} names {name}, which is not locked"))
        .collect()
}

#[test]
fn the_lock_file_is_whole_for_every_system() {
    let path = root().join("ui/package-lock.json");
    let text = std::fs::read_to_string(&path).expect("the lock file");
    let lock: Value = serde_json::from_str(&text).expect("JSON");
    none(&lacking(&lock));
}

#[test]
fn a_lock_file_of_one_system_is_found() {
    let lock = serde_json::json!({ "packages": {
        "node_modules/tool": { "optionalDependencies": { "tool-win32": "1.0.0", "tool-linux": "1.0.0" } },
        "node_modules/tool-linux": { "version": "1.0.0" },
    } });
    assert_eq!(lacking(&lock).len(), 1, "the build for Windows is missing");
}
