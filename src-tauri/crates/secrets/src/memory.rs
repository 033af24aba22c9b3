//! Secrets that end with the program: the demo store and tests.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use crate::error::SecretError;
use crate::name::SecretName;
use crate::sensitive::Sensitive;
use crate::store::{Description, Kind, SecretStore, check_length};

/// Keeps secrets in memory alone.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<SecretName, Sensitive<String>>>);

impl Memory {
    fn secrets(&self) -> std::sync::MutexGuard<'_, BTreeMap<SecretName, Sensitive<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl SecretStore for Memory {
    fn describe(&self) -> Description {
        Description {
            kind: Kind::Memory,
            name: "memory, until the program ends".to_owned(),
        }
    }

    async fn get(&self, name: &SecretName) -> Result<Option<Sensitive<String>>, SecretError> {
        Ok(self.secrets().get(name).cloned())
    }

    async fn set(&self, name: &SecretName, secret: Sensitive<String>) -> Result<(), SecretError> {
        check_length(&secret)?;
        self.secrets().insert(name.clone(), secret);
        Ok(())
    }

    async fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        self.secrets().remove(name);
        Ok(())
    }
}
