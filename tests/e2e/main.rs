//! The real window by tauri-driver and WebKitWebDriver, and the page in a browser by chromedriver.
//!
//! Every test here is ignored by default; `cargo xtask e2e` builds the programs, gives them a
//! screen, a message bus and a keyring, and runs them one after the other.

#![cfg(test)]
#![cfg(target_os = "linux")]
#![expect(
    clippy::string_slice,
    reason = "every offset comes from a search in the same text"
)]

mod fences;
mod harness;
mod looks;
mod popups;
mod second;
mod smoke;
mod story;
mod troubles;
