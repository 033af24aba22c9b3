//! `cargo xtask bench`: measures what people wait for and what a machine must bear, and writes the
//! figures, with the machine they were measured on, between the marks of docs/benchmarks.md.

mod criterion;
mod figure;
mod page;
mod programs;
mod window;

use anyhow::{Result, bail};

use crate::{build, debian, tree};

pub(crate) use figure::Figure;

/// By name: `--benches` would link every crate's library once more as a benchmark of its own.
const BENCHES: [&str; 5] = ["backfill", "charts", "overview", "queue", "store"];

/// Builds, measures and writes.
pub(crate) fn bench() -> Result<()> {
    debian::for_tests()?;
    crate::page::build()?;
    build::cargo(
        "the programs (release build; the first time takes long)",
        &["build"],
    )
    .args(["--release", "--bin", "super-ai-manager", "--bin", "sam"])
    .run()?;
    build::cargo("benchmarks (release build)", &["bench"])
        .args(BENCHES.iter().flat_map(|name| ["--bench", name]))
        .env("SAM_FIGURES", tree::target()?.join("figures"))
        .env("SAM_BENCH_SAM", programs::sam()?)
        .run()?;
    let mut figures = criterion::figures(&tree::target()?.join("criterion"))?;
    if figures.is_empty() {
        bail!("no benchmark left a figure in target/criterion");
    }
    figures.extend(programs::figures()?);
    figures.extend(window::figures()?);
    figures.extend(figure::left(&tree::target()?.join("figures"))?);
    page::write(&figures)
}
