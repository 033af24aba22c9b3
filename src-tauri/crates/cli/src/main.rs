//! `sam`: the engine and its tools without a window.

use std::process::ExitCode;

/// Marketplaces' answers are made of millions of small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
