//! Where keys are kept: the system's keychain, or, by explicit choice only, a
//! file sealed with a passphrase. Never anywhere else, and never silently: what
//! happens when there is no keychain is the owner's decision.

pub mod closed;
pub mod error;
pub mod keychain;
pub mod memory;
pub mod name;
pub mod sealed;
pub mod sensitive;
pub mod store;

pub use closed::Closed;
pub use error::SecretError;
pub use keychain::Keychain;
pub use memory::Memory;
pub use name::SecretName;
pub use sealed::{KdfCost, SealedFile};
pub use sensitive::Sensitive;
pub use store::{Description, Kind, MOST_BYTES, SecretStore};
