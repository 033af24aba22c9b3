//! What WB says about bids.

use domain::{Bid, BidSignal, BidSignalKind, Currency, Money};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{AdvisedBid, BidAdvice, CardLeast, LeastBid};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// Least shares of the views that a step of a cluster's bids brings, percent (WB API 08-promotion).
const REACH: [(&str, i64); 3] = [("reach_max", 76), ("reach_medium", 61), ("reach_min", 50)];

type Signals = Vec<Result<BidSignal, BadRow>>;

/// The least bids for a card of a campaign, place by place.
pub(crate) fn lowest(raw: &Value, campaign: i64) -> Signals {
    let read = || -> Result<(i64, Vec<LeastBid>), BadRow> {
        let card: CardLeast = row(raw)?;
        Ok((needed(raw, "nm_id", card.nm_id)?, card.bids))
    };
    let (nm_id, bids) = match read() {
        Ok(card) => card,
        Err(bad) => return vec![Err(bad)],
    };
    let signal = |bid: &LeastBid| {
        let currency = currency(raw, &bid.currency)?;
        let minor = needed(raw, "bids.value", bid.value)?;
        Ok(BidSignal {
            // Campaigns name the same place in the plural.
            placement: match bid.place.as_str() {
                "recommendation" => "recommendations".to_owned(),
                place => place.to_owned(),
            },
            ..named((campaign, nm_id), BidSignalKind::Lowest, minor, currency)
        })
    };
    bids.iter().map(signal).collect()
}

/// What WB advises for a card of a campaign, and what others bid; zero is no bid.
pub(crate) fn advised(raw: &Value, pair: (i64, i64), code: &str) -> Signals {
    let read =
        || -> Result<(BidAdvice, Currency), BadRow> { Ok((row(raw)?, currency(raw, code)?)) };
    let (advice, currency) = match read() {
        Ok(read) => read,
        Err(bad) => return vec![Err(bad)],
    };
    let mut signals = Vec::new();
    let mut add = |kind: BidSignalKind, mark: &str, bid: Option<i64>| {
        let minor = bid.filter(|minor| *minor > 0);
        signals.extend(minor.map(|minor| BidSignal {
            mark: mark.to_owned(),
            ..named(pair, kind, minor, currency)
        }));
    };
    let base = &advice.base;
    add(
        BidSignalKind::Competitive,
        "",
        base.competitive_bid.bid_kopecks,
    );
    add(BidSignalKind::Leader, "", base.leaders_bid.bid_kopecks);
    add(BidSignalKind::Advised, "top2", base.top2.bid_kopecks);
    for level in &advice.levels {
        add(BidSignalKind::Advised, "1-2", level.first.bid_kopecks);
        add(BidSignalKind::Advised, "3-10", level.second.bid_kopecks);
        add(BidSignalKind::Advised, "11-34", level.third.bid_kopecks);
    }
    for query in &advice.norm_queries {
        let steps = [&query.reach_max, &query.reach_medium, &query.reach_min];
        let told = REACH
            .into_iter()
            .zip(steps)
            .flat_map(|(step, bid)| of_query(step, bid, pair, currency));
        signals.extend(told.map(|signal| BidSignal {
            query: query.norm_query.clone(),
            ..signal
        }));
    }
    signals.into_iter().map(Ok).collect()
}

/// The bid that brings a share of a cluster's views, and the least one.
fn of_query(
    (mark, percent): (&str, i64),
    bid: &AdvisedBid,
    pair: (i64, i64),
    currency: Currency,
) -> Vec<BidSignal> {
    let signal = |kind: BidSignalKind, minor: i64, reach| BidSignal {
        mark: mark.to_owned(),
        reach,
        ..named(pair, kind, minor, currency)
    };
    let some = |minor: &i64| *minor > 0;
    let advised = bid.bid_kopecks.filter(some);
    let least = bid.bid_kopecks_min.filter(some);
    let reach = Some(Decimal::from(percent));
    let advised = advised.map(|minor| signal(BidSignalKind::Advised, minor, reach));
    let least = least.map(|minor| signal(BidSignalKind::Lowest, minor, None));
    advised.into_iter().chain(least).collect()
}

