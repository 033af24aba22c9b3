//! What an error of the keychain means for us. Errors that carry stored bytes
//! are never passed on.

use keyring_core::Error;

use super::platform;
use crate::error::SecretError;
use crate::store::MOST_BYTES;

/// A failed call.
#[derive(Debug)]
pub(super) enum Blame {
    /// There is no such entry.
    NoEntry,
    /// The connection is gone, or the service behind it.
    Connection(String),
    /// Anything else, already in our words.
    Told(SecretError),
}

impl Blame {
    pub(super) fn into_error(self) -> SecretError {
        match self {
            Self::NoEntry => SecretError::Unreadable {
                cause: "no such entry",
            },
            Self::Connection(cause) => SecretError::Unavailable { cause },
            Self::Told(error) => error,
        }
    }
}

pub(super) fn blame(error: Error) -> Blame {
    match error {
        Error::NoEntry => Blame::NoEntry,
        Error::PlatformFailure(cause) => match platform::locked(cause.as_ref()) {
            Some(true) => Blame::Told(SecretError::Locked),
            _ => Blame::Connection(cause.to_string()),
        },
        Error::NoStorageAccess(cause) => Blame::Told(refused(cause.as_ref())),
        Error::TooLong(_, _) => Blame::Told(SecretError::TooLong {
            bytes: MOST_BYTES + 1,
            most: MOST_BYTES,
        }),
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(crate::Sensitive::new(bytes));
            unreadable("not in the form that was stored")
        }
        Error::Ambiguous(_) => unreadable("there is more than one of that name"),
        Error::BadStoreFormat(_) => unreadable("the keychain itself is damaged"),
        other => Blame::Told(SecretError::Unavailable {
            cause: other.to_string(),
        }),
    }
}

fn unreadable(cause: &'static str) -> Blame {
    Blame::Told(SecretError::Unreadable { cause })
}

fn refused(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> SecretError {
    match platform::locked(cause) {
        Some(true) => SecretError::Locked,
        // The service answers, yet has no keyring to keep anything in.
        Some(false) => SecretError::Unavailable {
            cause: format!("no keyring is set up: {cause}"),
        },
        None => SecretError::Denied {
            cause: cause.to_string(),
        },
    }
}
