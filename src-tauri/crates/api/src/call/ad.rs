//! Advertising: campaigns with what they cost and brought.

use std::collections::HashMap;

use domain::{AccountId, Change as _, MarketplaceId, PartnerId};
use store::ad::{
    AdSpan, AdSum, CampaignFilter, CampaignItemRow, CampaignQueue as Queue, CampaignRow as Stored,
};
use store::bid_signal::SignalRow;
use store::page::Last;

use super::change::{self, Open};
use super::figures::{self, Dates};
use super::{end, last, marketplaces};
use crate::context::View;
use crate::error::ApiError;
use crate::view::ad::{
    AdFigures, AdTotal, AdsPage, AdsQuery, Bid, BidSignal, CampaignCounts, CampaignDay,
    CampaignDetail, CampaignItem, CampaignQuery, CampaignQueue, CampaignRow, CampaignState,
};
use crate::view::figure::Period;

/// Listings of a campaign that a screen shows.
const ITEMS: i64 = 500;

/// A page of campaigns.
pub(crate) async fn list(view: &View, query: AdsQuery) -> Result<AdsPage, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(AdsPage {
            from: String::new(),
            to: String::new(),
            rows: Vec::new(),
            next: None,
            counts: CampaignCounts::default(),
            totals: Vec::new(),
        });
    };
    let limit = i64::from(query.limit.clamp(1, 200));
    let account = query.account.map(AccountId);
    let mut conn = view.read().await?;
    let span = span(view, &mut conn, (partner, account), query.period).await?;
    let after = query.after.as_deref().map(last).transpose()?;
    let filter = CampaignFilter {
        account,
        queue: queue(query.queue),
        span,
        after: after.map(|(spent, key, account)| (spent, account, key)),
    };
    let marketplaces = marketplaces(&mut conn, partner).await?;
    let mut rows = store::ad::list(&mut conn, partner, &filter, limit + 1).await?;
    let more = store::page::cut(&mut rows, limit);
    let kind = domain::CampaignStep::KIND;
    let mut open = change::under_way(&mut conn, (partner, account), kind).await?;
    let counts = store::ad::counts(&mut conn, partner, account).await?;
    let totals = store::ad::totals(&mut conn, partner, account, span).await?;
    let count = |queue: Queue| counts.get(queue.as_str()).copied().unwrap_or_default();
    Ok(AdsPage {
        from: span.from.to_string(),
        to: span.to.to_string(),
        next: rows.last().filter(|_| more).map(|row| end(&place(row))),
        rows: rows
            .into_iter()
            .map(|row| card(row, &marketplaces, &mut open))
            .collect(),
        counts: CampaignCounts {
            active: count(Queue::Active),
            paused: count(Queue::Paused),
            ended: count(Queue::Ended),
        },
        totals: totals
            .into_iter()
            .map(|total| AdTotal {
                account: total.account.0,
                marketplace: name(&marketplaces, total.account),
                figures: figures_of(total.sum),
            })
            .collect(),
    })
}

/// One campaign with what is in it.
pub(crate) async fn get(view: &View, query: CampaignQuery) -> Result<CampaignDetail, ApiError> {
    let (partner, account) = (view.partner().await?, AccountId(query.account));
    let mut conn = view.read().await?;
    let span = span(view, &mut conn, (partner, Some(account)), query.period).await?;
    let row = store::ad::get(&mut conn, (partner, account), &query.key, span).await?;
    let marketplaces = marketplaces(&mut conn, partner).await?;
    let kind = domain::CampaignStep::KIND;
    let mut open = change::under_way(&mut conn, (partner, Some(account)), kind).await?;
    let items = store::ad::items(&mut conn, account, &query.key, ITEMS).await?;
    let signals = store::bid_signal::of_campaign(&mut conn, account, &query.key).await?;
    let days = store::ad::days(&mut conn, account, &query.key, span).await?;
    Ok(CampaignDetail {
        row: card(row, &marketplaces, &mut open),
        items: items.into_iter().map(|row| item(row, &signals)).collect(),
        days: days
            .into_iter()
            .map(|(day, sum)| CampaignDay {
                day: day.to_string(),
                figures: figures_of(sum),
            })
            .collect(),
    })
}

