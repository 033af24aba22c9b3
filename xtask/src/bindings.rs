//! `cargo xtask bindings`: the API's types in TypeScript.

use anyhow::Result;

use crate::step::Step;
use crate::tree;

/// Name of the variable that turns the freshness test of the API into its writer.
const WRITE: &str = "SAM_WRITE_BINDINGS";

/// Runs the test that compares ui/src/bindings with the API, in its writing mode.
pub(crate) fn write() -> Result<()> {
    Step::new("write ui/src/bindings", "cargo")
        .args(["test", "--package", "api", "--lib", "bindings"])
        .env(WRITE, "1")
        .env("TS_RS_EXPORT_DIR", tree::ui().join("src/bindings"))
        .run()
}
