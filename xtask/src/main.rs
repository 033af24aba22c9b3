//! `cargo xtask COMMAND`: everything a person or CI does with this project, on Linux, Windows and
//! macOS alike. Each step says what it does before it starts and how long it took.
#![expect(clippy::print_stdout, reason = "a command line tool talks on stdout")]

mod bench;
mod bindings;
mod build;
mod bundle;
mod check;
mod contracts;
mod debian;
mod e2e;
mod freshness;
mod page;
mod run;
mod sandbox;
mod session;
mod step;
mod tally;
mod test;
mod tree;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  run        install what is missing, build, open the window on the demo store
             (without a display: the same story headless, 60 s)
  test       checks, UI tests, Rust tests and end-to-end tests; the last line counts them
  check      rustfmt, clippy, Biome, cargo-deny
  e2e        the real window and the page in a browser, driven by WebDriver (Linux)
  bindings   write the TypeScript types of the API to ui/src/bindings
  docs       write docs/marketplaces.md from the connectors
  sandbox    serve the four marketplaces and the scripted AI on loopback (arguments go to `sam sandbox`)
  bench      run the benchmarks and write docs/benchmarks.md
  bundle     installers for this system (release build)
  contracts  cut the parts of the official API descriptions that we use: FROM_DIR";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match command(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(args: &[String]) -> Result<()> {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => test::test(),
        Some("check") => check::check(),
        Some("e2e") => e2e::command(),
        Some("bindings") => bindings::write(),
        Some("docs") => bindings::docs(),
        Some("sandbox") => sandbox::serve(rest),
        Some("bench") => bench::bench(),
        Some("bundle") => bundle::bundle(rest),
        Some("contracts") => contracts::extract(rest),
        None | Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("no command `{other}`\n\n{HELP}"),
    }
}
