//! What every place for secrets offers.

use async_trait::async_trait;

use crate::error::SecretError;
use crate::name::SecretName;
use crate::sensitive::Sensitive;

/// The longest secret: the cap of one Windows credential, held everywhere, so
/// that a secret can move to any system.
pub const MOST_BYTES: usize = 2560;

/// A place that keeps secrets, one entry each.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// What it is, to be shown to the owner.
    fn describe(&self) -> Description;

    /// Why it cannot be used at all at present; `None` for a place that is open.
    fn closed(&self) -> Option<SecretError> {
        None
    }

    /// The secret of that name, if there is one.
    ///
    /// # Errors
    /// See [`SecretError`].
    async fn get(&self, name: &SecretName) -> Result<Option<Sensitive<String>>, SecretError>;

    /// Keeps a secret, in place of the old one if there was one.
    ///
    /// # Errors
    /// See [`SecretError`].
    async fn set(&self, name: &SecretName, secret: Sensitive<String>) -> Result<(), SecretError>;

    /// Forgets a secret; one that is not there is forgotten already.
    ///
    /// # Errors
    /// See [`SecretError`].
    async fn remove(&self, name: &SecretName) -> Result<(), SecretError>;
}

/// What a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// Its kind.
    pub kind: Kind,
    /// Its name for people, such as "Windows Credential Manager".
    pub name: String,
}

/// The kinds of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The system's keychain.
    Keychain,
    /// A file sealed with a passphrase.
    SealedFile,
    /// Gone when the program ends: demo and tests.
    Memory,
}

impl Kind {
    /// The word in settings and on screens.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::SealedFile => "sealed_file",
            Self::Memory => "memory",
        }
    }
}

pub(crate) fn check_length(secret: &Sensitive<String>) -> Result<(), SecretError> {
    let bytes = secret.expose().len();
    if bytes > MOST_BYTES {
        return Err(SecretError::TooLong {
            bytes,
            most: MOST_BYTES,
        });
    }
    Ok(())
}
