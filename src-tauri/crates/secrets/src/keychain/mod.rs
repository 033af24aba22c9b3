//! The system's keychain: Keychain Services, Windows Credential Manager, or the
//! Secret Service of a Linux desktop.

mod blame;
mod platform;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use keyring_core::{CredentialStore, Entry};

use crate::error::SecretError;
use crate::name::SecretName;
use crate::sensitive::Sensitive;
use crate::store::{Description, Kind, SecretStore, check_length};

use blame::{Blame, blame};

/// Under which the system lists our entries.
const SERVICE: &str = "super-ai-manager";

/// The system's keychain. Every call runs on a blocking thread; a connection
/// that broke is opened again, so a keychain that comes back is used at once.
#[derive(Clone)]
pub struct Keychain {
    service: Arc<str>,
    open: Arc<Mutex<Option<Arc<CredentialStore>>>>,
}

impl Keychain {
    /// Opens the keychain, or tells why there is none. Nothing else is tried in
    /// its place: what to do without it is the owner's choice.
    ///
    /// `owner` keeps the entries of one data store apart from those of another
    /// on the same machine; it must stay the same for the life of the store.
    ///
    /// # Errors
    /// `Unavailable`, `Locked` or `Denied`.
    pub async fn detect(owner: &str) -> Result<Self, SecretError> {
        let keychain = Self {
            service: format!("{SERVICE}/{owner}").into(),
            open: Arc::default(),
        };
        keychain
            .blocking(|keychain| keychain.store().map(|_| ()))
            .await?;
        Ok(keychain)
    }

    /// What a keychain that did not open is.
    pub fn describe_closed() -> Description {
        Description {
            kind: Kind::Keychain,
            name: platform::NAME.to_owned(),
        }
    }

    async fn blocking<T, F>(&self, work: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T, SecretError> + Send + 'static,
    {
        let keychain = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&keychain)).await;
        done.unwrap_or_else(|_| Err(unavailable("the call was cut short")))
    }

    fn store(&self) -> Result<Arc<CredentialStore>, SecretError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = open.as_ref() {
            return Ok(store.clone());
        }
        let store = platform::open().map_err(|error| blame(error).into_error())?;
        *open = Some(store.clone());
        Ok(store)
    }

    /// Works on one entry; after a broken connection once more on a new one.
    /// Every call may be repeated: each of them sets a state.
    fn entry<T>(
        &self,
        name: &str,
        call: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, SecretError> {
        match self.once(name, &call)? {
            Err(Blame::Connection(_)) if platform::CONNECTS => self.forget(),
            other => return settled(other),
        }
        settled(self.once(name, &call)?)
    }

    fn once<T>(
        &self,
        name: &str,
        call: &impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Result<T, Blame>, SecretError> {
        let store = self.store()?;
        Ok(store
            .build(&self.service, name, None)
            .and_then(|entry| call(&entry))
            .map_err(blame))
    }

    fn forget(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn settled<T>(done: Result<T, Blame>) -> Result<Option<T>, SecretError> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(Blame::NoEntry) => Ok(None),
        Err(blame) => Err(blame.into_error()),
    }
}

fn unavailable(cause: &str) -> SecretError {
    SecretError::Unavailable {
        cause: cause.to_owned(),
    }
}

#[async_trait]
impl SecretStore for Keychain {
    fn describe(&self) -> Description {
        Description {
            kind: Kind::Keychain,
            name: platform::NAME.to_owned(),
        }
    }

    async fn get(&self, name: &SecretName) -> Result<Option<Sensitive<String>>, SecretError> {
        let name = name.clone();
        let bytes = self
            .blocking(move |keychain| keychain.entry(name.as_str(), Entry::get_secret))
            .await?;
        bytes.map(readable).transpose()
    }

    async fn set(&self, name: &SecretName, secret: Sensitive<String>) -> Result<(), SecretError> {
        check_length(&secret)?;
        let name = name.clone();
        // Bytes, not text: Windows would store text as UTF-16, at half the length.
        let set = move |keychain: &Self| {
            let call = |entry: &Entry| entry.set_secret(secret.expose().as_bytes());
            keychain.entry(name.as_str(), call)
        };
        match self.blocking(set).await? {
            Some(()) => Ok(()),
            None => Err(unavailable("the keychain keeps no new entries")),
        }
    }

    async fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        let name = name.clone();
        self.blocking(move |keychain| keychain.entry(name.as_str(), Entry::delete_credential))
            .await?;
        Ok(())
    }
}

fn readable(bytes: Vec<u8>) -> Result<Sensitive<String>, SecretError> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Sensitive::new(text)),
        Err(error) => {
            // Wiped, as it may be a secret all the same.
            drop(Sensitive::new(error.into_bytes()));
            Err(SecretError::Unreadable { cause: "not text" })
        }
    }
}

impl std::fmt::Debug for Keychain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keychain")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
