//! The window opens and shows something; the page does the same in a browser. And the harness
//! itself sees what there is to see.

use crate::harness::{Page, Window, chromium};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn the_window_opens_on_the_demo_store() {
    let window = Window::open(&["--demo"]).await;
    window.screen.find("main").await;
    window.screen.picture("window-demo").await;
    let title = window.screen.client.title().await.expect("a title");
    assert!(
        title.contains("Super AI Manager"),
        "the window says whose it is: {title:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn the_page_opens_in_a_browser_without_barriers() {
    let page = Page::open(&["--demo", "--port", "0"]).await;
    assert!(
        page.address.contains("#token="),
        "the token is in the fragment: {}",
        page.address
    );
    page.screen.find("main").await;
    page.screen.picture("page-demo").await;
    let barriers = page.screen.barriers().await;
    assert!(
        barriers.is_empty(),
        "a person with a screen reader is stopped by {barriers:#?}"
    );
}

/// A page with a button that answers late, and two faults that a screen reader trips over.
const SAMPLE: &str = "data:text/html,<html lang=en><title>Sample</title><main><h1>Sample</h1>\
    <input aria-label=name><button onclick=\"setTimeout(() => document.querySelector('p').textContent = \
    'Hello ' + document.querySelector('input').value, 300)\">Say</button><p></p><img src=x><input></main>";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: cargo xtask e2e"]
async fn the_harness_acts_waits_and_finds_barriers() {
    let (_browser, screen) = chromium().await;
    screen.client.goto(SAMPLE).await.expect("the sample opens");
    screen.type_into("input", "Lola").await;
    screen.click("button").await;
    screen.see("p", "Hello Lola").await;
    let barriers = screen.barriers().await;
    assert_eq!(
        barriers.len(),
        2,
        "the picture without words and the nameless field: {barriers:#?}"
    );
}
