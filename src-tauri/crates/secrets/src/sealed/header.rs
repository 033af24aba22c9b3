//! The head of a sealed file: everything that opening needs, besides the passphrase.
//!
//! ```text
//! magic 8 | format 1 | memory KiB 4 | passes 4 | lanes 4 | salt 16 | check 16 | nonce 24 | sum 8
//! ```
//! Numbers are little-endian. `check` tells a wrong passphrase from a damaged
//! file; `sum` finds accidental damage of the head. All of the head is
//! authenticated together with the sealed part.

use sha2::{Digest, Sha256};

use super::cost::KdfCost;
use crate::error::SecretError;

const MAGIC: &[u8; 8] = b"SAMSEAL\0";
const FORMAT: u8 = 1;
const SUMMED: usize = 8 + 1 + 12 + 16 + 16 + 24;
/// The length of the head.
pub(super) const LENGTH: usize = SUMMED + 8;

/// What stands in the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) cost: KdfCost,
    pub(super) salt: [u8; 16],
    pub(super) check: [u8; 16],
    pub(super) nonce: [u8; 24],
}

impl Header {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut head = Vec::with_capacity(LENGTH);
        head.extend_from_slice(MAGIC);
        head.push(FORMAT);
        for number in [self.cost.memory_kib, self.cost.passes, self.cost.lanes] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        head.extend_from_slice(&self.salt);
        head.extend_from_slice(&self.check);
        head.extend_from_slice(&self.nonce);
        let sum = sum(&head);
        head.extend_from_slice(&sum);
        head
    }

    /// Reads a head. The format's number is looked at first, so that a file of
    /// a newer version is named as such.
    pub(super) fn read(file: &[u8]) -> Result<Self, SecretError> {
        let mut rest = file;
        if take::<8>(&mut rest)? != *MAGIC {
            return Err(damaged("it is no sealed file"));
        }
        let [format] = take::<1>(&mut rest)?;
        if format > FORMAT {
            return Err(SecretError::Newer { version: format });
        }
        let numbers = (take(&mut rest)?, take(&mut rest)?, take(&mut rest)?);
        let cost = KdfCost {
            memory_kib: u32::from_le_bytes(numbers.0),
            passes: u32::from_le_bytes(numbers.1),
            lanes: u32::from_le_bytes(numbers.2),
        };
        let header = Self {
            cost,
            salt: take(&mut rest)?,
            check: take(&mut rest)?,
            nonce: take(&mut rest)?,
        };
        let summed = file.get(..SUMMED).ok_or(damaged("it is cut off"))?;
        if format != FORMAT || take::<8>(&mut rest)? != sum(summed) {
            return Err(damaged("its head was changed"));
        }
        // A head made up by someone else must not make us work for hours.
        if cost.is_sane() {
            Ok(header)
        } else {
            Err(damaged("its head asks for absurd work"))
        }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], SecretError> {
    let (first, after) = rest
        .split_first_chunk::<N>()
        .ok_or(damaged("it is cut off"))?;
    *rest = after;
    Ok(*first)
}

fn sum(head: &[u8]) -> [u8; 8] {
    let digest: [u8; 32] = Sha256::digest(head).into();
    let mut sum = [0; 8];
    for (to, from) in sum.iter_mut().zip(digest) {
        *to = from;
    }
    sum
}

pub(super) fn damaged(cause: &'static str) -> SecretError {
    SecretError::Damaged { cause }
}
