//! `cargo xtask test`: everything, and one last line that counts it.

use anyhow::{Result, bail};

use crate::session::Session;
use crate::step::Outcome;
use crate::tally::{self, Tally};
use crate::{build, check, debian, e2e, page, tree};

/// Runs every stage even when one fails; the last line is the sum over all runners.
pub(crate) fn test() -> Result<()> {
    let mut sum = Tally::default();
    let outcome = stages(&mut sum);
    if let Err(error) = outcome {
        println!("xtask: {error:#}");
        sum += Tally::ONE_FAILED;
    }
    println!("{sum}");
    if sum.failed > 0 {
        std::process::exit(1)
    }
    Ok(())
}

fn stages(sum: &mut Tally) -> Result<()> {
    debian::for_tests()?;
    page::build()?;
    stage(sum, "checks", check::check().map(|()| Tally::default()));
    stage(sum, "tests of the page", page::test());
    build::binaries()?;
    stage(sum, "tests in Rust", rust());
    stage(sum, "end-to-end tests", e2e::test());
    if sum.passed == 0 && sum.failed == 0 {
        bail!("no test ran at all");
    }
    Ok(())
}

fn stage(sum: &mut Tally, name: &str, result: Result<Tally>) {
    match result {
        Ok(tally) => {
            println!("    {name}: {tally}");
            *sum += tally;
        }
        Err(error) => {
            println!("xtask: {name}: {error:#}");
            *sum += Tally::ONE_FAILED;
        }
    }
}

/// Unit tests and journeys, inside a session with an unlocked keychain where the system has none.
fn rust() -> Result<Tally> {
    let session = Session::start()?;
    let nextest = tree::on_path(&["cargo-nextest"]).is_some();
    let runner: &[&str] = if nextest {
        &["nextest", "run"]
    } else {
        &["test"]
    };
    let step = session.cargo("unit tests and journeys", runner);
    let Outcome { text, success } = step
        .args(["--no-fail-fast"])
        .env("CARGO_TERM_COLOR", "never")
        .capture()?;
    Ok(Tally::of_run(tally::of_cargo(&text), success))
}
