//! The desktop window.

use std::process::Command;

use serde_json::json;

use super::process::{Process, free_port, wait_for_port};
use super::screen::Screen;
use super::told;

/// The app in its window, with folders of its own. Everything ends when it is dropped.
pub(crate) struct Window {
    pub(crate) screen: Screen,
    _driver: Process,
}

impl Window {
    /// Starts the app with these arguments and waits for its page.
    pub(crate) async fn open(args: &[&str]) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(told("SAM_E2E_TAURI_DRIVER"));
        command.args([
            "--port",
            &port.to_string(),
            "--native-port",
            &native.to_string(),
        ]);
        let driver = Process::start(&mut command);
        wait_for_port(port);
        wait_for_port(native);
        let app = told("SAM_E2E_APP");
        let capabilities = json!({ "tauri:options": { "application": app, "args": args } });
        let screen = Screen::connect(port, capabilities).await;
        Self {
            screen,
            _driver: driver,
        }
    }
}
