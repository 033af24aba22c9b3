//! Pop-ups of the desktop, shown by dunst, which the message bus starts when it is asked for.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Screen, Window, Words};

/// What dunst shows or showed: first lines and bodies.
fn shown() -> Vec<(String, String)> {
    let history = dunst(&["history"]);
    let Ok(history) = serde_json::from_str::<Value>(&history) else {
        return Vec::new();
    };
    let all = history["data"][0].as_array().cloned().unwrap_or_default();
    let text = |one: &Value, part: &str| one[part]["data"].as_str().unwrap_or_default().to_owned();
    all.iter()
        .map(|one| (text(one, "summary"), text(one, "body")))
        .collect()
}

fn dunst(args: &[&str]) -> String {
    let output = Command::new("dunstctl").args(args).output();
    let output = output.expect("dunstctl: apt-get install dunst");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// How many are on the screen now.
fn on_screen() -> usize {
    dunst(&["count", "displayed"]).trim().parse().unwrap_or(0)
}

/// Whether the page shows what waits for a decision.
async fn decides(screen: &Screen) -> bool {
    let script =
        "return Boolean(document.querySelector(\"a[aria-current=page][href*='decisions']\"))";
    screen.run(script, Vec::new()).await == Value::Bool(true)
}

/// The page's address after its `#`.
async fn address(screen: &Screen) -> String {
    let hash = screen.run("return location.hash", Vec::new()).await;
    hash.as_str().unwrap_or_default().to_owned()
}

/// Where a click led.
#[derive(Debug, PartialEq)]
enum Led {
    ToDecisions,
    Elsewhere,
    Nowhere,
}

/// Clicks the uppermost pop-up and waits for where it leads: a second click before that would lead
/// away again.
async fn click(screen: &Screen) -> Led {
    screen.go("/settings").await;
    dunst(&["action", "0"]);
    let patience = Instant::now() + Duration::from_secs(2);
    while Instant::now() < patience {
        let now = address(screen).await;
        if now.contains("decisions") || now.contains("queue=waiting") {
            return Led::ToDecisions;
        }
        if !now.contains("settings") {
            return Led::Elsewhere;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Led::Nowhere
}

/// Clicks what is on the screen, from above. The program may not listen yet when a pop-up is just
/// there: then it is clicked once more. dunst leaves it there after a click of its command.
async fn one_leads_there(screen: &Screen) -> bool {
    while on_screen() > 0 {
        let mut led = click(screen).await;
        if led == Led::Nowhere {
            led = click(screen).await;
        }
        if led == Led::ToDecisions {
            return true;
        }
        dunst(&["close"]);
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn a_pop_up_says_that_an_answer_waits_and_a_click_opens_it() {
    // Those of windows that are gone lead nowhere.
    dunst(&["close-all"]);
    let window = Window::open(&["--demo"]).await;
    let screen = &window.screen;
    screen.go("/settings").await;
    screen.find("main h1").await;
    // The demo asks a person within its first seconds.
    let session = screen.wait_for("session_get", |session| {
        session["counts"]["waiting"].as_i64() > Some(0)
    });
    session.await;
    let patience = Instant::now() + Duration::from_secs(90);
    // A warning of stock may lie above it; its click leads elsewhere.
    while !one_leads_there(screen).await {
        assert!(
            Instant::now() < patience,
            "no pop-up leads to what waits, the last one to {}: {:?}",
            address(screen).await,
            shown()
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    while !decides(screen).await {
        assert!(Instant::now() < patience, "the click opens what waits");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    dunst(&["close-all"]);
    let title = Words::of("uz-Latn")
        .say("notice.waiting_other")
        .replace("{{count}}", "");
    let told = shown();
    let found = told.iter().find(|(first, _)| first.ends_with(title.trim()));
    assert!(found.is_some(), "in the language of the window: {told:?}");
}
