//! A second start of the program.

use std::process::Command;

use crate::harness::{Window, told};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn a_second_start_leaves_the_window_to_the_first() {
    let window = Window::open(&["--demo"]).await;
    window.screen.find("main").await;
    let second = Command::new(told("SAM_E2E_APP")).arg("--demo").status();
    let second = second.expect("it starts");
    assert_eq!(second.code(), Some(0), "it ends well and opens nothing");
    window.screen.find("main").await;
}
