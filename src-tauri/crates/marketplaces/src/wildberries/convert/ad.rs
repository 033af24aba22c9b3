//! Campaigns and what they brought.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    AdDay, AdFigures, AdQuery, Bid, Campaign, CampaignItem, CampaignState, Currency, Money, PayFor,
};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{Advert, AdvertCard, Figures, FullStats, QueryCard, QueryDay};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// The placement of campaigns with one bid for all places.
pub(crate) const COMBINED: &str = "combined";
/// What a manual campaign is called.
pub(crate) const MANUAL: &str = "manual";

/// A campaign with what is left of its money.
pub(crate) fn campaign(raw: &Value, left: Option<Money>) -> Result<Campaign, BadRow> {
    let advert: Advert = row(raw)?;
    let id = needed(raw, "id", advert.id)?;
    let currency = currency(raw, &advert.currency)?;
    let items = advert.nm_settings.iter();
    let created = advert.timestamps.created.as_deref().and_then(moment);
    Ok(Campaign {
        external_id: id.into(),
        items: items
            .flat_map(|card| placed(&advert, card, currency))
            .collect(),
        name: advert.settings.name,
        kind: advert.bid_type,
        state: state(advert.status),
        pays: pays(&advert.settings.payment_type),
        automatic: false,
        budget_day: None,
        budget_week: None,
        left,
        from: created.map(|at| at.date_naive()),
        until: None,
        updated_at: advert.timestamps.updated.as_deref().and_then(moment),
    })
}

fn placed(advert: &Advert, card: &AdvertCard, currency: Currency) -> Vec<CampaignItem> {
    let Some(nm_id) = card.nm_id else {
        return Vec::new();
    };
    let item = |placement: &str, minor: Option<i64>| CampaignItem {
        listing: nm_id.into(),
        placement: placement.to_owned(),
        bid: minor
            .filter(|minor| *minor > 0)
            .map(|minor| Bid::Money(Money::new(minor, currency))),
    };
    let bids = &card.bids_kopecks;
    if advert.bid_type != MANUAL {
        return vec![item(COMBINED, bids.search.or(bids.recommendations))];
    }
    let places = &advert.settings.placements;
    let both = [
        ("search", places.search, bids.search),
        (
            "recommendations",
            places.recommendations,
            bids.recommendations,
        ),
    ];
    let shown = both.into_iter().filter(|(_, on, _)| *on == Some(true));
    shown.map(|(name, _, bid)| item(name, bid)).collect()
}

/// What was left by a campaign's number.
pub(crate) fn left(total: Option<Decimal>, code: &str) -> Option<Money> {
    Money::from_major(total?, code.parse().ok()?).ok()
}

fn state(status: Option<i64>) -> CampaignState {
    match status {
        Some(4) => CampaignState::Ready,
        Some(9) => CampaignState::Active,
        Some(11) => CampaignState::Paused,
        Some(-1 | 7 | 8) => CampaignState::Ended,
        other => CampaignState::Other(other.map_or_else(String::new, |word| word.to_string())),
    }
}

fn pays(word: &str) -> PayFor {
    match word {
        "cpc" => PayFor::Click,
        "cpm" => PayFor::Views,
        other => PayFor::Other(other.to_owned()),
    }
}

fn currency(raw: &Value, code: &str) -> Result<Currency, BadRow> {
    let unknown = |_| BadRow::new(raw, "currency", "unknown currency");
    code.parse().map_err(unknown)
}

/// A day in WB's words, with or without a time.
fn day(raw: &Value, path: &str, text: &str) -> Result<NaiveDate, BadRow> {
    let date = text.get(..10).and_then(|text| text.parse().ok());
    needed(raw, path, date)
}

/// Days of a campaign, card by card; platforms are added up.
pub(crate) fn ad_days(raw: &Value) -> Vec<Result<AdDay, BadRow>> {
    match read_days(raw) {
        Ok(days) => days.into_iter().map(Ok).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

fn read_days(raw: &Value) -> Result<Vec<AdDay>, BadRow> {
    let stats: FullStats = row(raw)?;
    let id = needed(raw, "advertId", stats.advert_id)?;
    let currency = currency(raw, &stats.currency)?;
    let mut days: BTreeMap<(NaiveDate, i64), AdFigures> = BTreeMap::new();
    for one in &stats.days {
        let date = day(raw, "days.date", &one.date)?;
        for card in one.apps.iter().flat_map(|app| &app.nms) {
            let nm_id = needed(raw, "nms.nmId", card.nm_id)?;
            let figures = figures(raw, &card.figures, currency)?;
            match days.get_mut(&(date, nm_id)) {
                Some(sum) => add(raw, sum, figures)?,
                None => {
                    days.insert((date, nm_id), figures);
                }
            }
        }
    }
    let day = |((day, nm_id), figures): ((NaiveDate, i64), AdFigures)| AdDay {
        campaign: id.into(),
        listing: Some(nm_id.into()),
        day,
        figures,
    };
    Ok(days.into_iter().map(day).collect())
}

fn figures(raw: &Value, told: &Figures, currency: Currency) -> Result<AdFigures, BadRow> {
    let money = |amount: Decimal| {
        Money::from_major(amount, currency)
            .map_err(|error| BadRow::new(raw, "sum", error.to_string()))
    };
    Ok(AdFigures {
        views: told.views,
        clicks: told.clicks,
        carts: told.atbs,
        orders: told.orders,
        spend: money(needed(raw, "sum", told.sum)?)?,
        revenue: told.sum_price.map(money).transpose()?,
    })
}

fn add(raw: &Value, sum: &mut AdFigures, more: AdFigures) -> Result<(), BadRow> {
    let both = |one: Option<i64>, other: Option<i64>| match (one, other) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(0).saturating_add(other.unwrap_or(0))),
    };
    let plus = |one: Money, other: Money| {
        one.plus(other)
            .map_err(|error| BadRow::new(raw, "sum", error.to_string()))
    };
    sum.views = both(sum.views, more.views);
    sum.clicks = both(sum.clicks, more.clicks);
    sum.carts = both(sum.carts, more.carts);
    sum.orders = both(sum.orders, more.orders);
    sum.spend = plus(sum.spend, more.spend)?;
    sum.revenue = match (sum.revenue, more.revenue) {
        (Some(one), Some(other)) => Some(plus(one, other)?),
        (one, other) => one.or(other),
    };
    Ok(())
}