fn named(
    (campaign, nm_id): (i64, i64),
    kind: BidSignalKind,
    minor: i64,
    currency: Currency,
) -> BidSignal {
    BidSignal {
        listing: nm_id.into(),
        campaign: Some(campaign.into()),
        placement: String::new(),
        query: String::new(),
        kind,
        mark: String::new(),
        bid: Bid::Money(Money::new(minor, currency)),
        reach: None,
    }
}

fn currency(raw: &Value, code: &str) -> Result<Currency, BadRow> {
    let unknown = |_| BadRow::new(raw, "currency", "unknown currency");
    code.parse().map_err(unknown)
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    fn bid(minor: i64) -> Value {
        json!({ "bidKopecks": minor })
    }

    /// The described answer for a campaign that is paid for by views.
    pub(in super::super) fn example() -> Value {
        json!({"advertId": 5, "nmId": 7, "paymentType": "cpm",
            "base": {"competitiveBid": bid(21_000), "leadersBid": bid(45_000), "top2": bid(0)},
            "normQueries": [{"normQuery": "чайник",
                "reachMax": {"bidKopecks": 60_000, "bidKopecksMin": 15_000},
                "reachMedium": bid(40_000), "reachMin": bid(0)}]})
    }

    fn read(raw: &Value) -> Vec<(String, String, String, Bid, Option<Decimal>)> {
        let good = advised(raw, (5, 7), "RUB");
        let good = good.into_iter().map(|one| one.expect("a good row"));
        good.map(|one| {
            let kind = one.kind.as_str().to_owned();
            (kind, one.query, one.mark, one.bid, one.reach)
        })
        .collect()
    }

    #[test]
    fn advice_by_views_tells_of_others_and_of_clusters() {
        let told = |kind: &str, query: &str, mark: &str, minor, reach: Option<i64>| {
            let bid = Bid::Money(Money::new(minor, Currency::RUB));
            let words = [kind, query, mark].map(str::to_owned);
            let [kind, query, mark] = words;
            (kind, query, mark, bid, reach.map(Decimal::from))
        };
        let expected = [
            told("competitive", "", "", 21_000, None),
            told("leader", "", "", 45_000, None),
            told("advised", "чайник", "reach_max", 60_000, Some(76)),
            told("lowest", "чайник", "reach_max", 15_000, None),
            told("advised", "чайник", "reach_medium", 40_000, Some(61)),
        ];
        assert_eq!(read(&example()), expected, "zero is no bid");
    }

    #[test]
    fn advice_by_clicks_tells_what_places_cost() {
        let raw = json!({"advertId": 5, "nmId": 7, "paymentType": "cpc", "levels": [{
            "range1To2": bid(900), "range3To10": bid(600), "range11To34": bid(300)}]});
        let marks: Vec<_> = read(&raw)
            .into_iter()
            .map(|(_, _, mark, bid, _)| (mark, bid))
            .collect();
        let told = |mark: &str, minor| {
            let bid = Bid::Money(Money::new(minor, Currency::RUB));
            (mark.to_owned(), bid)
        };
        let expected = [told("1-2", 900), told("3-10", 600), told("11-34", 300)];
        assert_eq!(marks, expected, "place by place");
        let bad = advised(&raw, (5, 7), "XXX?");
        assert!(matches!(bad.as_slice(), [Err(_)]), "no currency, no amount");
    }

    #[test]
    fn the_least_bid_is_told_for_each_place() {
        let raw = json!({"nm_id": 7, "bids": [
            {"type": "search", "value": 150, "currency": "RUB"},
            {"type": "recommendation", "value": 200, "currency": "RUB"},
            {"type": "combined", "currency": "RUB"}]});
        let rows = lowest(&raw, 5);
        let [Ok(search), Ok(shelf), Err(_)] = rows.as_slice() else {
            panic!("two good and one without a value: {rows:?}")
        };
        let bid = Bid::Money(Money::new(150, Currency::RUB));
        assert_eq!(
            (search.placement.as_str(), search.bid),
            ("search", bid),
            "kopecks"
        );
        assert_eq!(
            shelf.placement, "recommendations",
            "as campaigns name the same place"
        );
    }
}
