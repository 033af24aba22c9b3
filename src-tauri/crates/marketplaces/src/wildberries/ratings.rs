//! The rating of the shop. WB tells it to tokens of the service kind alone.

use async_trait::async_trait;
use domain::ShopRating;
use http::Method;

use super::ads::moscow;
use super::api::Api;
use super::convert;
use super::profile::FEEDBACKS;
use super::wire::SellerRating;
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

/// Reads the rating.
pub(super) struct ShopRatings {
    pub(super) api: Api,
}

impl ShopRatings {
    /// Whether the token is of the kind that is told.
    pub(super) fn is_told(&self) -> bool {
        self.api.claims().is_service()
    }
}

#[async_trait]
impl crate::Source<ShopRating> for ShopRatings {
    fn names_all(&self) -> bool {
        true
    }

    async fn page(&self, _: Option<&Cursor>, window: Window) -> Result<Page<ShopRating>> {
        let path = "/api/common/v1/rating";
        let call = Call::read("shop_ratings.page", FEEDBACKS, Method::GET, path).bucket("rating");
        let told: SellerRating = self.api.read(&call).await?;
        let rows = convert::shop_ratings(&told, moscow(window.now));
        Ok(Page::of(
            rows.into_iter().map(Ok),
            Cursor(serde_json::Value::Null),
            false,
        ))
    }
}
