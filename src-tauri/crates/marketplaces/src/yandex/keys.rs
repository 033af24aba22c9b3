//! The credential form: one Api-Key, opaque to us ("ACMA:…").

use secrets::Sensitive;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::keys::Keys;

/// The key as it goes into the header: bare, without any prefix (a prefix is
/// answered with 401 "Api-Key token prefix invalid").
///
/// # Errors
/// `Unauthorised` when the text cannot be a key.
pub(super) fn api_key(keys: &Keys) -> Result<Sensitive<String>> {
    let key = keys.field("api_key")?;
    let bare = ["Api-Key:", "Api-Key", "Bearer"]
        .iter()
        .find_map(|prefix| key.expose().strip_prefix(prefix))
        .unwrap_or(key.expose())
        .trim();
    if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_graphic()) {
        let message = "this is no Api-Key: it looks like ACMA:… and has no blanks in it";
        return Err(MarketplaceError::new(
            ErrorKind::Unauthorised,
            "keys",
            message,
        ));
    }
    Ok(Sensitive::new(bare.to_owned()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::testing::keys;

    #[rstest]
    #[case("ACMA:abc:def", Some("ACMA:abc:def"))]
    #[case(" ACMA:abc:def\n", Some("ACMA:abc:def"))]
    #[case("Api-Key: ACMA:abc:def", Some("ACMA:abc:def"))]
    #[case("Bearer ACMA:abc:def", Some("ACMA:abc:def"))]
    #[case("ACMA:abc def", None)]
    #[case("ключ", None)]
    #[case("Bearer ", None)]
    #[case("", None)]
    fn what_people_paste(#[case] typed: &str, #[case] expected: Option<&str>) {
        let got = api_key(&keys(&[("api_key", typed)]));
        let got = got.as_ref().map(|key| key.expose().as_str()).ok();
        assert_eq!(got, expected, "{typed:?}");
    }
}
