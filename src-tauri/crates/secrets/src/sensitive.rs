//! A value that must not be seen by accident.

use std::fmt;

use zeroize::Zeroize;

/// Holds a secret. `Debug` and `Display` are redacted, there is no
/// serialisation, and the memory is wiped when it is dropped.
#[derive(Clone)]
pub struct Sensitive<T: Zeroize>(T);

impl<T: Zeroize> Sensitive<T> {
    /// Takes the secret in.
    pub const fn new(secret: T) -> Self {
        Self(secret)
    }

    /// The secret itself. Call it where it is used, and keep no copy.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl Sensitive<String> {
    /// The secret without the blanks that come along when a key is pasted.
    pub fn trimmed(self) -> Self {
        Self(self.0.trim().to_owned())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> From<T> for Sensitive<T> {
    fn from(secret: T) -> Self {
        Self(secret)
    }
}

impl From<&str> for Sensitive<String> {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<T: Zeroize> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_shows_it() {
        let secret = Sensitive::from("hunter2");
        assert_eq!(
            format!("{secret:?} {secret}"),
            "[secret] [secret]",
            "logs stay clean"
        );
        assert_eq!(secret.expose(), "hunter2", "and the use site gets it");
    }

    #[test]
    fn pasted_blanks_are_dropped() {
        let secret = Sensitive::from(" key\n").trimmed();
        assert_eq!(
            secret.expose(),
            "key",
            "a trailing line break would break a header"
        );
    }
}
