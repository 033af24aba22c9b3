//! How the rows of every feed are kept.

mod goods;
mod people;

use async_trait::async_trait;
use marketplaces::Row;
use store::answer::Heard;
use store::{Reading, Tx};

use super::ingest::Context;
use crate::error::Result;

/// How rows of a feed are kept.
#[async_trait]
pub(super) trait Keep: Row {
    /// Stores a page of them, and what follows from them.
    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], round: i64) -> Result<()>;

    /// Whether rows are texts of buyers.
    const TEXTS: bool = false;

    /// What reading a row tells, where rows are texts of buyers.
    fn hear(&self) -> Option<Heard> {
        None
    }

    /// Ends a whole round that named everything: what it did not name is gone.
    async fn end(tx: &mut Tx, context: &Context, round: i64) -> Result<()> {
        let _ = (tx, context, round);
        Ok(())
    }

    /// What follows from any round that came to its end.
    async fn settle(tx: &mut Tx, context: &Context) -> Result<()> {
        let _ = (tx, context);
        Ok(())
    }
}

/// When, where and in which round a page is kept.
fn reading(context: &Context, round: i64) -> Reading {
    Reading {
        account: context.account.id,
        round,
        now: context.now,
    }
}

/// Rows that the store keeps as they are told.
macro_rules! kept_as_told {
    ($($type:ident),+ $(,)?) => {$(
        #[async_trait]
        impl Keep for domain::$type {
            async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], round: i64) -> Result<()> {
                store::kept::keep(tx, reading(context, round), rows).await?;
                Ok(())
            }

            async fn end(tx: &mut Tx, context: &Context, round: i64) -> Result<()> {
                Ok(store::kept::end::<Self>(tx, reading(context, round)).await?)
            }
        }
    )+};
}

kept_as_told! {
    Price, PriceSignal, Promotion, Tariff,
    Parcel, Supply, Return, Warehouse, Turnover,
    Campaign, AdDay, AdQuery,
    FunnelDay, SearchTerm, CardQuality,
    LedgerRow, Balance, Document, Statement,
    BidSignal, ShopRating, CategoryPlace,
    Chat,
}
