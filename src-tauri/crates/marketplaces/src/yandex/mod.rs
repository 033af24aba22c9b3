//! Yandex Market: the connector and one seller's shop.

mod cabinet;
mod catalogue;
mod convert;
mod errors;
mod keys;
mod limits;
mod line;
mod orders;
mod passport;
mod profile;
mod questions;
mod replies;
mod reviews;
mod stock;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{AccountId, Listing, Order, Passport, Question, Review, StockLevel};
use http::HeaderName;
use tokio::sync::Semaphore;

use self::line::{LANES, Line};
use crate::Result;
use crate::contract::{Answers, Connector, Shop, Source};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// Yandex Market.
pub(crate) struct Yandex {
    profile: Profile,
    lanes: Mutex<HashMap<AccountId, Arc<Semaphore>>>,
}

impl Yandex {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
            lanes: Mutex::default(),
        }
    }

    /// However often an account is opened, its requests share four lanes.
    fn lanes(&self, account: AccountId) -> Arc<Semaphore> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes.entry(account);
        Arc::clone(lane.or_insert_with(|| Arc::new(Semaphore::new(LANES))))
    }
}

impl Connector for Yandex {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        keys::api_key(keys).map(|_| None)
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        let key = keys::api_key(keys)?;
        let lanes = self.lanes(http.account());
        let http = http.header(API_KEY, key).observing(limits::observe);
        let line = Arc::new(Line::new(http, lanes));
        Ok(Box::new(YandexShop {
            catalogue: catalogue::Products(Arc::clone(&line)),
            stock: stock::Stocks(Arc::clone(&line)),
            orders: orders::Sales(Arc::clone(&line)),
            reviews: reviews::Feedback(Arc::clone(&line)),
            questions: questions::Inquiries(Arc::clone(&line)),
            line,
        }))
    }
}

/// One cabinet.
struct YandexShop {
    line: Arc<Line>,
    catalogue: catalogue::Products,
    stock: stock::Stocks,
    orders: orders::Sales,
    reviews: reviews::Feedback,
    questions: questions::Inquiries,
}

#[async_trait]
impl Shop for YandexShop {
    async fn check(&self, _window: Window) -> Result<Passport> {
        passport::check(&self.line).await
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

/// ISO 8601 with an offset, as the requests want it.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
