//! Campaigns, what they advertise, and days of products.

use chrono::NaiveDate;
use domain::{
    AdDay, AdFigures, Bid, Campaign, CampaignItem, CampaignState, Currency, ExternalId, Money,
    PayFor,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::wire::ad::{AdCampaign, ClickProduct, OrderProduct, SkuDay};
use crate::feed::Flaw;

/// Campaigns whose products are paid for by the click.
pub(in crate::ozon) const CLICKS: &str = "SKU";

/// The campaign whose products are paid for by the order.
pub(in crate::ozon) const ORDERS: &str = "SEARCH_PROMO";

/// Millionths of a rouble in a kopeck.
const MICRO: i64 = 10_000;

/// Money that is told in millionths of a rouble ("rounded to kopecks"); zero is Ozon's word for no
/// limit and no bid.
pub(in crate::ozon) fn money(millionths: Option<i64>) -> Option<Money> {
    let whole = millionths.filter(|amount| *amount > 0)?;
    let kopecks = whole.checked_add(MICRO / 2)? / MICRO;
    Some(Money::new(kopecks, Currency::RUB))
}

/// Money as requests want it.
pub(in crate::ozon) fn millionths(money: Money) -> Option<String> {
    let roubles = money.currency == Currency::RUB && money.minor > 0;
    let whole = money.minor.checked_mul(MICRO)?;
    roubles.then(|| whole.to_string())
}

/// A campaign with what it advertises.
pub(in crate::ozon) fn campaign(row: &AdCampaign, items: Vec<CampaignItem>) -> Campaign {
    let strategy = row.product_autopilot_strategy.as_str();
    Campaign {
        external_id: row.id.as_str().into(),
        name: row.title.clone(),
        kind: row.adv_object_type.clone(),
        state: state(&row.state),
        pays: pays(row),
        automatic: !matches!(strategy, "" | "NO_AUTO_STRATEGY"),
        budget_day: money(row.daily_budget),
        budget_week: money(row.weekly_budget),
        left: None,
        items,
        from: date(&row.from_date),
        until: date(&row.to_date),
        updated_at: row.updated_at,
    }
}

/// Whether campaigns in that state may still be shown: what ended tells no bids any more.
pub(in crate::ozon) fn lives(row: &AdCampaign) -> bool {
    !matches!(state(&row.state), CampaignState::Ended)
}

fn state(word: &str) -> CampaignState {
    match word {
        "CAMPAIGN_STATE_RUNNING" => CampaignState::Active,
        "CAMPAIGN_STATE_PLANNED" => CampaignState::Ready,
        // For want of money, or by its owner.
        "CAMPAIGN_STATE_STOPPED" | "CAMPAIGN_STATE_INACTIVE" => CampaignState::Paused,
        "CAMPAIGN_STATE_ARCHIVED" | "CAMPAIGN_STATE_FINISHED" => CampaignState::Ended,
        other => CampaignState::Other(other.to_owned()),
    }
}

fn pays(row: &AdCampaign) -> PayFor {
    match (row.adv_object_type.as_str(), row.payment_type.as_str()) {
        // Such campaigns are paid for by the order, whatever else is told of them.
        (ORDERS, _) | (_, "CPO") => PayFor::Order,
        (_, "CPC") => PayFor::Click,
        (_, "CPM") => PayFor::Views,
        (_, other) => PayFor::Other(other.to_owned()),
    }
}

/// A product that is paid for by the click. Without a bid Ozon sets it.
pub(in crate::ozon) fn click_item(row: ClickProduct) -> Result<Option<CampaignItem>, Flaw> {
    let bid = money(row.bid).map(Bid::Money);
    Ok(Some(item(row.sku, bid)?))
}

/// A product that is paid for by the order; one that is switched off is left out.
pub(in crate::ozon) fn order_item(row: OrderProduct) -> Result<Option<CampaignItem>, Flaw> {
    if row.search_promo_status == Some(false) {
        return Ok(None);
    }
    let bid = share(row.bid).map(Bid::Share);
    Ok(Some(item(row.sku, bid)?))
}

/// Percent as hundredths of a percent.
pub(in crate::ozon) fn share(percent: Option<Decimal>) -> Option<i64> {
    let hundredths = percent?.checked_mul(Decimal::ONE_HUNDRED)?;
    hundredths.round().to_i64()
}

fn item(sku: String, bid: Option<Bid>) -> Result<CampaignItem, Flaw> {
    Ok(CampaignItem {
        listing: named(sku, "sku")?,
        placement: String::new(),
        bid,
    })
}

/// A day of a product in a campaign.
pub(in crate::ozon) fn sku_day(row: SkuDay) -> Result<Option<AdDay>, Flaw> {
    let roubles = |amount: Option<Decimal>| Money::from_major(amount?, Currency::RUB).ok();
    Ok(Some(AdDay {
        campaign: named(row.campaign_id, "campaignId")?,
        listing: Some(named(row.sku, "sku")?),
        day: date(&row.date).ok_or(Flaw::missing("date"))?,
        figures: AdFigures {
            views: row.views,
            clicks: row.clicks,
            carts: row.to_cart,
            orders: row.orders,
            spend: roubles(row.expense).ok_or(Flaw::missing("expense"))?,
            revenue: roubles(row.sales),
        },
    }))
}

fn named(id: String, path: &'static str) -> Result<ExternalId, Flaw> {
    match id.is_empty() {
        true => Err(Flaw::missing(path)),
        false => Ok(id.into()),
    }
}

/// A day, with or without a time.
pub(in crate::ozon) fn date(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Some(25_000_000), Some(2_500))]
    #[case(Some(1_000_000), Some(100))]
    #[case(Some(5_555_555), Some(556))]
    #[case(Some(0), None)]
    #[case(Some(-1), None)]
    #[case(Some(i64::MAX), None)]
    #[case(None, None)]
    fn a_million_is_a_rouble(#[case] told: Option<i64>, #[case] kopecks: Option<i64>) {
        let read = money(told);
        let expected = kopecks.map(|minor| Money::new(minor, Currency::RUB));
        assert_eq!(read, expected, "{told:?} as the official text says");
        if let (Some(told), Some(read)) = (told.filter(|told| told % MICRO == 0), read) {
            let written = millionths(read);
            assert_eq!(written, Some(told.to_string()), "and the same way back");
        }
    }

    #[test]
    fn only_roubles_are_written() {
        for money in [Money::new(100, Currency::UZS), Money::new(0, Currency::RUB)] {
            assert_eq!(millionths(money), None, "{money:?} would be another amount");
        }
    }

    #[test]
    fn percent_become_hundredths() {
        let told = Some(Decimal::new(125, 1));
        assert_eq!(share(told), Some(1_250), "12.5 % of the price");
    }
}
