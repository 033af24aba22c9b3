//! Opening the window or the page, looking at it, acting on it.
//!
//! ```ignore
//! let window = Window::open(&["--demo"]).await;
//! window.screen.click("[data-testid=approve]").await;
//! window.screen.see("body", "Sent").await;
//! window.screen.picture("approved").await;
//! ```

mod axe;
mod call;
mod page;
mod process;
mod screen;
mod window;
mod words;

pub(crate) use page::{Page, chromium};
pub(crate) use screen::Screen;
pub(crate) use window::Window;
pub(crate) use words::Words;

/// What `cargo xtask e2e` says about its surroundings.
pub(crate) fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask e2e`"))
}
