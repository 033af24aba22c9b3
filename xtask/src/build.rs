//! The fixed command lines of cargo.
//!
//! Cargo compiles a dependency anew when another command line asks it for other features, so
//! everything here asks for the same: the whole workspace, with the page built into the window.
//! Features that only tests ask for are part of that, see [`binaries`].
//! xtask is left out of plain builds because Windows cannot replace a program that is running.

use anyhow::Result;

use crate::step::Step;

/// Selection of packages and features that every command shares.
pub(crate) const SHAPE: [&str; 3] = [
    "--workspace",
    "--features",
    "super-ai-manager/custom-protocol",
];

/// A cargo command in the shared shape.
pub(crate) fn cargo(title: &str, command: &[&str]) -> Step {
    Step::new(title, "cargo").args(command).args(SHAPE)
}

/// Builds `super-ai-manager` and `sam`.
///
/// A command line with a test target unites the features of tests with those of the programs. The
/// smallest test of the workspace is named here for that alone: without it hyper, syn and all that
/// stands on them would be compiled once for `run` and again for `test`.
pub(crate) fn binaries() -> Result<()> {
    cargo(
        "build the desktop app and sam (the first time takes minutes)",
        &["build"],
    )
    .args(["--exclude", "xtask", "--bins", "--test", "house"])
    .run()
}
