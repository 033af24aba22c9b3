//! Wildberries: cards, stock, orders, reviews and questions over WB API. Limits, quirks and
//! sources are told in `README.md`.

mod api;
mod catalogue;
mod check;
mod convert;
mod keys;
mod limits;
mod orders;
mod profile;
mod questions;
mod reviews;
mod stock;
mod walk;
mod wire;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::{Listing, Order, Passport, Question, Review, StockLevel};
use secrets::Sensitive;

use self::api::Api;
use self::keys::Claims;
use crate::Result;
use crate::contract::{self, Connector, Shop};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

/// Wildberries.
pub(crate) struct Wildberries {
    profile: Profile,
}

impl Wildberries {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
        }
    }
}

impl Connector for Wildberries {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        let claims = Claims::of(keys)?;
        claims.opens_a_shop()?;
        Ok(Some(claims.passport()))
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        let claims = Claims::of(keys)?;
        let token = Sensitive::from(keys::bare(keys.field("token")?.expose()));
        let api = Api::new(http, token, claims.clone());
        Ok(Box::new(Seller::new(api, claims)))
    }
}

/// One seller's account.
struct Seller {
    api: Api,
    claims: Claims,
    catalogue: catalogue::Catalogue,
    stock: stock::Stock,
    orders: orders::Orders,
    reviews: reviews::Reviews,
    questions: questions::Questions,
}

impl Seller {
    fn new(api: Api, claims: Claims) -> Self {
        Self {
            catalogue: catalogue::Catalogue { api: api.clone() },
            stock: stock::Stock {
                api: api.clone(),
                claims: claims.clone(),
            },
            orders: orders::Orders { api: api.clone() },
            reviews: reviews::Reviews { api: api.clone() },
            questions: questions::Questions { api: api.clone() },
            api,
            claims,
        }
    }
}

#[async_trait]
impl Shop for Seller {
    async fn check(&self, window: Window) -> Result<Passport> {
        check::check(&self.api, &self.claims, window).await
    }

    fn catalogue(&self) -> Option<&dyn contract::Source<Listing>> {
        Some(&self.catalogue)
    }

    fn stock(&self) -> Option<&dyn contract::Source<StockLevel>> {
        Some(&self.stock)
    }

    fn orders(&self) -> Option<&dyn contract::Source<Order>> {
        Some(&self.orders)
    }

    fn reviews(&self) -> Option<&dyn contract::Source<Review>> {
        Some(&self.reviews)
    }

    fn review_answers(&self) -> Option<&dyn contract::Answers> {
        Some(&self.reviews)
    }

    fn questions(&self) -> Option<&dyn contract::Source<Question>> {
        Some(&self.questions)
    }

    fn question_answers(&self) -> Option<&dyn contract::Answers> {
        Some(&self.questions)
    }
}
