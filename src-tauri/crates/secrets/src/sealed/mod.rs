//! A file sealed with a passphrase, for machines without a keychain. Chosen by
//! the owner, never taken by itself.

mod cost;
mod crypt;
mod disk;
mod header;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use zeroize::Zeroize;

use crate::error::SecretError;
use crate::name::SecretName;
use crate::sensitive::Sensitive;
use crate::store::{Description, Kind, SecretStore, check_length};

pub use cost::KdfCost;
use crypt::{Key, random};
use header::{Header, LENGTH, damaged};

/// The least length of a passphrase, in characters.
pub const LEAST_PASSPHRASE: usize = 8;

/// An open sealed file. The key stays in memory, the secrets do not: each call
/// reads the file anew.
#[derive(Clone)]
pub struct SealedFile(Arc<Open>);

struct Open {
    path: PathBuf,
    salt: [u8; 16],
    cost: KdfCost,
    key: Key,
    /// Reading, changing and writing is one step.
    turn: Mutex<()>,
}

/// The content: name -> secret; wiped when dropped.
#[derive(Default)]
struct Content(BTreeMap<String, String>);

impl Drop for Content {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}

impl SealedFile {
    /// Whether there is a file to be opened rather than made.
    pub fn exists(path: &Path) -> bool {
        path.exists()
    }

    /// What a file that nobody opened yet is.
    pub fn describe_closed(path: &Path) -> Description {
        Description {
            kind: Kind::SealedFile,
            name: path.display().to_string(),
        }
    }

    /// Makes a new, empty file.
    ///
    /// # Errors
    /// `Exists`, `PassphraseTooShort` or `Disk`.
    pub async fn create(
        path: impl Into<PathBuf>,
        passphrase: Sensitive<String>,
        cost: KdfCost,
    ) -> Result<Self, SecretError> {
        let path = path.into();
        blocking(move || {
            if passphrase.expose().chars().count() < LEAST_PASSPHRASE {
                return Err(SecretError::PassphraseTooShort {
                    least: LEAST_PASSPHRASE,
                });
            }
            if path.exists() {
                return Err(SecretError::Exists);
            }
            let salt = random()?;
            let key = Key::derive(&passphrase, &salt, cost)?;
            let open = Open {
                path,
                salt,
                cost,
                key,
                turn: Mutex::default(),
            };
            open.write(&Content::default(), false)?;
            Ok(Self(Arc::new(open)))
        })
        .await
    }

    /// Opens a file; takes about a second by design.
    ///
    /// # Errors
    /// `Missing`, `WrongPassphrase`, `Damaged`, `Newer` or `Disk`.
    pub async fn open(
        path: impl Into<PathBuf>,
        passphrase: Sensitive<String>,
    ) -> Result<Self, SecretError> {
        let path = path.into();
        blocking(move || {
            let header = Header::read(&disk::read(&path)?)?;
            let key = Key::derive(&passphrase, &header.salt, header.cost)?;
            let open = Open {
                path,
                salt: header.salt,
                cost: header.cost,
                key,
                turn: Mutex::default(),
            };
            open.read()?;
            Ok(Self(Arc::new(open)))
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Open) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let open = self.0.clone();
        blocking(move || {
            let _turn = open.turn.lock().unwrap_or_else(PoisonError::into_inner);
            work(&open)
        })
        .await
    }
}

impl Open {
    fn read(&self) -> Result<Content, SecretError> {
        let file = disk::read(&self.path)?;
        let header = Header::read(&file)?;
        if header.check != self.key.check {
            return Err(SecretError::WrongPassphrase);
        }
        let sealed = file.get(LENGTH..).ok_or(damaged("it is cut off"))?;
        let plain = self.key.open(&header, sealed)?;
        serde_json::from_slice(plain.expose())
            .map(Content)
            .map_err(|_| damaged("its content is no list of secrets"))
    }

    fn write(&self, content: &Content, replace: bool) -> Result<(), SecretError> {
        let plain = serde_json::to_vec(&content.0).map(Sensitive::new);
        let plain = plain.map_err(|_| damaged("its content is no list of secrets"))?;
        // A new nonce for each writing: 24 random bytes never repeat.
        let header = Header {
            cost: self.cost,
            salt: self.salt,
            check: self.key.check,
            nonce: random()?,
        };
        disk::write(
            &self.path,
            &self.key.seal(&header, plain.expose())?,
            replace,
        )
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretError> + Send + 'static,
) -> Result<T, SecretError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| {
        Err(SecretError::Unavailable {
            cause: "the call was cut short".to_owned(),
        })
    })
}

#[async_trait]
impl SecretStore for SealedFile {
    fn describe(&self) -> Description {
        Description {
            kind: Kind::SealedFile,
            name: self.0.path.display().to_string(),
        }
    }

    async fn get(&self, name: &SecretName) -> Result<Option<Sensitive<String>>, SecretError> {
        let name = name.clone();
        self.work(move |open| {
            let mut content = open.read()?;
            Ok(content.0.remove(name.as_str()).map(Sensitive::new))
        })
        .await
    }

    async fn set(&self, name: &SecretName, secret: Sensitive<String>) -> Result<(), SecretError> {
        check_length(&secret)?;
        let name = name.clone();
        self.work(move |open| {
            let mut content = open.read()?;
            let old = content.0.insert(name.to_string(), secret.expose().clone());
            drop(old.map(Sensitive::new));
            open.write(&content, true)
        })
        .await
    }

    async fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        let name = name.clone();
        self.work(move |open| {
            let mut content = open.read()?;
            match content.0.remove(name.as_str()).map(Sensitive::new) {
                Some(_) => open.write(&content, true),
                None => Ok(()),
            }
        })
        .await
    }
}

impl std::fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedFile")
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}
