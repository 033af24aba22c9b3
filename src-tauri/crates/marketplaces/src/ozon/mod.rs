//! Ozon: the connector and one seller's shop.

mod ad_days;
mod ad_reports;
mod ad_signals;
mod ads_errors;
mod ads_line;
mod analytics;
mod campaign_steps;
mod campaigns;
mod card_changes;
mod catalogue;
mod chats;
mod convert;
mod depots;
mod dictionaries;
mod dictionary;
mod documents;
mod errors;
mod files;
mod finance;
mod gates;
mod keys;
mod limits;
mod line;
mod marks;
mod orders;
mod parcel_steps;
mod parcels;
mod passport;
mod price_changes;
mod prices;
mod profile;
mod promotion_steps;
mod promotions;
mod question_answers;
mod questions;
mod ratings;
mod returns;
mod review_answers;
mod reviews;
mod shipments;
mod statements;
mod stock;
mod stock_changes;
mod strategies;
mod supplies;
mod warehouses;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};
use domain::{
    AdDay, Answer, Approved, Balance, BidSignal, Campaign, CampaignStep, CardChange, CardQuality,
    Chat, ChatReply, Document, ExternalId, FunnelDay, LedgerRow, Listing, Order, Parcel,
    ParcelStep, Passport, Price, PriceChange, PriceSignal, Promotion, PromotionStep, Question,
    Return, ReturnDecision, Review, SearchTerm, ShopRating, Statement, StockChange, StockLevel,
    Supply, SupplyStep, Tariff, Turnover, Warehouse,
};
use http::HeaderName;
use secrets::Sensitive;

use self::ads_line::AdsLine;
use self::line::Line;
use self::profile::SELLER;
use self::wire::change::Outcome;
use crate::Result;
use crate::contract::{
    Answers, Changes, Connector, Dictionary, Files, Receipt, Shop, Source, Taken, has,
};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

const CLIENT_ID: HeaderName = HeaderName::from_static("client-id");
const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// Ozon.
pub(crate) struct Ozon {
    profile: Profile,
}

impl Ozon {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
        }
    }
}

impl Connector for Ozon {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        keys::ads(keys)?;
        keys::pair(keys).map(|_| None)
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        let pair = keys::pair(keys)?;
        let http = http
            .header_for(SELLER, CLIENT_ID, pair.client_id.clone())
            .header_for(SELLER, API_KEY, pair.api_key)
            .observing(limits::observe);
        let ads = keys::ads(keys)?.map(|key| Arc::new(AdsLine::new(http.clone(), key)));
        let line = Arc::new(Line::new(http));
        Ok(Box::new(OzonShop {
            campaigns: ads.clone().map(campaigns::Campaigns),
            ad_days: ads.clone().map(ad_days::AdDays),
            ad_signals: ads.as_ref().map(ad_signals::AdSignals::new),
            ads,
            catalogue: catalogue::Products::new(&line),
            words: dictionary::Words(Arc::clone(&line)),
            cards: card_changes::Cards(Arc::clone(&line)),
            prices: prices::Prices(Arc::clone(&line)),
            price_signals: prices::PriceSignals(Arc::clone(&line)),
            pricing: price_changes::Pricing(Arc::clone(&line)),
            tariffs: prices::Tariffs(Arc::clone(&line)),
            stock: stock::Shelves(Arc::clone(&line)),
            shelving: stock_changes::Shelving(Arc::clone(&line)),
            warehouses: warehouses::Places(Arc::clone(&line)),
            parcels: parcels::Packing(Arc::clone(&line)),
            handling: parcel_steps::Handling(Arc::clone(&line)),
            supplies: supplies::Deliveries(Arc::clone(&line)),
            shipping: shipments::Shipping(Arc::clone(&line)),
            papers: files::Papers(Arc::clone(&line)),
            orders: orders::Sales(Arc::clone(&line)),
            promotions: promotions::Actions(Arc::clone(&line)),
            returns: returns::Backs(Arc::clone(&line)),
            chats: chats::Talks(Arc::clone(&line)),
            accruals: finance::Accruals::new(&line),
            balances: finance::Balances(Arc::clone(&line)),
            statements: statements::Statements(Arc::clone(&line)),
            standing: ratings::Standing(Arc::clone(&line)),
            documents: documents::Shelf(Arc::clone(&line)),
            funnel: analytics::Funnel(Arc::clone(&line)),
            terms: analytics::Terms(Arc::clone(&line)),
            turning: analytics::Turning(Arc::clone(&line)),
            ratings: analytics::Ratings(Arc::clone(&line)),
            reviews: reviews::Feedback(Arc::clone(&line)),
            questions: questions::Inquiries(Arc::clone(&line)),
            client_id: pair.client_id,
            line,
        }))
    }
}

