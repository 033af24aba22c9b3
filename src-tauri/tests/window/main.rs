//! The shell on Tauri's mock runtime: no screen, the same plugins, commands, capabilities and
//! configuration as the real window.
#![cfg(test)]

mod access;
mod conduct;
mod opening;
mod stage;
