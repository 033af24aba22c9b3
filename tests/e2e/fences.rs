//! What the page in the real window cannot do, whatever script got into it.

use serde_json::{Value, json};

use crate::harness::Window;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn the_page_in_the_window_is_fenced_in() {
    let window = Window::open(&["--demo"]).await;
    let screen = &window.screen;
    screen.find("main").await;
    for (command, args) in [
        ("plugin:window|set_title", json!({ "value": "x" })),
        (
            "plugin:event|emit",
            json!({ "event": "changed", "payload": [] }),
        ),
        ("plugin:updater|check", json!({})),
        ("plugin:opener|open_path", json!({ "path": "/etc/passwd" })),
        (
            "plugin:opener|open_url",
            json!({ "url": "http://example.org/" }),
        ),
        (
            "plugin:opener|open_url",
            json!({ "url": "file:///etc/passwd" }),
        ),
    ] {
        let answer = screen.ask(command, args).await;
        let said = answer["error"].to_string().to_lowercase();
        assert!(said.contains("not allowed"), "{command}: {answer}");
    }
    let frozen = screen
        .run("return Object.isFrozen(Object.prototype)", vec![])
        .await;
    assert_eq!(
        frozen,
        json!(true),
        "no script changes what all objects inherit"
    );
}

/// Tries something and tells whether the policy stopped it.
const TRIES: [(&str, &str); 5] = [
    (
        "a script in the page",
        "const s = document.createElement('script'); s.textContent = 'window.__hit = true'; document.head.append(s)",
    ),
    (
        "a style element",
        "const s = document.createElement('style'); s.textContent = 'body { display: none }'; document.head.append(s)",
    ),
    (
        "a style attribute in markup",
        "const d = document.createElement('div'); d.innerHTML = '<p style=\"position: fixed\"></p>'; document.body.append(d)",
    ),
    (
        "a picture from elsewhere",
        "const i = new Image(); i.src = 'https://example.org/x.png'; document.body.append(i)",
    ),
    (
        "a request to elsewhere",
        "fetch('https://example.org/').catch(() => {})",
    ),
];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn foreign_scripts_styles_and_requests_are_stopped() {
    let window = Window::open(&["--demo"]).await;
    let screen = &window.screen;
    screen.find("main").await;
    for (what, script) in TRIES {
        let wait = format!(
            "const done = arguments[0]; const late = setTimeout(() => done(null), 5000); \
             addEventListener('securitypolicyviolation', (event) => {{ clearTimeout(late); \
             done(event.violatedDirective) }}, {{ once: true }}); {script}"
        );
        let stopped = screen.client.execute_async(&wait, vec![]).await;
        let stopped = stopped.expect("a script");
        assert_ne!(stopped, Value::Null, "{what} was not stopped");
    }
    let hit = screen.run("return window.__hit ?? null", vec![]).await;
    assert_eq!(hit, Value::Null, "the script did not run");
    // The page is its own and stays: no link leads the window away.
    screen
        .run("location.href = 'https://example.org/'", vec![])
        .await;
    screen.find("main").await;
}
