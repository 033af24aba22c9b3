//! A store that cannot be opened: the window opens all the same and says what is wrong, in its
//! language, and what to do.

use crate::harness::{Window, Words};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn a_damaged_store_is_told_in_the_window() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join("store.sqlite3"), vec![7; 8192]).expect("damage");
    let folder = home.path().to_str().expect("a plain path");
    let window = Window::open(&["--home", folder]).await;
    let screen = &window.screen;
    screen.find("main [role=alert]").await;
    let language = screen
        .run("return document.documentElement.lang", vec![])
        .await;
    let words = Words::of(language.as_str().expect("a language"));
    screen.see("main", words.say("error.store_corrupt")).await;
    screen
        .see("main", words.say("error.store_corrupt_next"))
        .await;
    screen.press(words.say("common.retry")).await;
    screen.see("main", words.say("error.store_corrupt")).await;
}
