//! tauri.conf.json, the capabilities and the built page, compiled in.

use tauri::{Context, Runtime};

/// What the window is made from. Named once: each use compiles the page in anew.
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
