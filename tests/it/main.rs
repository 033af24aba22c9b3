//! One binary for every journey: linking once is what keeps the suite short.

#![cfg(test)]
#![expect(clippy::print_stdout, reason = "a long journey tells what it met")]

mod ads;
mod bad_input;
mod child;
mod cli_accounts;
mod cli_demo;
mod cli_probe;
mod cli_serve;
mod cli_store;
mod cli_sync;
mod conditions;
mod connectors;
mod crash;
mod faults;
mod full_disk;
mod keys;
mod limits;
mod matrix;
mod once;
mod parcel;
mod people;
mod price;
mod proxy;
mod reading;
mod roles;
mod sam;
mod secrets;
mod spend;
mod story;
mod undo;
