//! What the configuration promises about the window.

use serde_json::{Value, json};
use tauri::Manager;

use crate::stage::Stage;

fn config(stage: &Stage) -> Value {
    serde_json::to_value(stage.window.app_handle().config()).expect("JSON")
}

#[test]
fn the_policy_of_the_page_lets_nothing_in_from_elsewhere() {
    let stage = Stage::open();
    let config = config(&stage);
    let policy = &config["app"]["security"]["csp"];
    for (directive, sources) in policy.as_object().expect("directives") {
        let text = sources.to_string();
        assert!(!text.contains("unsafe"), "{directive} is open: {text}");
        assert!(!text.contains('*'), "{directive} is open: {text}");
        assert!(
            !text.contains("https:"),
            "{directive} reaches the internet: {text}"
        );
    }
    assert_eq!(
        policy["default-src"],
        json!("'self'"),
        "what is not named is not allowed"
    );
    assert_eq!(
        config["app"]["security"]["freezePrototype"],
        json!(true),
        "scripts cannot change what all objects inherit"
    );
}

#[test]
fn updates_are_signed_for_their_version_and_come_over_tls() {
    let stage = Stage::open();
    let updater = &config(&stage)["plugins"]["updater"];
    assert_eq!(
        updater["requireSignedVersion"],
        json!(true),
        "else an old build could be announced as a new one"
    );
    for dangerous in [
        "dangerousInsecureTransportProtocol",
        "dangerousAcceptInvalidCerts",
        "dangerousAcceptInvalidHostnames",
    ] {
        assert!(
            updater
                .get(dangerous)
                .is_none_or(|set| set == &json!(false)),
            "{dangerous} must never be shipped"
        );
    }
    let signed = updater["pubkey"]
        .as_str()
        .is_some_and(|key| !key.is_empty());
    let announced = updater["endpoints"]
        .as_array()
        .is_some_and(|all| !all.is_empty());
    assert!(
        signed || !announced,
        "an address without a key would take anything"
    );
}
