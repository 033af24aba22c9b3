//! `cargo xtask check`: what a reviewer should never have to say.

use anyhow::{Result, bail};

use crate::step::Step;
use crate::{build, debian, page, tree};

/// Runs every check, then fails if any failed, so that one run shows all there is to mend.
pub(crate) fn check() -> Result<()> {
    debian::for_build()?;
    let failed: Vec<String> = [format(), lint(), page::check(), dependencies()]
        .into_iter()
        .filter_map(message)
        .collect();
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("{}", failed.join("\n"))
    }
}

fn message(result: Result<()>) -> Option<String> {
    result.err().map(|error| format!("{error:#}"))
}

fn format() -> Result<()> {
    Step::new("rustfmt", "cargo")
        .args(["fmt", "--all", "--check"])
        .run()
}

fn lint() -> Result<()> {
    // The window's code embeds the built page while it compiles.
    page::build()?;
    build::cargo(
        "clippy on the whole workspace, warnings are errors",
        &["clippy"],
    )
    .args(["--all-targets", "--", "-D", "warnings"])
    .run()
}

/// Licences, sources and advisories of dependencies, by deny.toml.
fn dependencies() -> Result<()> {
    if tree::on_path(&["cargo-deny"]).is_none() {
        println!("==> cargo-deny is not installed: skipped (cargo install --locked cargo-deny)");
        return Ok(());
    }
    Step::new("cargo-deny", "cargo")
        .args(["deny", "check"])
        .run()
}
