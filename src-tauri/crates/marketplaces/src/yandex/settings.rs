//! The settings of the cabinet: what it sells in.

use domain::Currency;
use http::Method;

use super::ask::Ask;
use super::line::Line;
use super::wire::Envelope;
use super::wire::shop::SettingsInfo;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};

/// The currency of the cabinet; asked for once.
pub(super) async fn currency(line: &Line, operation: &'static str) -> Result<Currency> {
    line.currency(async || {
        let path = line.cabinet().await?.path("v2", "/settings");
        let ask = Ask::new(operation, "settings", Method::POST, path);
        let settings: Envelope<SettingsInfo> = line.read(&ask).await?;
        settings.result.settings.currency.parse().map_err(|_| {
            let message = "a currency that is not known";
            MarketplaceError::new(ErrorKind::Unreadable, operation, message).at("settings.currency")
        })
    })
    .await
}
