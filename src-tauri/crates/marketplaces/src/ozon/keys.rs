//! The credential form: Client-Id and Api-Key, opaque to us.

use secrets::Sensitive;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::keys::Keys;

/// Both as they go into the headers.
pub(super) struct Pair {
    /// The cabinet's number.
    pub(super) client_id: Sensitive<String>,
    /// The key, shown once by the cabinet.
    pub(super) api_key: Sensitive<String>,
}

/// Reads the form.
///
/// # Errors
/// `Unauthorised` when a field cannot be what it should be.
pub(super) fn pair(keys: &Keys) -> Result<Pair> {
    let client_id = keys.field("client_id")?;
    let api_key = keys.field("api_key")?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !number(client_id.expose()) && number(api_key.expose()) {
        return Err(refused(
            "the two fields are swapped: Client-Id is the number",
        ));
    }
    for (name, value) in [("Client-Id", client_id), ("Api-Key", api_key)] {
        if !value.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(refused(&format!(
                "{name} holds blanks or letters that no key has"
            )));
        }
    }
    Ok(Pair {
        client_id: client_id.clone(),
        api_key: api_key.clone(),
    })
}

fn refused(message: &str) -> MarketplaceError {
    MarketplaceError::new(ErrorKind::Unauthorised, "keys", message)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::testing::keys;

    #[rstest]
    #[case("123456", "1b2c-3d4e", true)]
    #[case(" 123456 ", "1b2c-3d4e\n", true)]
    #[case("1b2c-3d4e", "123456", false)]
    #[case("123456", "two words", false)]
    #[case("123456", "", false)]
    #[case("", "1b2c-3d4e", false)]
    #[case("сто", "1b2c-3d4e", false)]
    fn what_people_paste(#[case] client_id: &str, #[case] api_key: &str, #[case] good: bool) {
        let got = pair(&keys(&[("client_id", client_id), ("api_key", api_key)]));
        assert_eq!(got.is_ok(), good, "{client_id:?} {api_key:?}");
    }
}
