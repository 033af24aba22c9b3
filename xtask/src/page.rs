//! The page in ui/: its packages, its build, its checks and tests, all through npm.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::step::{Outcome, Step};
use crate::tally::{self, Tally};
use crate::{freshness, tree};

const NEEDS: (u32, u32) = (20, 19);

/// What the built page is made from, below ui/.
const SOURCES: [&str; 6] = [
    "src",
    "public",
    "index.html",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
];

/// Installs the packages of the page when the lock file is newer than they are.
pub(crate) fn install() -> Result<()> {
    let ui = tree::ui();
    let made = ui.join("node_modules/.package-lock.json");
    if !freshness::is_stale(&made, &[ui.join("package-lock.json")]) {
        return Ok(());
    }
    node_is_new_enough()?;
    npm("install the packages of the page (npm ci)")
        .args(["ci", "--no-audit", "--no-fund"])
        .run()
}

/// Builds the page to ui/dist when its sources are newer.
pub(crate) fn build() -> Result<()> {
    install()?;
    let ui = tree::ui();
    let sources = SOURCES.map(|name| ui.join(name));
    if !freshness::is_stale(&ui.join("dist/index.html"), &sources) {
        return Ok(());
    }
    npm("build the page (npm run build)")
        .args(["run", "build"])
        .run()
}

/// Biome: format and lint.
pub(crate) fn check() -> Result<()> {
    install()?;
    npm("Biome: format and lint of the page")
        .args(["run", "lint"])
        .run()
}

/// Vitest, with its counts.
pub(crate) fn test() -> Result<Tally> {
    install()?;
    let report = tree::target()?.join("vitest.json");
    // An old report must not speak for a run that never got as far as writing its own.
    let _ = fs::remove_file(&report);
    let Outcome { success, .. } = npm("tests of the page (Vitest)")
        .args([
            "exec",
            "--no",
            "--",
            "vitest",
            "run",
            "--reporter=default",
            "--reporter=json",
        ])
        .args([format!("--outputFile.json={}", report.display())])
        .env("NO_COLOR", "1")
        .capture()?;
    let counts = fs::read_to_string(&report)
        .ok()
        .and_then(|json| tally::of_vitest(&json));
    Ok(Tally::of_run(counts.unwrap_or_default(), success))
}

fn npm(title: &str) -> Step {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Step::new(title, npm).folder(tree::ui())
}

fn node_is_new_enough() -> Result<()> {
    let output = Command::new("node").arg("--version").output();
    let output =
        output.context("Node.js is missing: install version 20.19 or newer (nodejs.org)")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match version(&text) {
        Some(found) if found >= NEEDS => Ok(()),
        _ => bail!(
            "Node.js 20.19 or newer is needed (nodejs.org); found {}",
            text.trim()
        ),
    }
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{NEEDS, version};

    #[test]
    fn versions_of_node_are_read_and_ordered() {
        assert_eq!(
            version("v20.20.2\n"),
            Some((20, 20)),
            "as `node --version` prints it"
        );
        assert!(
            version("v20.9.0") < Some(NEEDS),
            "by number, not by letters"
        );
        assert!(version("v24.0.0") > Some(NEEDS), "a newer major is fine");
        assert_eq!(
            version("command not found"),
            None,
            "anything else is no version"
        );
    }
}
