//! A place for keys that cannot be used at present: a locked or absent keychain, a sealed file that
//! waits for its passphrase. It never says "no such key", which would be taken for a key that is
//! wrong; it says why it is closed, and whoever needs a key waits.

use async_trait::async_trait;

use crate::error::SecretError;
use crate::name::SecretName;
use crate::sensitive::Sensitive;
use crate::store::{Description, SecretStore};

/// A closed place.
#[derive(Debug, Clone)]
pub struct Closed {
    about: Description,
    why: SecretError,
}

impl Closed {
    /// The place that it would be, and why it is not.
    pub fn new(about: Description, why: SecretError) -> Self {
        Self { about, why }
    }
}

#[async_trait]
impl SecretStore for Closed {
    fn describe(&self) -> Description {
        self.about.clone()
    }

    fn closed(&self) -> Option<SecretError> {
        Some(self.why.clone())
    }

    async fn get(&self, _: &SecretName) -> Result<Option<Sensitive<String>>, SecretError> {
        Err(self.why.clone())
    }

    async fn set(&self, _: &SecretName, _: Sensitive<String>) -> Result<(), SecretError> {
        Err(self.why.clone())
    }

    async fn remove(&self, _: &SecretName) -> Result<(), SecretError> {
        Err(self.why.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Kind;

    #[tokio::test]
    async fn a_closed_place_never_says_that_there_is_no_key() {
        let about = Description {
            kind: Kind::Keychain,
            name: "Secret Service".to_owned(),
        };
        let closed = Closed::new(about, SecretError::Locked);
        let name = SecretName::new("ai/claude").expect("a name");
        assert_eq!(
            closed.get(&name).await.err(),
            Some(SecretError::Locked),
            "a missing key would be told as a wrong one"
        );
        let kept = closed.set(&name, Sensitive::from("x")).await;
        assert_eq!(kept, Err(SecretError::Locked), "nothing is kept silently");
        assert_eq!(
            closed.closed(),
            Some(SecretError::Locked),
            "and it says so itself"
        );
    }
}