/// One cabinet.
struct OzonShop {
    line: Arc<Line>,
    client_id: Sensitive<String>,
    /// Advertising, when its key is there.
    ads: Option<Arc<AdsLine>>,
    campaigns: Option<campaigns::Campaigns>,
    ad_days: Option<ad_days::AdDays>,
    ad_signals: Option<ad_signals::AdSignals>,
    catalogue: catalogue::Products,
    words: dictionary::Words,
    cards: card_changes::Cards,
    prices: prices::Prices,
    price_signals: prices::PriceSignals,
    pricing: price_changes::Pricing,
    tariffs: prices::Tariffs,
    stock: stock::Shelves,
    shelving: stock_changes::Shelving,
    warehouses: warehouses::Places,
    parcels: parcels::Packing,
    handling: parcel_steps::Handling,
    supplies: supplies::Deliveries,
    shipping: shipments::Shipping,
    papers: files::Papers,
    orders: orders::Sales,
    promotions: promotions::Actions,
    returns: returns::Backs,
    chats: chats::Talks,
    accruals: finance::Accruals,
    balances: finance::Balances,
    statements: statements::Statements,
    standing: ratings::Standing,
    documents: documents::Shelf,
    funnel: analytics::Funnel,
    terms: analytics::Terms,
    turning: analytics::Turning,
    ratings: analytics::Ratings,
    reviews: reviews::Feedback,
    questions: questions::Inquiries,
}

#[async_trait]
impl Shop for OzonShop {
    async fn check(&self, _window: Window) -> Result<Passport> {
        passport::check(&self.line, self.ads.as_deref(), &self.client_id).await
    }

    fn campaigns(&self) -> Option<&dyn Source<Campaign>> {
        let own = self.campaigns.as_ref();
        own.map(|own| own as &dyn Source<Campaign>)
    }

    fn campaign_steps(&self) -> Option<&dyn Changes<CampaignStep>> {
        let own = self.campaigns.as_ref();
        own.map(|own| own as &dyn Changes<CampaignStep>)
    }

    fn ad_days(&self) -> Option<&dyn Source<AdDay>> {
        self.ad_days.as_ref().map(|own| own as &dyn Source<AdDay>)
    }

    fn bid_signals(&self) -> Option<&dyn Source<BidSignal>> {
        let own = self.ad_signals.as_ref();
        own.map(|own| own as &dyn Source<BidSignal>)
    }

    has! {
        catalogue: dyn Source<Listing> = catalogue;
        dictionary: dyn Dictionary = words;
        card_changes: dyn Changes<CardChange> = cards;
        stock: dyn Source<StockLevel> = stock;
        stock_changes: dyn Changes<StockChange> = shelving;
        warehouses: dyn Source<Warehouse> = warehouses;
        prices: dyn Source<Price> = prices;
        price_signals: dyn Source<PriceSignal> = price_signals;
        price_changes: dyn Changes<PriceChange> = pricing;
        tariffs: dyn Source<Tariff> = tariffs;
        parcels: dyn Source<Parcel> = parcels;
        parcel_steps: dyn Changes<ParcelStep> = handling;
        supplies: dyn Source<Supply> = supplies;
        supply_steps: dyn Changes<SupplyStep> = shipping;
        files: dyn Files = papers;
        orders: dyn Source<Order> = orders;
        promotions: dyn Source<Promotion> = promotions;
        promotion_steps: dyn Changes<PromotionStep> = promotions;
        returns: dyn Source<Return> = returns;
        return_decisions: dyn Changes<ReturnDecision> = returns;
        chats: dyn Source<Chat> = chats;
        chat_replies: dyn Changes<ChatReply> = chats;
        ledger: dyn Source<LedgerRow> = accruals;
        balances: dyn Source<Balance> = balances;
        statements: dyn Source<Statement> = statements;
        shop_ratings: dyn Source<ShopRating> = standing;
        documents: dyn Source<Document> = documents;
        funnel: dyn Source<FunnelDay> = funnel;
        search_terms: dyn Source<SearchTerm> = terms;
        turnover: dyn Source<Turnover> = turning;
        quality: dyn Source<CardQuality> = ratings;
        reviews: dyn Source<Review> = reviews;
        review_answers: dyn Answers = reviews;
        questions: dyn Source<Question> = questions;
        question_answers: dyn Answers = questions;
    }
}

/// UTC, as the requests want it.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A SKU as the number that requests want.
fn number(operation: &'static str, id: &ExternalId) -> Result<i64> {
    id.as_str()
        .parse()
        .map_err(|_| MarketplaceError::new(ErrorKind::Rejected, operation, "the SKU is no number"))
}

/// The answer that is to be taken back.
fn replaced<'a>(operation: &'static str, answer: &'a Answer) -> Result<&'a ExternalId> {
    answer.replaces.as_ref().ok_or_else(|| {
        let message = "it is not said which answer is meant";
        MarketplaceError::new(ErrorKind::Rejected, operation, message)
    })
}

/// The day in Moscow, by which Ozon counts.
fn day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(3)).date_naive()
}

/// When the first of the permissions ends: they leave in one request.
fn ends<C: domain::approved::Content>(changes: &[Approved<C>]) -> Option<DateTime<Utc>> {
    changes.iter().filter_map(Approved::ends).min()
}

/// What became of one item. One that the answer does not name was taken with the others; what
/// came of it is read back.
fn taken(outcome: Option<&Outcome>) -> Taken {
    match outcome {
        Some(one) if !one.errors.is_empty() => {
            let words: Vec<String> = one.errors.iter().map(errors::words).collect();
            Taken::Refused(words.join("; "))
        }
        Some(one) if one.updated == Some(false) => Taken::Refused("not updated".to_owned()),
        _ => Taken::Accepted(Receipt::default()),
    }
}
