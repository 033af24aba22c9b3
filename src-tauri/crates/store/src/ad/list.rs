//! Campaigns as a screen shows them: with what they cost and brought in a span of days.

use std::collections::BTreeMap;

use domain::{AccountId, CampaignState, Currency, Money, PartnerId};
use sqlx::{FromRow, SqliteConnection, sqlite::SqliteRow};

use super::sums::{AdSpan, AdSum, sums};
use crate::error::StoreError;
use crate::sql::{Columns, from_word};

/// A tab of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CampaignQueue {
    /// Runs.
    Active,
    /// Made and not begun, stopped for a while, or in a state that is not known here.
    Paused,
    /// At its end.
    Ended,
}

impl CampaignQueue {
    /// The word of the tab.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }
}

/// Where a page ended: what was spent, shop, campaign.
pub type CampaignPlace = (i64, AccountId, String);

/// Which campaigns are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignFilter {
    /// One shop.
    pub account: Option<AccountId>,
    /// The tab.
    pub queue: CampaignQueue,
    /// The days that are summed.
    pub span: AdSpan,
    /// Where the last page ended.
    pub after: Option<CampaignPlace>,
}

/// A campaign with its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignRow {
    /// The shop.
    pub account: AccountId,
    /// The marketplace's identity of it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The word of what is paid for.
    pub pays: String,
    /// Whether the marketplace chooses the bids.
    pub automatic: bool,
    /// What it may spend on a day.
    pub budget_day: Option<Money>,
    /// What it may spend in a week.
    pub budget_week: Option<Money>,
    /// What is left to be spent.
    pub left: Option<Money>,
    /// Its currency, where something of it is told in money.
    pub currency: Option<Currency>,
    /// Listings in it.
    pub items: i64,
    /// Sums over the days that were asked for; none where nothing is told of them.
    pub sum: Option<AdSum>,
}

impl CampaignRow {
    /// Where a page ends that ends with it.
    pub fn last(&self) -> CampaignPlace {
        let spent = self.sum.and_then(|sum| sum.spend);
        let spent = spent.map_or(0, |spend| spend.minor);
        (spent, self.account, self.key.clone())
    }
}

impl FromRow<'_, SqliteRow> for CampaignRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let state = row.text("state")?;
        let told = row.maybe_number("told")?.is_some();
        let currency = row.maybe_text("currency")?.or(row.maybe_text("spent_in")?);
        Ok(Self {
            account: AccountId(row.number("account_id")?),
            key: row.text("external_id")?,
            name: row.text("name")?,
            kind: row.text("kind")?,
            state: from_word(state.clone()).unwrap_or(CampaignState::Other(state)),
            pays: row.text("pays")?,
            automatic: row.flag("automatic")?,
            budget_day: row.maybe_money("budget_day_minor", "currency")?,
            budget_week: row.maybe_money("budget_week_minor", "currency")?,
            left: row.maybe_money("left_minor", "currency")?,
            currency: currency.and_then(|code| code.parse().ok()),
            items: row.number("items")?,
            sum: told.then(|| AdSum::read(row)).transpose()?,
        })
    }
}

/// Campaigns with the sums of the days from ?3 to ?4.
macro_rules! campaigns {
    ($rest:literal) => {
        concat!(
            "WITH s AS (SELECT d.account_id, d.campaign, ",
            sums!(),
            " FROM accounts AS a CROSS JOIN ad_days AS d ON d.account_id = a.id
                 WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND d.day BETWEEN ?3 AND ?4
                 GROUP BY d.account_id, d.campaign)
             SELECT c.*, s.told, s.spend_minor, s.spent_in, s.revenue_minor, s.orders, s.clicks, s.views,
                 (SELECT count(DISTINCT listing_key) FROM campaign_items AS i
                  WHERE i.account_id = c.account_id AND i.campaign = c.external_id) AS items
             FROM accounts AS a CROSS JOIN campaigns AS c ON c.account_id = a.id
             LEFT JOIN s ON s.account_id = c.account_id AND s.campaign = c.external_id
             WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND c.gone = 0 ",
            $rest
        )
    };
}

pub(super) const LISTED: &str = campaigns!(
    "AND CASE WHEN c.state IN ('active', 'ended') THEN c.state ELSE 'paused' END = ?5
     AND (coalesce(s.spend_minor, 0), c.account_id, c.external_id) < (?6, ?7, ?8)
     ORDER BY coalesce(s.spend_minor, 0) DESC, c.account_id DESC, c.external_id DESC LIMIT ?9"
);

/// A partner's campaigns of one tab, those that cost most first.
///
/// # Errors
/// What SQLite says.
pub async fn list(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    filter: &CampaignFilter,
    limit: i64,
) -> Result<Vec<CampaignRow>, StoreError> {
    let (spent, account, key) = match &filter.after {
        Some((spent, account, key)) => (*spent, account.0, key.as_str()),
        None => (i64::MAX, i64::MAX, ""),
    };
    Ok(sqlx::query_as(LISTED)
        .bind(partner.0)
        .bind(filter.account.map(|id| id.0))
        .bind(filter.span.from.to_string())
        .bind(filter.span.to.to_string())
        .bind(filter.queue.as_str())
        .bind(spent)
        .bind(account)
        .bind(key)
        .bind(limit)
        .fetch_all(conn)
        .await?)
}

/// One campaign.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    conn: &mut SqliteConnection,
    (partner, account): (PartnerId, AccountId),
    key: &str,
    span: AdSpan,
) -> Result<CampaignRow, StoreError> {
    sqlx::query_as(campaigns!("AND c.external_id = ?5"))
        .bind(partner.0)
        .bind(account.0)
        .bind(span.from.to_string())
        .bind(span.to.to_string())
        .bind(key)
        .fetch_optional(conn)
        .await?
        .ok_or(StoreError::NotFound("campaign"))
}

/// How many campaigns lie in each tab.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<AccountId>,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT CASE WHEN c.state IN ('active', 'ended') THEN c.state ELSE 'paused' END, count(*)
         FROM accounts AS a CROSS JOIN campaigns AS c ON c.account_id = a.id
         WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) AND c.gone = 0 GROUP BY 1",
    )
    .bind(partner.0)
    .bind(account.map(|id| id.0))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().collect())
}
