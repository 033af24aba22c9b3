//! The page in Chromium, served by `sam serve`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::process::{Process, free_port, wait_for_port};
use super::screen::Screen;
use super::told;

/// The page in a browser, with an engine behind it. Everything ends when it is dropped.
pub(crate) struct Page {
    pub(crate) screen: Screen,
    /// Address with its one-time token, as `sam serve` printed it.
    pub(crate) address: String,
    _browser: Process,
    _server: Process,
}

impl Page {
    /// Starts `sam serve` with these arguments and opens what it serves.
    pub(crate) async fn open(args: &[&str]) -> Self {
        let mut command = Command::new(told("SAM_E2E_SAM"));
        command.arg("serve").args(args).stdout(Stdio::piped());
        let mut server = Process::start(&mut command);
        let address = address(&mut server);
        let (browser, screen) = chromium().await;
        screen.client.goto(&address).await.expect("the page opens");
        Self {
            screen,
            address,
            _browser: browser,
            _server: server,
        }
    }
}

/// The first address that the server prints.
fn address(server: &mut Process) -> String {
    let output = server.child.stdout.take().expect("its output");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let line = lines.find_map(|line| {
        let from = line
            .find("http://127.0.0.1:")
            .or_else(|| line.find("http://localhost:"))?;
        let rest = &line[from..];
        let end = rest.find(|letter: char| letter.is_whitespace() || "\"'<>".contains(letter));
        Some(rest[..end.unwrap_or(rest.len())].to_owned())
    });
    // Keep reading, so that the server never meets a full or closed pipe.
    std::thread::spawn(move || lines.for_each(drop));
    line.expect("`sam serve` prints its address")
}

/// Chromium without a window, on an empty page.
pub(crate) async fn chromium() -> (Process, Screen) {
    let port = free_port();
    let mut command = Command::new(chromedriver());
    command.arg(format!("--port={port}")).stdout(Stdio::null());
    let browser = Process::start(&mut command);
    wait_for_port(port);
    // As root, as in a container, Chromium refuses its own sandbox; /dev/shm is small there too.
    let args = [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=1440,900",
    ];
    let mut options = json!({ "args": args });
    if Path::new("/usr/bin/chromium").exists() {
        options["binary"] = json!("/usr/bin/chromium");
    }
    let screen = Screen::connect(port, json!({ "goog:chromeOptions": options })).await;
    (browser, screen)
}

/// Debian's, or the one that CI machines name in the environment.
fn chromedriver() -> String {
    let own = "/usr/bin/chromedriver";
    match std::env::var("CHROMEWEBDRIVER") {
        Ok(folder) if !Path::new(own).exists() => format!("{folder}/chromedriver"),
        _ => own.to_owned(),
    }
}
