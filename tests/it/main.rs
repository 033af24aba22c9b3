//! One binary for every journey: linking once is what keeps the suite short.

mod cli_accounts;
mod cli_demo;
mod cli_serve;
mod cli_store;
mod connectors;
mod crash;
mod faults;
mod roles;
mod sam;
mod story;
