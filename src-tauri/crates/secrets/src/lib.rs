//! Where keys are kept: the system's keychain, or, by explicit choice only, a
//! file sealed with a passphrase. Never anywhere else, and never silently.

pub mod sensitive;

pub use sensitive::Sensitive;
