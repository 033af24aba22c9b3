//! The first page, from roll-ups only: no order is read.

use std::collections::HashMap;

use chrono::{DateTime, Days, Utc};
use domain::{AccountId, Capability, Feed, PartnerId, SubjectKind};
use rust_decimal::Decimal;
use sqlx::SqliteConnection;
use store::account::Account;
use store::answer::{AnswerFilter, Queue};
use store::feed::FeedRow;
use store::sales::{Figures, ShopFigures, Span};

use super::figures::{self, Dates};
use super::{activity, alert, answer};
use crate::context::View;
use crate::error::ApiError;
use crate::view::overview::{MarketplaceRow, Overview, OverviewQuery, StockLevel, StockRow};

/// Rows of each card.
const CARD: u32 = 6;
/// Listings looked at, those that last shortest first: as many as the rule that warns looks at.
const LOOKED_AT: i64 = 500;
/// Of those that run out, so many are sent to the page.
const STOCK_ROWS: usize = 100;
/// Days of sales that a stock's pace is taken from.
const PACE_DAYS: u64 = 28;

/// The first page.
pub(crate) async fn get(view: &View, query: OverviewQuery) -> Result<Overview, ApiError> {
    let partner = view.maybe_partner().await?;
    let mut conn = view.read().await?;
    let accounts = match partner {
        Some(partner) => store::account::list(&mut conn, Some(partner)).await?,
        None => Vec::new(),
    };
    let dates = Dates::of(
        query.period,
        view.now(),
        figures::zone(&accounts, query.account),
    );
    let Some(partner) = partner else {
        return Ok(empty(&dates));
    };
    let feeds = store::feed::list(&mut conn, None).await?;
    let page = Page {
        now: view.now(),
        partner,
        query,
        dates,
        accounts,
        feeds,
    };
    let stock = page.stock(&mut conn).await?;
    let before = page.before(&mut conn).await?;
    Ok(Overview {
        period: page.dates.view(&page.shown()),
        tiles: page.tiles(&mut conn, &before).await?,
        marketplaces: page.marketplaces(&mut conn, before).await?,
        waiting: page.waiting(&mut conn).await?,
        waiting_total: page.waiting_total(&mut conn).await?,
        alerts: page.alerts(&mut conn).await?,
        activity: page.activity(&mut conn).await?,
        stock_total: i64::try_from(stock.len()).unwrap_or(i64::MAX),
        stock: stock.into_iter().take(STOCK_ROWS).collect(),
        data_age_seconds: figures::age(&page.feeds, &page.shown(), view.now()),
        missing: page.missing(),
    })
}

fn empty(dates: &Dates) -> Overview {
    Overview {
        period: dates.view(&[]),
        tiles: Vec::new(),
        marketplaces: Vec::new(),
        waiting: Vec::new(),
        waiting_total: 0,
        alerts: Vec::new(),
        activity: Vec::new(),
        stock: Vec::new(),
        stock_total: 0,
        data_age_seconds: None,
        missing: Vec::new(),
    }
}

pub(super) struct Page {
    pub(super) now: DateTime<Utc>,
    pub(super) partner: PartnerId,
    pub(super) query: OverviewQuery,
    pub(super) dates: Dates,
    pub(super) accounts: Vec<Account>,
    pub(super) feeds: Vec<FeedRow>,
}

impl Page {
    /// The shops that the page is about.
    fn shown(&self) -> Vec<&Account> {
        let wanted = |account: &&Account| self.query.account.is_none_or(|id| account.id.0 == id);
        self.accounts.iter().filter(wanted).collect()
    }

    /// Shops whose orders were never read: their sales are not in the figures.
    pub(super) fn missing(&self) -> Vec<String> {
        let read = |account: &Account| {
            self.feeds.iter().any(|feed| {
                feed.account == account.id && feed.feed == Feed::Orders && feed.last_ok_at.is_some()
            })
        };
        let shown = self.shown().into_iter().filter(|account| !read(account));
        shown
            .map(|account| account.marketplace.to_string())
            .collect()
    }

