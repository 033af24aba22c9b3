//! `cargo xtask e2e`: the real window by tauri-driver and WebKitWebDriver, and the page in a
//! browser by chromedriver, on a screen of their own.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::session::Session;
use crate::step::{Outcome, Step};
use crate::tally::{self, Tally};
use crate::{build, debian, page, tree};

const DRIVER: &str = "tauri-driver@2.1.0";

/// As a command of its own.
pub(crate) fn command() -> Result<()> {
    debian::for_tests()?;
    page::build()?;
    build::binaries()?;
    let tally = test()?;
    println!("{tally}");
    if tally.failed > 0 {
        bail!("end-to-end tests failed")
    }
    Ok(())
}

/// The driver of windows, installed when it is missing.
pub(crate) fn driver() -> Result<PathBuf> {
    let tools = tree::target()?.join("tools");
    let driver = tools.join("bin/tauri-driver");
    if !driver.is_file() {
        let install = ["install", "--locked", "--quiet", DRIVER, "--root"];
        Step::new(
            "install tauri-driver 2.1.0 to target/tools (about a minute)",
            "cargo",
        )
        .args(install)
        .args([&tools])
        .run()?;
    }
    Ok(driver)
}

/// Runs the ignored-by-default tests of `journeys`' e2e binary, one after the other: the app is a
/// single instance per message bus.
pub(crate) fn test() -> Result<Tally> {
    if !cfg!(target_os = "linux") {
        println!("==> end-to-end tests run on Linux only: skipped");
        return Ok(Tally::default());
    }
    let driver = driver()?;
    let Outcome { text, success } = Session::start()?
        .cargo_on_screen("end-to-end tests: the window and the page", &["test"])
        .args(["--test", "e2e", "--", "--ignored", "--test-threads=1"])
        .env("CARGO_TERM_COLOR", "never")
        .env("SAM_E2E_APP", tree::binary("super-ai-manager")?)
        .env("SAM_E2E_SAM", tree::binary("sam")?)
        .env("SAM_E2E_TAURI_DRIVER", driver)
        .env("SAM_E2E_SCREENSHOTS", tree::root().join("screenshots"))
        .capture()?;
    Ok(Tally::of_run(tally::of_cargo(&text), success))
}
