//! The name of a secret.

use std::fmt;

use crate::error::SecretError;

const LONGEST: usize = 120;

/// A path of lower-case words, such as "account/12/token" or "ai/claude".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretName(String);

impl SecretName {
    /// Takes a name that every kind of store can keep.
    ///
    /// # Errors
    /// `BadName` for anything but words of `a-z 0-9 _ -` joined by `/`.
    pub fn new(name: impl Into<String>) -> Result<Self, SecretError> {
        let name = name.into();
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        let word = |word: &str| !word.is_empty() && word.chars().all(letter);
        if name.len() <= LONGEST && name.split('/').all(word) {
            Ok(Self(name))
        } else {
            Err(SecretError::BadName)
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_paths_of_plain_words() {
        for good in ["account/12/token", "ai/claude", "account/7/api_key"] {
            assert!(SecretName::new(good).is_ok(), "{good} is a name");
        }
        for bad in [
            "",
            "/",
            "a//b",
            "Account",
            "a b",
            "../x",
            "ключ",
            &"a".repeat(121),
        ] {
            assert!(
                SecretName::new(bad).is_err(),
                "{bad:?} is no name in some store"
            );
        }
    }
}
