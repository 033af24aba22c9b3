//! The first story as a person lives it: an empty installation, the demo, one answer approved,
//! seen sent, found in the log. Once in the window, once in a browser.

use serde_json::{Value, json};

use crate::harness::{Page, Screen, Window, Words};

/// An answer leaves after the owner's delay, at the demo's pace; the page is watched so often
/// for as long as one look lasts.
const LOOKS: usize = 4;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn in_the_window_a_person_approves_an_answer_and_sees_it_sent() {
    let window = Window::open(&[]).await;
    let session = window.screen.call("session_get", json!({})).await;
    assert_eq!(
        session["secrets"]["kind"], "keychain",
        "keys and pop-ups share one bus in this process: {session}"
    );
    story(&window.screen, "window", false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: cargo xtask e2e"]
async fn in_a_browser_a_person_approves_an_answer_and_sees_it_sent() {
    let page = Page::open(&["--port", "0"]).await;
    story(&page.screen, "page", true).await;
}

async fn story(screen: &Screen, name: &str, axe: bool) {
    let words = Words::of(&locale(screen).await);
    let mut found = barriers(screen, "the first run", axe).await;
    screen.press(words.say("connect.demo_start")).await;
    screen.see("body", words.say("demo.badge")).await;
    found.extend(barriers(screen, "the overview", axe).await);
    screen.click("nav a[href*='/decisions']").await;
    screen
        .see("[data-state=waiting]", words.say("answers.approve"))
        .await;
    found.extend(barriers(screen, "an open answer", axe).await);
    let answer = approve(screen).await;
    screen.picture(&format!("{name}-approved")).await;
    sent(screen, &words, &answer).await;
    screen.picture(&format!("{name}-sent")).await;
    found_in_the_log(screen, &words, &answer).await;
    screen.picture(&format!("{name}-log")).await;
    found.extend(barriers(screen, "the log", axe).await);
    assert!(
        found.is_empty(),
        "on the way people are stopped by {found:#?}"
    );
}

/// What stops people who use a keyboard or a screen reader at that step; looked for in the
/// browser only, the window shows the same page.
async fn barriers(screen: &Screen, step: &str, look: bool) -> Vec<String> {
    if !look {
        return Vec::new();
    }
    screen.find("body:not(:has([aria-busy=true]))").await;
    let found = screen.barriers().await;
    found.iter().map(|one| format!("{step}: {one}")).collect()
}

async fn locale(screen: &Screen) -> String {
    let session = screen.call("session_get", json!({})).await;
    session["locale"].as_str().expect("a language").to_owned()
}

/// Approves the answer that is open, by its key, and tells what it was.
async fn approve(screen: &Screen) -> Value {
    let id = "return Number(new URLSearchParams(location.hash.split('?')[1]).get('id'))";
    let id = screen.run(id, Vec::new()).await;
    let page = screen.run("return location.hash", Vec::new()).await;
    let questions = page
        .as_str()
        .is_some_and(|hash| hash.starts_with("#/questions"));
    let kind = if questions { "question" } else { "review" };
    let answer = json!({ "kind": kind, "id": id });
    let answer = screen.call("answer_get", answer).await;
    assert_eq!(
        answer["row"]["state"], "waiting",
        "a person is asked: {answer}"
    );
    screen.type_into("body", "a").await;
    answer
}

/// The page shows by itself that it went out.
async fn sent(screen: &Screen, words: &Words, answer: &Value) {
    let (id, kind) = (&answer["row"]["id"], &answer["row"]["kind"]);
    let page = format!("/{}s", kind.as_str().expect("a kind"));
    screen.go(&format!("{page}?queue=sent&id={id}")).await;
    for _ in 1..LOOKS {
        if screen
            .sees("[data-state=sent]", words.say("answers.state.sent"))
            .await
        {
            break;
        }
    }
    screen
        .see("[data-state=sent]", words.say("answers.state.sent"))
        .await;
    let query = json!({ "kind": kind, "id": id });
    let now = screen.call("answer_get", query).await;
    assert_eq!(now["row"]["state"], "sent", "what the page shows is so");
    assert_eq!(
        now["review"]["published_answer"], answer["draft"]["text"],
        "read back from the marketplace, word for word"
    );
}

/// The log has the decision and the answer, with its text.
async fn found_in_the_log(screen: &Screen, words: &Words, answer: &Value) {
    screen.click("nav a[href*='/activity']").await;
    // The page of the answer tells of the approval too, and has a search of its own.
    screen.see("main h1", words.say("nav.activity")).await;
    screen.see("main", words.say("act.approved")).await;
    let title = answer["row"]["listing"]["title"].as_str().expect("a title");
    screen
        .type_into("main input[type=search], main header input", title)
        .await;
    let text = answer["draft"]["text"].as_str().expect("a text");
    let kind = answer["row"]["kind"].as_str().expect("a kind");
    let id = entry_of(screen, &format!("answered_{kind}"), title, text).await;
    screen.go(&format!("/activity/{id}")).await;
    let begin: String = text.chars().take(24).collect();
    screen.see("main", &begin).await;
}

/// The log's row of the answer with that text: a product may have many answers.
async fn entry_of(screen: &Screen, act: &str, title: &str, text: &str) -> i64 {
    let query = json!({
        "account": null, "act": act, "outcome": null, "undoable": false,
        "search": title, "after": null, "limit": 100,
    });
    let page = screen.call("activity_list", query).await;
    for row in page["rows"].as_array().expect("rows") {
        let detail = screen
            .call("activity_get", json!({ "id": row["id"] }))
            .await;
        if detail["after"] == text {
            return row["id"].as_i64().expect("a number");
        }
    }
    panic!("the log has no answer with the approved text: {page}");
}
