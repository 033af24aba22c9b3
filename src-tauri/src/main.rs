//! The desktop program. Everything it does is in the library beside it, so that tests can hold
//! the same window without a screen.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

/// Marketplaces' answers are made of millions of small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    shell::main()
}
