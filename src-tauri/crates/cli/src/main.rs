//! `sam`.
fn main() {}
