//! Argon2id for the key, XChaCha20-Poly1305 for the content.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::TryRngCore;
use rand::rngs::OsRng;
use zeroize::Zeroize;

use super::cost::KdfCost;
use super::header::{Header, damaged};
use crate::error::SecretError;
use crate::sensitive::Sensitive;

/// A key with the public value that tells whether a passphrase gives it.
pub(super) struct Key {
    secret: Sensitive<[u8; 32]>,
    pub(super) check: [u8; 16],
}

impl Key {
    pub(super) fn derive(
        passphrase: &Sensitive<String>,
        salt: &[u8; 16],
        cost: KdfCost,
    ) -> Result<Self, SecretError> {
        // Both halves come from one Blake2b output: the public one tells nothing of the other.
        let mut output = [0_u8; 48];
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(output.len()))
            .map_err(|_| damaged("its head asks for impossible work"))?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose().as_bytes(), salt, &mut output)
            .map_err(|_| damaged("no key can be made"))?;
        let (mut secret, mut check) = ([0; 32], [0; 16]);
        for (to, from) in secret.iter_mut().chain(check.iter_mut()).zip(output) {
            *to = from;
        }
        output.zeroize();
        let key = Self {
            secret: Sensitive::new(secret),
            check,
        };
        secret.zeroize();
        Ok(key)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.secret.expose().into())
    }

    pub(super) fn seal(&self, header: &Header, plain: &[u8]) -> Result<Vec<u8>, SecretError> {
        let mut file = header.bytes();
        let payload = Payload {
            msg: plain,
            aad: &file,
        };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(header.nonce), payload)
            .map_err(|_| damaged("it is too large"))?;
        file.extend_from_slice(&sealed);
        Ok(file)
    }

    pub(super) fn open(
        &self,
        header: &Header,
        sealed: &[u8],
    ) -> Result<Sensitive<Vec<u8>>, SecretError> {
        let head = header.bytes();
        let payload = Payload {
            msg: sealed,
            aad: &head,
        };
        let plain = self.cipher().decrypt(&XNonce::from(header.nonce), payload);
        plain
            .map(Sensitive::new)
            .map_err(|_| damaged("its content was changed"))
    }
}

/// Bytes of the system's generator.
pub(super) fn random<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    OsRng
        .try_fill_bytes(&mut bytes)
        .map_err(|_| SecretError::Disk {
            operation: "written",
            cause: "the system gives no random numbers".to_owned(),
            full: false,
        })?;
    Ok(bytes)
}
