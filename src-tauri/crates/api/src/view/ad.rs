//! Advertising for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Change;
use super::figure::Period;
use super::money::Money;

/// A tab of the campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CampaignQueue {
    /// Runs.
    Active,
    /// Does not run now, and may.
    Paused,
    /// At its end.
    Ended,
}

/// Arguments of `ads_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdsQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// The tab.
    pub queue: CampaignQueue,
    /// The days that are summed.
    pub period: Period,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of campaigns.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AdsPage {
    /// First day of the sums.
    pub from: String,
    /// Last day of the sums.
    pub to: String,
    /// Campaigns, those that cost most first.
    pub rows: Vec<CampaignRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many lie in each tab.
    pub counts: CampaignCounts,
    /// What the advertising of each shop cost and brought, apart by currency.
    pub totals: Vec<AdTotal>,
}

/// How many campaigns lie in each tab.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct CampaignCounts {
    /// Run.
    pub active: i64,
    /// Do not run now.
    pub paused: i64,
    /// At their end.
    pub ended: i64,
}

/// A shop's advertising.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AdTotal {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// Its sums.
    pub figures: AdFigures,
}

/// Sums over days. What the marketplace does not tell for all of them is none.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AdFigures {
    /// Times shown.
    pub views: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Orders that the marketplace ascribes to it.
    pub orders: Option<i64>,
    /// What it cost.
    pub spend: Option<Money>,
    /// What those orders are worth.
    pub revenue: Option<Money>,
    /// Spend in hundredths of a percent of that; none without either, or without any revenue.
    pub share: Option<i64>,
}

/// One campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CampaignRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's identity of it.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Where it stands.
    pub state: CampaignState,
    /// What is paid for: `click`, `views`, `order`, or the marketplace's word.
    pub pays: String,
    /// Whether the marketplace chooses the bids.
    pub automatic: bool,
    /// What it may spend on a day.
    pub budget_day: Option<Money>,
    /// What it may spend in a week.
    pub budget_week: Option<Money>,
    /// What is left to be spent.
    pub left: Option<Money>,
    /// Listings in it.
    pub items: i64,
    /// Sums; none where nothing is told of these days.
    pub figures: Option<AdFigures>,
    /// A step that is under way.
    pub change: Option<Change>,
}

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// Made, not begun.
    Ready,
    /// Runs.
    Active,
    /// Stopped for a while.
    Paused,
    /// At its end.
    Ended,
    /// The marketplace's word is not known here.
    Unknown,
}

/// Arguments of `campaign_get`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CampaignQuery {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of it.
    pub key: String,
    /// The days that are summed.
    pub period: Period,
}

/// One campaign with what is in it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CampaignDetail {
    /// The campaign.
    pub row: CampaignRow,
    /// What it advertises; the first of it where there is very much.
    pub items: Vec<CampaignItem>,
    /// Days that something is told of.
    pub days: Vec<CampaignDay>,
}

/// A listing in a campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CampaignItem {
    /// The marketplace's name of the listing.
    pub listing_key: String,
    /// Where it is shown, in the marketplace's words.
    pub placement: String,
    /// The listing's row, when known.
    pub listing: Option<i64>,
    /// Title.
    pub title: String,
    /// First picture.
    pub image: Option<String>,
    /// What is offered for it, when the seller says.
    pub bid: Option<Bid>,
    /// What the marketplace says about its bid, the lowest first.
    pub signals: Vec<BidSignal>,
}

/// A bid that the marketplace names.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BidSignal {
    /// Key under `ads.signal.`: lowest, advised, competitive, leader; else the marketplace's word.
    pub kind: String,
    /// The bid.
    pub bid: Bid,
    /// Percent of the shows that it would win, as the marketplace reckons.
    pub reach: Option<f64>,
}

/// What is offered: an amount, or hundredths of a percent of the price.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Bid {
    /// An amount per click, per thousand views or per order.
    pub money: Option<Money>,
    /// Hundredths of a percent of the price.
    pub share: Option<i64>,
}

/// A day of a campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CampaignDay {
    /// The day, in the marketplace's zone.
    pub day: String,
    /// Its figures.
    pub figures: AdFigures,
}

/// Names a campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CampaignRef {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of it.
    pub key: String,
}

/// What the marketplace lets be done with a campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CampaignActs {
    /// It can be started.
    pub start: bool,
    /// It can be stopped for a while.
    pub pause: bool,
    /// It can be ended.
    pub end: bool,
    /// Its money can be set: for a `day`, a `week`, or put `in`.
    pub budget: Vec<String>,
    /// Bids can be set.
    pub bid: bool,
    /// A listing can be taken out.
    pub take_out: bool,
}

/// Arguments of `campaign_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposeCampaign {
    /// Account.
    pub account: i64,
    /// The marketplace's identity of the campaign.
    pub key: String,
    /// What is done.
    pub step: CampaignStep,
}

/// What is done with a campaign.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CampaignStep {
    /// It runs.
    Start,
    /// It stops for a while.
    Pause,
    /// It ends.
    End,
    /// What it may spend.
    Budget {
        /// For a `day`, a `week`, or put `in`.
        per: String,
        /// How much, in minor units of the campaign's currency.
        amount_minor: i64,
    },
    /// What is offered for a listing.
    Bid {
        /// The marketplace's name of the listing.
        listing_key: String,
        /// Where it is shown.
        placement: String,
        /// The new bid in the units of the present one: minor units, or hundredths of a percent.
        /// None takes the listing out.
        bid: Option<i64>,
    },
}
