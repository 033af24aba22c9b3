//! Ozon: the connector and one seller's shop.

mod catalogue;
mod convert;
mod dictionaries;
mod errors;
mod keys;
mod limits;
mod line;
mod orders;
mod passport;
mod profile;
mod question_answers;
mod questions;
mod review_answers;
mod reviews;
mod stock;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{Answer, ExternalId, Listing, Order, Passport, Question, Review, StockLevel};
use http::HeaderName;
use secrets::Sensitive;

use self::line::Line;
use crate::Result;
use crate::contract::{Answers, Connector, Shop, Source};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

const CLIENT_ID: HeaderName = HeaderName::from_static("client-id");
const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// Ozon.
pub(crate) struct Ozon {
    profile: Profile,
}

impl Ozon {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
        }
    }
}

impl Connector for Ozon {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        keys::pair(keys).map(|_| None)
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        let pair = keys::pair(keys)?;
        let http = http
            .header(CLIENT_ID, pair.client_id.clone())
            .header(API_KEY, pair.api_key)
            .observing(limits::observe);
        let line = Arc::new(Line::new(http));
        Ok(Box::new(OzonShop {
            catalogue: catalogue::Products::new(&line),
            stock: stock::Shelves(Arc::clone(&line)),
            orders: orders::Sales(Arc::clone(&line)),
            reviews: reviews::Feedback(Arc::clone(&line)),
            questions: questions::Inquiries(Arc::clone(&line)),
            client_id: pair.client_id,
            line,
        }))
    }
}

/// One cabinet.
struct OzonShop {
    line: Arc<Line>,
    client_id: Sensitive<String>,
    catalogue: catalogue::Products,
    stock: stock::Shelves,
    orders: orders::Sales,
    reviews: reviews::Feedback,
    questions: questions::Inquiries,
}

#[async_trait]
impl Shop for OzonShop {
    async fn check(&self, _window: Window) -> Result<Passport> {
        passport::check(&self.line, &self.client_id).await
    }

    fn catalogue(&self) -> Option<&dyn Source<Listing>> {
        Some(&self.catalogue)
    }

    fn stock(&self) -> Option<&dyn Source<StockLevel>> {
        Some(&self.stock)
    }

    fn orders(&self) -> Option<&dyn Source<Order>> {
        Some(&self.orders)
    }

    fn reviews(&self) -> Option<&dyn Source<Review>> {
        Some(&self.reviews)
    }

    fn review_answers(&self) -> Option<&dyn Answers> {
        Some(&self.reviews)
    }

    fn questions(&self) -> Option<&dyn Source<Question>> {
        Some(&self.questions)
    }

    fn question_answers(&self) -> Option<&dyn Answers> {
        Some(&self.questions)
    }
}

/// UTC, as the requests want it.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A SKU as the number that requests want.
fn number(operation: &'static str, id: &ExternalId) -> Result<i64> {
    id.as_str()
        .parse()
        .map_err(|_| MarketplaceError::new(ErrorKind::Rejected, operation, "the SKU is no number"))
}

/// The answer that is to be taken back.
fn replaced<'a>(operation: &'static str, answer: &'a Answer) -> Result<&'a ExternalId> {
    answer.replaces.as_ref().ok_or_else(|| {
        let message = "it is not said which answer is meant";
        MarketplaceError::new(ErrorKind::Rejected, operation, message)
    })
}
