//! The desktop program. Everything it does is in the library beside it, so that tests can hold
//! the same window without a screen.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    shell::main()
}
