//! `sam`: the engine and its tools without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
