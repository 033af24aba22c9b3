//! Catalogue, stock and orders: with roll-ups, and rules that look at them.

use async_trait::async_trait;
use domain::{Listing, Order, StockLevel};
use store::Tx;

use super::super::ingest::Context;
use super::Keep;
use crate::error::Result;
use crate::rules;

#[async_trait]
impl Keep for Listing {
    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], round: i64) -> Result<()> {
        let account = context.account.id;
        store::listing::upsert_listings(tx, account, rows, context.now).await?;
        Ok(store::listing::seen(tx, account, rows, round).await?)
    }

    async fn end(tx: &mut Tx, context: &Context, round: i64) -> Result<()> {
        store::listing::archive_unseen(tx, context.account.id, round, context.now).await?;
        Ok(())
    }

    async fn settle(tx: &mut Tx, context: &Context) -> Result<()> {
        rules::stock::apply(tx, &context.account, context.now).await
    }
}

#[async_trait]
impl Keep for StockLevel {
    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], round: i64) -> Result<()> {
        let account = context.account.id;
        store::stock::upsert_stock(tx, account, rows, context.now).await?;
        Ok(store::stock::seen(tx, account, rows, round).await?)
    }

    async fn end(tx: &mut Tx, context: &Context, round: i64) -> Result<()> {
        store::stock::empty_unseen(tx, context.account.id, round, context.now).await?;
        Ok(())
    }

    async fn settle(tx: &mut Tx, context: &Context) -> Result<()> {
        rules::stock::apply(tx, &context.account, context.now).await
    }
}

#[async_trait]
impl Keep for Order {
    async fn keep(tx: &mut Tx, context: &Context, rows: &[Self], _round: i64) -> Result<()> {
        let account = &context.account;
        store::order::upsert_orders(tx, account.id, account.zone, rows, context.now).await?;
        Ok(())
    }
}
