//! A round that goes from shop to shop: methods of one shop give its rows only.

use serde::{Deserialize, Serialize};

use super::cabinet;
use super::line::Line;
use super::wire::shop::Campaign;
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::page::{BadRow, Cursor, Page};

/// The shops that are still to be read, the present one last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Walk {
    shops: Vec<ShopAt>,
    token: Option<String>,
}

/// A shop on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShopAt {
    /// `campaignId`.
    pub(super) id: i64,
    /// `placementType`.
    pub(super) placement: String,
}

/// Shops that sell from Market's shelves or the seller's own.
pub(super) fn selling(shop: &Campaign) -> bool {
    shop.placement_type != "LAAS"
}

/// Shops that sell from the seller's own shelves.
pub(super) fn of_seller(shop: &Campaign) -> bool {
    selling(shop) && shop.placement_type != "FBY"
}

/// Shops that sell from Market's shelves.
pub(super) fn of_market(shop: &Campaign) -> bool {
    shop.placement_type == "FBY"
}

impl Walk {
    /// Goes on, or begins.
    pub(super) async fn resume(
        line: &Line,
        operation: &'static str,
        after: Option<&Cursor>,
        wanted: fn(&Campaign) -> bool,
    ) -> Result<Self> {
        let walk: Self = Cursor::position(after);
        match walk.shops.is_empty() {
            true => Self::begin(line, operation, wanted).await,
            false => Ok(walk),
        }
    }

    /// Begins with the shops of today; closed ones refuse every call. With a shop that cannot be
    /// read there is no round: all that is its own would look gone.
    pub(super) async fn begin(
        line: &Line,
        operation: &'static str,
        wanted: fn(&Campaign) -> bool,
    ) -> Result<Self> {
        let cabinet = cabinet::find(line).await?;
        if !cabinet.whole {
            let message = "a shop that cannot be read";
            let error = MarketplaceError::new(ErrorKind::Unreadable, operation, message);
            return Err(error.at("campaigns"));
        }
        let shops = cabinet.shops.into_iter().rev();
        let shops = shops.filter(|shop| shop.open() && wanted(shop));
        let shops = shops.filter_map(|shop| {
            let placement = shop.placement_type;
            shop.id.map(|id| ShopAt { id, placement })
        });
        Ok(Self {
            shops: shops.collect(),
            token: None,
        })
    }

    /// All of them, in the order of the cabinet.
    pub(super) fn all(self) -> Vec<ShopAt> {
        self.shops.into_iter().rev().collect()
    }

    /// The present shop.
    pub(super) fn shop(&self) -> Option<ShopAt> {
        self.shops.last().cloned()
    }

    /// Its page.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A round over no shops.
    pub(super) fn empty<T>(&self) -> Page<T> {
        Page::of([], Cursor::at(&Self::default()), false)
    }

    /// Goes to the next page or shop; whether there is one.
    pub(super) fn step(&mut self, token: Option<String>) -> bool {
        self.token = token;
        if self.token.is_none() {
            self.shops.pop();
        }
        !self.shops.is_empty()
    }

    /// A page of the present shop, and the way on.
    pub(super) fn page<T>(
        mut self,
        rows: Vec<T>,
        bad: Vec<BadRow>,
        token: Option<String>,
    ) -> Page<T> {
        let more = self.step(token);
        Page::new(rows, bad, Cursor::at(&self), more)
    }
}

#[cfg(test)]
impl Walk {
    /// A walk of tests.
    pub(super) fn of(ids: &[i64]) -> Self {
        let shop = |id: &i64| ShopAt {
            id: *id,
            placement: "FBS".to_owned(),
        };
        Self {
            shops: ids.iter().rev().map(shop).collect(),
            token: None,
        }
    }
}
