//! The credential form: Client-Id and Api-Key, opaque to us; and, where the seller advertises, the
//! key of a service account of the Performance API.

use secrets::Sensitive;

use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::keys::Keys;

/// Fields of the advertising key.
pub(super) const ADS_ID: &str = "ads_client_id";
pub(super) const ADS_SECRET: &str = "ads_client_secret";

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
    plain("Client-Id", client_id)?;
    plain("Api-Key", api_key)?;
    Ok(Pair {
        client_id: client_id.clone(),
        api_key: api_key.clone(),
    })
}

/// The key of the Performance API.
pub(super) struct AdsKey {
    /// The service account, `…@advertising.performance.ozon.ru`.
    pub(super) client_id: Sensitive<String>,
    /// Its secret.
    pub(super) client_secret: Sensitive<String>,
}

/// Reads the two fields that only advertising needs; `None` when neither is filled in.
///
/// # Errors
/// `Unauthorised` when one of them is missing or cannot be what it should be.
pub(super) fn ads(keys: &Keys) -> Result<Option<AdsKey>> {
    let (client_id, client_secret) = match (keys.given(ADS_ID), keys.given(ADS_SECRET)) {
        (None, None) => return Ok(None),
        (Some(client_id), Some(client_secret)) => (client_id, client_secret),
        _ => return Err(refused("the advertising key needs both of its fields")),
    };
    if !client_id.expose().contains('@') {
        return Err(refused(
            "the advertising client_id ends with @advertising.performance.ozon.ru",
        ));
    }
    plain("client_id", client_id)?;
    plain("client_secret", client_secret)?;
    Ok(Some(AdsKey {
        client_id: client_id.clone(),
        client_secret: client_secret.clone(),
    }))
}

fn plain(name: &str, value: &Sensitive<String>) -> Result<()> {
    match value.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(()),
        false => Err(refused(&format!(
            "{name} holds blanks or letters that no key has"
        ))),
    }
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

    #[rstest]
    #[case("", "", Some(false))]
    #[case("7@advertising.performance.ozon.ru", "s3cret-_", Some(true))]
    #[case("7@advertising.performance.ozon.ru", "", None)]
    #[case("", "s3cret-_", None)]
    #[case("s3cret-_", "7@advertising.performance.ozon.ru", None)]
    #[case("7@advertising.performance.ozon.ru", "two words", None)]
    fn the_advertising_key_is_whole_or_absent(
        #[case] client_id: &str,
        #[case] client_secret: &str,
        #[case] expected: Option<bool>,
    ) {
        let got = ads(&keys(&[(ADS_ID, client_id), (ADS_SECRET, client_secret)]));
        let there = got.ok().map(|key| key.is_some());
        assert_eq!(there, expected, "{client_id:?} {client_secret:?}");
    }
}
