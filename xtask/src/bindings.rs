//! `cargo xtask bindings`: the API's types in TypeScript; `cargo xtask docs`: the page about
//! marketplaces. Both are written by the tests that check them.

use anyhow::Result;

use crate::build;
use crate::tree;

/// Name of the variable that turns the freshness test of the API into its writer.
const WRITE: &str = "SAM_WRITE_BINDINGS";

/// Runs the test that compares ui/src/bindings with the API, in its writing mode.
pub(crate) fn write() -> Result<()> {
    build::cargo("write ui/src/bindings", &["test"])
        .args(["--lib", "bindings"])
        .env(WRITE, "1")
        .env("TS_RS_EXPORT_DIR", tree::ui().join("src/bindings"))
        .run()
}

/// Runs the test that compares docs/marketplaces.md with the connectors, in its writing mode.
pub(crate) fn docs() -> Result<()> {
    build::cargo("write docs/marketplaces.md", &["test"])
        .args(["--test", "it", "matrix"])
        .env("SAM_WRITE_DOCS", "1")
        .run()
}
