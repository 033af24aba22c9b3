//! Why a secret could not be kept or had. No variant holds a secret.

/// What went wrong, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain here, or it does not answer.
    #[error("the system's keychain is not available: {cause}")]
    Unavailable {
        /// The system's own words.
        cause: String,
    },
    /// The keychain is locked and nobody unlocked it.
    #[error("the keychain is locked: unlock it and try again")]
    Locked,
    /// The system or the person refused access.
    #[error("access to the keychain was refused: {cause}")]
    Denied {
        /// The system's own words.
        cause: String,
    },
    /// Some system's keychain could not hold it (Windows: 2560 bytes).
    #[error("the secret is too long: {bytes} bytes, at most {most}")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The most that every store takes.
        most: usize,
    },
    /// A mistake of the caller.
    #[error("not a name of a secret")]
    BadName,
    /// What is stored under this name was not stored by this application.
    #[error("the stored entry is not readable: {cause}")]
    Unreadable {
        /// What is wrong with it.
        cause: &'static str,
    },
    /// The sealed file was not opened yet in this run.
    #[error("the sealed file waits for its passphrase")]
    Sealed,
    /// The passphrase does not open the sealed file.
    #[error("the passphrase does not open the sealed file")]
    WrongPassphrase,
    /// A passphrase that could be guessed.
    #[error("the passphrase is too short: at least {least} characters")]
    PassphraseTooShort {
        /// The least number of characters.
        least: usize,
    },
    /// The sealed file was changed by someone or something else.
    #[error("the sealed file is damaged: {cause}")]
    Damaged {
        /// What is wrong with it.
        cause: &'static str,
    },
    /// The sealed file is of a newer version of this application.
    #[error("the sealed file was written by a newer version (format {version})")]
    Newer {
        /// The format's number.
        version: u8,
    },
    /// A sealed file is there already; it is never overwritten.
    #[error("a sealed file is there already")]
    Exists,
    /// The sealed file is not there.
    #[error("there is no sealed file")]
    Missing,
    /// The disk or its permissions.
    #[error("the sealed file cannot be {operation}: {cause}")]
    Disk {
        /// "read" or "written".
        operation: &'static str,
        /// The system's own words.
        cause: String,
        /// No space is left.
        full: bool,
    },
}

impl SecretError {
    pub(crate) fn disk(operation: &'static str, error: &std::io::Error) -> Self {
        let full = error.kind() == std::io::ErrorKind::StorageFull;
        Self::Disk {
            operation,
            cause: error.to_string(),
            full,
        }
    }

    /// The place is closed for now: later, or after a person opened it, the same call may succeed.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Unavailable { .. } | Self::Locked | Self::Denied { .. } | Self::Sealed
        )
    }
}
