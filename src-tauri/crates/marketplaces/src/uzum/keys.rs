//! The key: opaque, sent without any word before it.

use secrets::Sensitive;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::keys::Keys;

/// The token of a credential form, without the word that people copy along with it: with
/// `Bearer` Uzum answers "Token not found".
///
/// # Errors
/// `Unauthorised` when the text cannot be a token.
pub(super) fn token(keys: &Keys) -> Result<Sensitive<String>> {
    let typed = keys.field("token")?.expose();
    let token = typed.strip_prefix("Bearer ").unwrap_or(typed).trim();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        let words = "this is no Uzum key: it holds blanks or letters that no key has";
        return Err(MarketplaceError::new(
            ErrorKind::Unauthorised,
            "keys",
            words,
        ));
    }
    Ok(Sensitive::from(token))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::testing::keys;

    #[rstest]
    #[case("abc+/=123", Some("abc+/=123"))]
    #[case("  abc \n", Some("abc"))]
    #[case("Bearer abc", Some("abc"))]
    #[case("two words", None)]
    #[case("ключ", None)]
    #[case("", None)]
    fn tokens(#[case] typed: &str, #[case] expected: Option<&str>) {
        let got = token(&keys(&[("token", typed)]));
        let got = got.as_ref().ok().map(|token| token.expose().as_str());
        assert_eq!(got, expected, "{typed:?}");
    }
}
