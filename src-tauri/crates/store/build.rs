//! Rebuilds the crate when a migration is added: the macro alone does not see new files.

#[expect(
    clippy::print_stdout,
    reason = "the way in which a build script speaks to cargo"
)]
fn main() {
    println!("cargo:rerun-if-changed=../../../migrations");
}