/// Clusters of a card in a campaign, day by day, in the account's currency.
pub(crate) fn ad_queries(raw: &Value, currency: Currency) -> Vec<Result<AdQuery, BadRow>> {
    let card = || -> Result<(i64, i64, Vec<Value>), BadRow> {
        let card: QueryCard = row(raw)?;
        Ok((
            needed(raw, "advertId", card.advert_id)?,
            needed(raw, "nmId", card.nm_id)?,
            card.daily_stats,
        ))
    };
    let (campaign, nm_id, days) = match card() {
        Ok(card) => card,
        Err(bad) => return vec![Err(bad)],
    };
    let query = |raw: &Value| {
        let one: QueryDay = row(raw)?;
        let query = Some(one.stat.norm_query).filter(|query| !query.is_empty());
        Ok(AdQuery {
            campaign: campaign.into(),
            listing: Some(nm_id.into()),
            query: needed(raw, "stat.normQuery", query)?,
            day: day(raw, "date", &one.date)?,
            figures: figures(raw, &one.stat.figures, currency)?,
        })
    };
    days.iter().map(query).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example.
    pub(in super::super) fn example() -> Value {
        json!({"bid_type": "manual", "currency": "RUB", "id": 567_456_457, "nm_settings": [
            {"bids_kopecks": {"recommendations": 0, "search": 0}, "nm_id": 123_456_789},
            {"bids_kopecks": {"recommendations": 11200, "search": 11200}, "nm_id": 987_654_321}],
            "settings": {"name": "Кампания от 01.02.2024", "payment_type": "cpm",
                "placements": {"recommendations": false, "search": true}}, "status": 7,
            "timestamps": {"created": "2024-02-01T09:57:38.500606+03:00",
                "updated": "2024-02-05T14:29:32.633968+03:00"}})
    }

    #[test]
    fn a_campaign_has_a_bid_for_each_place_where_it_is_shown() {
        let read = campaign(&example(), None).expect("the official example");
        assert_eq!(
            (read.state, read.pays),
            (CampaignState::Ended, PayFor::Views),
            "7, cpm"
        );
        let items: Vec<_> = read
            .items
            .iter()
            .map(|item| (item.listing.as_str(), item.placement.as_str(), item.bid))
            .collect();
        let bid = Bid::Money(Money::new(11_200, Currency::RUB));
        let expected = [
            ("123456789", "search", None),
            ("987654321", "search", Some(bid)),
        ];
        assert_eq!(items, expected, "kopecks; nothing where it is not shown");
        let mut unified = example();
        unified["bid_type"] = json!("unified");
        let read = campaign(&unified, None).expect("a campaign");
        assert_eq!(read.items[1].placement, COMBINED, "one bid for all places");
    }

    #[test]
    fn platforms_of_a_day_are_added_up() {
        let card = json!({"nmId": 7, "views": 10, "clicks": "2", "atbs": 1, "orders": 1,
            "sum": 12.5, "sum_price": 1990});
        let raw = json!({"advertId": 5, "currency": "RUB", "days": [{
            "date": "2026-11-20T00:00:00Z", "apps": [{"appType": 1, "nms": [card]},
                {"appType": 32, "nms": [card]}]}]});
        let rows = ad_days(&raw);
        let [Ok(row)] = rows.as_slice() else {
            panic!("one card on one day: {rows:?}")
        };
        assert_eq!(row.figures.views, Some(20), "both platforms");
        assert_eq!(row.figures.spend.minor, 2_500, "in kopecks");
        assert_eq!(
            row.day.to_string(),
            "2026-11-20",
            "the day as it is written"
        );
    }

    #[test]
    fn clusters_are_told_day_by_day_and_a_bad_one_loses_itself() {
        let stat = json!({"atbs": 39, "clicks": 75, "normQuery": "румяна", "orders": 9,
            "spend": 108, "views": null});
        let raw = json!({"advertId": 123_456_789, "nmId": 987_654_321, "dailyStats": [
            {"date": "2026-01-27", "stat": stat}, {"date": "2026-01-28", "stat": null}]});
        let rows = ad_queries(&raw, Currency::RUB);
        let [Ok(row), Err(_)] = rows.as_slice() else {
            panic!("one good and one bad: {rows:?}")
        };
        assert_eq!(row.query, "румяна", "the cluster");
        assert_eq!(row.figures.views, None, "not told where clicks are paid");
        assert_eq!(row.figures.spend.minor, 10_800, "what it cost");
    }
}
