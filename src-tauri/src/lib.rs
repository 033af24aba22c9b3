//! The shell: one window around the page, one door from the page to the API, a tray icon and
//! pop-ups. Nothing outside this folder knows that there is a window.

mod arguments;
mod call;
mod context;
mod door;
mod files;
mod links;
mod log;
mod looks;
mod popup;
mod program;
#[cfg(target_os = "linux")]
mod renderer;
mod telling;
mod tray;
mod tray_host;
mod updates;
mod window;

pub use arguments::{Arguments, Misunderstood, Wish};
pub use context::context;
pub use door::Door;
pub use looks::{Kept, Looks};
pub use program::{Instance, furnish, main};
