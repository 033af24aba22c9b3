//! Campaigns that are paid for by the click: the world's with what the seller changes.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc};
use http::StatusCode;
use serde_json::{Value, json};

use super::STALL;
use super::ads::refuse;
use super::goods::sku;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{AdDay, Campaign, Product};

/// Pages of the book: whether a campaign runs, kopecks of a week, bids by campaign and product, and
/// campaigns that the seller made.
pub(super) const RUNS: &str = "ad runs";
pub(super) const WEEK: &str = "ad week";
pub(super) const BID: &str = "ad bids";
pub(super) const MADE: &str = "ads";

/// The lowest bid, and the one that Ozon chooses itself, kopecks.
pub(super) const LEAST: i64 = 300;
pub(super) const CHOSEN: i64 = 850;

/// Numbers of campaigns that the seller made begin here.
pub(super) const FIRST: u64 = 95_000_000;

/// Millionths of a rouble in a kopeck.
pub(super) const MICRO: i64 = 10_000;

/// The world's campaigns and those that the seller made, oldest first.
pub(super) fn all(bazaar: &Bazaar) -> Vec<Campaign> {
    let mut all = bazaar.world.campaigns(&STALL);
    for (key, entry) in bazaar.book.all(STALL.id, MADE) {
        let title = entry.value.get("title").and_then(Value::as_str);
        all.push(Campaign {
            number: key.parse().unwrap_or_default(),
            name: title.unwrap_or_default().to_owned(),
            products: Vec::new(),
            made: entry.at,
            bid: CHOSEN,
            budget: 100_000,
        });
    }
    for campaign in &mut all {
        campaign.products = listed(bazaar, campaign);
    }
    all
}

/// Catalogue numbers of what a campaign advertises now.
fn listed(bazaar: &Bazaar, campaign: &Campaign) -> Vec<usize> {
    let is_in = |product: &&Product| match written_bid(bazaar, campaign, product) {
        Some(bid) => bid > 0,
        None => campaign.products.contains(&product.number),
    };
    let goods = bazaar.world.products().iter().filter(is_in);
    goods.map(|product| product.number).collect()
}

fn written_bid(bazaar: &Bazaar, campaign: &Campaign, product: &Product) -> Option<i64> {
    let key = format!("{}:{}", campaign.number, sku(product));
    bazaar.book.get(STALL.id, BID, &key)?.value.as_i64()
}

/// Kopecks a click.
pub(super) fn bid(bazaar: &Bazaar, campaign: &Campaign, product: &Product) -> i64 {
    let written = written_bid(bazaar, campaign, product);
    written.unwrap_or(campaign.bid)
}

/// Kopecks that may be spent in a week.
pub(super) fn week(bazaar: &Bazaar, campaign: &Campaign) -> i64 {
    let number = campaign.number.to_string();
    let written = bazaar.book.get(STALL.id, WEEK, &number);
    let written = written.and_then(|entry| entry.value.as_i64());
    written.unwrap_or(campaign.budget * 7)
}

/// Whether its owner lets it run, and since when.
pub(super) fn runs(bazaar: &Bazaar, campaign: &Campaign) -> (bool, DateTime<Utc>) {
    let number = campaign.number.to_string();
    match bazaar.book.get(STALL.id, RUNS, &number) {
        Some(entry) => (entry.value == json!(true), entry.at),
        None => (campaign.number < FIRST, campaign.made),
    }
}

/// A campaign whose week is spent stands until the next one.
pub(super) fn state(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> &'static str {
    match runs(bazaar, campaign) {
        (false, _) => "CAMPAIGN_STATE_INACTIVE",
        (true, _) if spent(bazaar, campaign, now) >= week(bazaar, campaign) => {
            "CAMPAIGN_STATE_STOPPED"
        }
        (true, _) => "CAMPAIGN_STATE_RUNNING",
    }
}

/// What the days of this week have cost so far.
fn spent(bazaar: &Bazaar, campaign: &Campaign, now: DateTime<Utc>) -> i64 {
    let today = day(now);
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let days = monday.iter_days().take_while(|date| *date <= today);
    let of_day = |date| {
        let goods = goods(bazaar, campaign).into_iter();
        goods.map(move |product| figures(bazaar, campaign, product, date, now).spend)
    };
    days.flat_map(of_day).sum()
}

/// The day in Moscow.
pub(super) fn day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(3)).date_naive()
}

pub(super) fn goods<'a>(bazaar: &'a Bazaar, campaign: &Campaign) -> Vec<&'a Product> {
    let all = bazaar.world.products();
    let own = campaign.products.iter();
    own.filter_map(|number| all.get(*number)).collect()
}

/// What a product's day brought; of today what there is so far. Nothing while it was stopped.
pub(super) fn figures(
    bazaar: &Bazaar,
    campaign: &Campaign,
    product: &Product,
    date: NaiveDate,
    now: DateTime<Utc>,
) -> AdDay {
    let (runs, since) = runs(bazaar, campaign);
    if date > day(now) || (!runs && date > day(since)) {
        return AdDay::default();
    }
    let bid = bid(bazaar, campaign, product);
    let whole = bazaar
        .world
        .ad_day(&STALL, campaign, product.number, date, bid);
    if date < day(now) {
        return whole;
    }
    let begun = u64::from((now + TimeDelta::hours(3)).num_seconds_from_midnight());
    let part = |count: u64| count * begun / 86_400;
    let clicks = part(whole.clicks);
    let orders = part(whole.orders).min(clicks);
    AdDay {
        views: part(whole.views),
        clicks,
        carts: part(whole.carts),
        orders,
        spend: bid * i64::try_from(clicks).unwrap_or(0),
        revenue: whole.revenue * i64::try_from(orders).unwrap_or(0)
            / i64::try_from(whole.orders.max(1)).unwrap_or(1),
    }
}

/// The campaign of the path.
pub(super) fn named(bazaar: &Bazaar, call: &Call) -> Result<Campaign, Reply> {
    let wanted = call.name("campaignId");
    let mut all = all(bazaar).into_iter();
    let found = all.find(|one| one.number.to_string() == wanted);
    found.ok_or_else(|| refuse(StatusCode::NOT_FOUND, "campaign not found"))
}