/// The days of a period in the shop's zone.
async fn span(
    view: &View,
    conn: &mut store::SqliteConnection,
    (partner, account): (PartnerId, Option<AccountId>),
    period: Period,
) -> Result<AdSpan, ApiError> {
    let accounts = store::account::list(conn, Some(partner)).await?;
    let zone = figures::zone(&accounts, account.map(|id| id.0));
    let dates = Dates::of(period, view.now(), zone);
    Ok(AdSpan {
        from: dates.from,
        to: dates.to,
    })
}

fn place(row: &Stored) -> Last {
    let (spent, account, key) = row.last();
    (spent, key, account)
}

fn name(marketplaces: &HashMap<AccountId, MarketplaceId>, account: AccountId) -> String {
    let found = marketplaces.get(&account);
    found.map(ToString::to_string).unwrap_or_default()
}

fn queue(queue: CampaignQueue) -> Queue {
    match queue {
        CampaignQueue::Active => Queue::Active,
        CampaignQueue::Paused => Queue::Paused,
        CampaignQueue::Ended => Queue::Ended,
    }
}

fn state(state: &domain::CampaignState) -> CampaignState {
    match state {
        domain::CampaignState::Ready => CampaignState::Ready,
        domain::CampaignState::Active => CampaignState::Active,
        domain::CampaignState::Paused => CampaignState::Paused,
        domain::CampaignState::Ended => CampaignState::Ended,
        domain::CampaignState::Other(_) => CampaignState::Unknown,
    }
}

fn card(
    row: Stored,
    marketplaces: &HashMap<AccountId, MarketplaceId>,
    open: &mut Open,
) -> CampaignRow {
    let change = open.remove(&(row.account, row.key.clone()));
    CampaignRow {
        account: row.account.0,
        marketplace: name(marketplaces, row.account),
        state: state(&row.state),
        key: row.key,
        name: row.name,
        kind: row.kind,
        pays: row.pays,
        automatic: row.automatic,
        budget_day: row.budget_day.map(Into::into),
        budget_week: row.budget_week.map(Into::into),
        left: row.left.map(Into::into),
        items: row.items,
        figures: row.sum.map(figures_of),
        change,
    }
}

fn item(row: CampaignItemRow, signals: &[SignalRow]) -> CampaignItem {
    let about = |signal: &&SignalRow| {
        let place = signal.placement.is_empty() || signal.placement == row.placement;
        place && signal.listing == row.listing_key
    };
    CampaignItem {
        signals: signals.iter().filter(about).map(signal).collect(),
        title: row.title.unwrap_or_else(|| row.listing_key.clone()),
        listing_key: row.listing_key,
        placement: row.placement,
        listing: row.listing.map(|id| id.0),
        image: row.image,
        bid: row.bid.map(bid),
    }
}

fn signal(row: &SignalRow) -> BidSignal {
    BidSignal {
        kind: row.kind.as_str().to_owned(),
        bid: bid(row.bid),
        reach: row.reach,
    }
}

fn bid(bid: domain::Bid) -> Bid {
    match bid {
        domain::Bid::Money(money) => Bid {
            money: Some(money.into()),
            share: None,
        },
        domain::Bid::Share(share) => Bid {
            money: None,
            share: Some(share),
        },
    }
}

fn figures_of(sum: AdSum) -> AdFigures {
    AdFigures {
        views: sum.views,
        clicks: sum.clicks,
        orders: sum.orders,
        share: share(sum),
        spend: sum.spend.map(Into::into),
        revenue: sum.revenue.map(Into::into),
    }
}

/// Spend in hundredths of a percent of what it brought.
fn share(sum: AdSum) -> Option<i64> {
    let (spend, revenue) = (sum.spend?, sum.revenue?);
    let comparable = spend.currency == revenue.currency && revenue.minor > 0;
    comparable.then(|| spend.minor.saturating_mul(10_000) / revenue.minor)
}

#[cfg(test)]
mod tests {
    use domain::{Currency, Money};

    use super::*;

    fn sum(spend: i64, revenue: Option<i64>) -> AdSum {
        AdSum {
            spend: Some(Money::new(spend, Currency::RUB)),
            revenue: revenue.map(|minor| Money::new(minor, Currency::RUB)),
            ..AdSum::default()
        }
    }

    #[test]
    fn the_share_of_advertising_is_told_only_of_known_revenue() {
        assert_eq!(share(sum(94, Some(1000))), Some(940), "9.4 percent");
        assert_eq!(share(sum(94, None)), None, "nothing is told");
        assert_eq!(share(sum(94, Some(0))), None, "no percent of nothing");
    }
}