    pub(super) fn age_of(&self, feed: Feed) -> Option<i64> {
        let feeds: Vec<FeedRow> = self
            .feeds
            .iter()
            .filter(|row| row.feed == feed)
            .cloned()
            .collect();
        figures::age(&feeds, &self.shown(), self.now)
    }

    /// Shown marketplaces whose API has no such thing.
    pub(super) fn not_offered(&self, capability: Capability) -> Vec<String> {
        let registry = engine::Registry::all();
        let mut names: Vec<String> = self
            .shown()
            .into_iter()
            .filter(|account| {
                let connector = registry.get(&account.marketplace);
                connector.is_some_and(|connector| !connector.profile().offers(capability).0)
            })
            .map(|account| account.marketplace.to_string())
            .collect();
        names.dedup();
        names
    }

    /// The period before of what is shown, by shop: read once, because the day that is compared
    /// up to this hour is read from its orders.
    async fn before(&self, conn: &mut SqliteConnection) -> Result<Vec<ShopFigures>, ApiError> {
        let account = self.query.account;
        figures::by_account_before(conn, self.partner, account, &self.dates).await
    }

    async fn marketplaces(
        &self,
        conn: &mut SqliteConnection,
        before: Vec<ShopFigures>,
    ) -> Result<Vec<MarketplaceRow>, ApiError> {
        let (from, to) = (self.dates.from.to_string(), self.dates.to.to_string());
        let span = Span {
            partner: self.partner,
            account: None,
            from: &from,
            to: &to,
        };
        let now = by_account(store::sales::by_account(conn, &span).await?);
        let before = by_account(before);
        let answered: HashMap<AccountId, i64> = store::answer::answered_by_account(conn, &span)
            .await?
            .into_iter()
            .filter_map(|row| Some((row.account?, row.reviews + row.questions)))
            .collect();
        Ok(self
            .shown()
            .into_iter()
            .map(|account| {
                let (a, b) = (now.get(&account.id), before.get(&account.id));
                let feeds: Vec<FeedRow> = self
                    .feeds
                    .iter()
                    .filter(|f| f.account == account.id && f.feed == Feed::Orders)
                    .cloned()
                    .collect();
                MarketplaceRow {
                    marketplace: account.marketplace.to_string(),
                    account: account.id.0,
                    revenue: a.map(|f| f.revenue.into()),
                    delta_percent: a
                        .zip(b)
                        .and_then(|(a, b)| figures::delta(a.revenue.major(), b.revenue.major())),
                    orders: a.map_or(0, |f| f.orders),
                    units: a.map_or(0, |f| f.units),
                    reviews_answered: answered.get(&account.id).copied().unwrap_or(0),
                    age_seconds: figures::age(&feeds, &[account], self.now),
                    not_offered: absent(account),
                }
            })
            .collect())
    }

    async fn waiting(
        &self,
        conn: &mut SqliteConnection,
    ) -> Result<Vec<crate::view::answer::AnswerRow>, ApiError> {
        let mut rows = Vec::new();
        for kind in answer::KINDS {
            let filter = AnswerFilter {
                kind: SubjectKind::from(kind),
                queue: Queue::Waiting,
                partner: self.partner,
                account: self.query.account.map(AccountId),
                rating: None,
                search: None,
                answered: None,
                after: None,
                limit: CARD,
            };
            rows.extend(store::answer::list(conn, &filter).await?.rows);
        }
        rows.sort_by_key(|row| row.deadline);
        rows.truncate(CARD as usize);
        Ok(rows.into_iter().map(answer::row).collect())
    }

    async fn waiting_total(&self, conn: &mut SqliteConnection) -> Result<i64, ApiError> {
        let account = self.query.account.map(AccountId);
        let mut total = 0;
        for kind in answer::KINDS {
            let kind = SubjectKind::from(kind);
            let counts = store::answer::counts(conn, kind, self.partner, account, None).await?;
            total += counts.get(&Queue::Waiting).copied().unwrap_or(0);
        }
        Ok(total)
    }

