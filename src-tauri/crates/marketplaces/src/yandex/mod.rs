//! Yandex Market: the connector.

mod ask;
mod bid_signals;
mod boost;
mod cabinet;
mod card_seen;
mod cards;
mod catalogue;
mod category_places;
mod chats;
mod convert;
mod dictionary;
mod errors;
mod funnel;
mod keys;
mod ledger;
mod limits;
mod line;
mod orders;
mod papers;
mod parcel_steps;
mod parcels;
mod passport;
mod payments;
mod price_changes;
mod prices;
mod profile;
mod promotions;
mod quality;
mod questions;
mod realization;
mod replies;
mod reports;
mod return_decisions;
mod returns;
mod reviews;
mod settings;
mod sheets;
mod shop;
mod shop_ratings;
mod shops;
mod statements;
mod stock;
mod stock_changes;
mod supplies;
mod tariffs;
mod tour;
mod turnover;
mod warehouses;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{AccountId, Passport};
use http::HeaderName;
use tokio::sync::Semaphore;

use self::line::{LANES, Line};
use crate::Result;
use crate::contract::{Connector, Shop};
use crate::http::Http;
use crate::keys::Keys;
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
        Ok(Box::new(shop::YandexShop::new(&line)))
    }
}

/// ISO 8601 with an offset, as the requests want it.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
