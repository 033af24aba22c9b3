//! Which keychain this system has.

use std::sync::Arc;

use keyring_core::{CredentialStore, Error};

/// Its name for people.
pub(super) const NAME: &str = if cfg!(target_os = "macos") {
    "macOS Keychain"
} else if cfg!(target_os = "windows") {
    "Windows Credential Manager"
} else {
    "Secret Service keyring"
};

/// Whether there is a connection that can break. Elsewhere a failed call is not
/// repeated: it might ask the person twice.
pub(super) const CONNECTS: bool = !cfg!(any(target_os = "macos", target_os = "windows"));

#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Whether the keychain is locked, by the system's own error; `None` when that
/// does not tell.
#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
pub(super) fn locked(cause: &(dyn std::error::Error + 'static)) -> Option<bool> {
    use secret_service::Error as E;
    match cause.downcast_ref::<E>()? {
        // A prompt that is dismissed, or that nobody could show, leaves it locked.
        E::Locked | E::Prompt | E::PromptDisconnected => Some(true),
        _ => Some(false),
    }
}

#[cfg(not(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
)))]
pub(super) fn locked(_: &(dyn std::error::Error + 'static)) -> Option<bool> {
    None
}