    /// Warnings of the shops that the page is about, and those that are about no shop.
    async fn alerts(
        &self,
        conn: &mut SqliteConnection,
    ) -> Result<Vec<crate::view::alert::Alert>, ApiError> {
        let alerts = store::alert::list(conn, self.partner, self.now).await?;
        let only = self.query.account.map(AccountId);
        let here = |account: Option<AccountId>| {
            only.is_none() || account.is_none_or(|id| Some(id) == only)
        };
        Ok(alerts
            .into_iter()
            .filter(|alert| here(alert.alert.account))
            .map(alert::card)
            .collect())
    }

    async fn activity(
        &self,
        conn: &mut SqliteConnection,
    ) -> Result<Vec<crate::view::activity::ActivityRow>, ApiError> {
        let filter = store::activity::ActivityFilter {
            partner: self.partner,
            account: self.query.account.map(AccountId),
            act: None,
            outcome: None,
            undoable: false,
            search: None,
            after: None,
            limit: CARD + 2,
        };
        let page = store::activity::list(conn, &filter).await?;
        let ids = page.rows.iter().map(|row| row.id).collect();
        let undone = activity::undone(conn, ids).await?;
        let now = self.now;
        Ok(page
            .rows
            .into_iter()
            .map(|act| activity::row(act, &undone, now))
            .collect())
    }

    /// Listings that run out, the most urgent first.
    async fn stock(&self, conn: &mut SqliteConnection) -> Result<Vec<StockRow>, ApiError> {
        let account = self.query.account.map(AccountId);
        let when = (self.now, self.dates.zone);
        let rows = levels(conn, self.partner, account, when, LOOKED_AT).await?;
        let urgent = rows.into_iter().filter(|row| row.level != StockLevel::Ok);
        Ok(urgent.collect())
    }
}

/// Stock and pace of listings, those that last shortest first. Thin sales give no number of days.
pub(super) async fn levels(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
    (now, zone): (DateTime<Utc>, chrono_tz::Tz),
    limit: i64,
) -> Result<Vec<StockRow>, ApiError> {
    let today = now.with_timezone(&zone).date_naive();
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let (from, to) = (back(PACE_DAYS).to_string(), back(1).to_string());
    let levels = store::stock::levels(conn, partner, account, (&from, &to), limit).await?;
    let warn = store::settings::STOCK_DAYS.get(conn, Some(partner)).await?;
    Ok(levels
        .into_iter()
        .map(|level| stock_row(level, i64::from(warn)))
        .collect())
}

/// A shop sells in one currency; its whole days and the day up to an hour are one figure.
fn by_account(rows: Vec<ShopFigures>) -> HashMap<AccountId, Figures> {
    let mut found: HashMap<AccountId, Figures> = HashMap::new();
    for row in rows {
        found
            .entry(row.account)
            .and_modify(|sum| sum.add(&row.figures))
            .or_insert(row.figures);
    }
    found
}

fn stock_row(stock: store::stock::ListingStock, warn_days: i64) -> StockRow {
    use engine::rules::stock::{Wanted, decide};
    let (level, days_left) = match decide(stock.available, stock.sold, warn_days) {
        Wanted::Raise { .. } if stock.available <= 0 => (StockLevel::Out, Some(0)),
        Wanted::Raise {
            level: domain::AlertLevel::Bad,
            days,
        } => (StockLevel::Urgent, Some(days)),
        Wanted::Raise { days, .. } => (StockLevel::Soon, Some(days)),
        Wanted::Clear | Wanted::Leave => (StockLevel::Ok, None),
    };
    let pace = Decimal::from(stock.sold) / Decimal::from(PACE_DAYS);
    StockRow {
        listing: stock.listing.0,
        marketplace: stock.marketplace.to_string(),
        title: stock.title,
        article: stock.article,
        quantity: stock.available,
        per_day: pace.round_dp(1).to_string(),
        days_left,
        level,
    }
}

fn absent(account: &Account) -> Vec<String> {
    let registry = engine::Registry::all();
    let Some(connector) = registry.get(&account.marketplace) else {
        return Vec::new();
    };
    Capability::ALL
        .into_iter()
        .filter(|capability| !connector.profile().offers(*capability).0)
        .map(|capability| capability.as_str().to_owned())
        .collect()
}

#[cfg(test)]
mod tests;
