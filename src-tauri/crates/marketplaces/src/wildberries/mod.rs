//! Wildberries: cards, prices, stock, orders and their handing over, claims, chats, reviews,
//! questions, advertising and reports over WB API. Limits, quirks and sources are told in
//! `README.md`.

mod ads;
mod api;
mod batch;
mod bid_signals;
mod campaign_steps;
mod card_changes;
mod catalogue;
mod chats;
mod check;
mod claims;
mod convert;
mod dictionary;
mod files;
mod finance;
mod keys;
mod limits;
mod orders;
mod parcel_steps;
mod parcels;
mod pins;
mod price_changes;
mod prices;
mod profile;
mod promotions;
mod questions;
mod ratings;
mod reviews;
mod statements;
mod stock;
mod stock_changes;
mod supplies;
mod tariffs;
mod traffic;
mod turnover;
mod unlisted;
mod uploads;
mod walk;
mod warehouses;
mod way;
mod wire;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::{
    AdDay, AdQuery, Balance, BidSignal, Campaign, CampaignStep, CardChange, CardQuality, Chat,
    ChatReply, Document, FunnelDay, LedgerRow, Listing, Order, Parcel, ParcelStep, Passport, Price,
    PriceChange, Promotion, PromotionStep, Question, Return, ReturnDecision, Review, ReviewPin,
    SearchTerm, ShopRating, Statement, StockChange, StockLevel, Supply, SupplyStep, Tariff,
    Turnover, Warehouse,
};
use secrets::Sensitive;

use self::api::Api;
use self::keys::Claims;
use crate::Result;
use crate::contract::{Answers, Changes, Connector, Dictionary, Files, Shop, Source, has};
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

/// Wildberries.
pub(crate) struct Wildberries {
    profile: Profile,
}

impl Wildberries {
    /// The connector.
    pub(crate) fn new() -> Self {
        Self {
            profile: profile::profile(),
        }
    }
}

impl Connector for Wildberries {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>> {
        let claims = Claims::of(keys)?;
        claims.opens_a_shop()?;
        Ok(Some(claims.passport()))
    }

    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>> {
        let claims = Claims::of(keys)?;
        let token = Sensitive::from(keys::bare(keys.field("token")?.expose()));
        Ok(Box::new(Seller::new(Api::new(&http, token, claims))))
    }
}

macro_rules! seller {
    ($($part:ident: $type:ty;)+) => {
        /// One seller's account.
        struct Seller {
            api: Api,
            $($part: $type,)+
        }

        impl Seller {
            fn new(api: Api) -> Self {
                Self {
                    $($part: <$type>::of(&api),)+
                    api,
                }
            }
        }

        $(
            impl $type {
                fn of(api: &Api) -> Self {
                    Self { api: api.clone() }
                }
            }
        )+
    };
}

seller! {
    catalogue: catalogue::Catalogue;
    stock: stock::Stock;
    orders: orders::Orders;
    reviews: reviews::Reviews;
    review_pins: pins::ReviewPins;
    questions: questions::Questions;
    prices: prices::Prices;
    price_changes: price_changes::PriceChanges;
    promotions: promotions::Promotions;
    warehouses: warehouses::Warehouses;
    stock_changes: stock_changes::StockChanges;
    parcels: parcels::Parcels;
    parcel_steps: parcel_steps::ParcelSteps;
    supplies: supplies::Supplies;
    files: files::Files;
    claims: claims::Claims;
    chats: chats::Chats;
    campaigns: ads::Campaigns;
    ad_days: ads::AdDays;
    ad_queries: ads::AdQueries;
    campaign_steps: campaign_steps::CampaignSteps;
    bid_signals: bid_signals::BidSignals;
    ledger: finance::Ledger;
    statements: statements::Statements;
    shop_ratings: ratings::ShopRatings;
    balances: finance::Balances;
    documents: finance::Documents;
    funnel: traffic::Funnel;
    search_terms: traffic::SearchTerms;
    quality: traffic::Quality;
    turnover: turnover::Turnover;
    tariffs: tariffs::Tariffs;
    card_changes: card_changes::CardChanges;
    dictionary: dictionary::Dictionary;
}

#[async_trait]
impl Shop for Seller {
    async fn check(&self, window: Window) -> Result<Passport> {
        check::check(&self.api, window).await
    }

    fn shop_ratings(&self) -> Option<&dyn Source<ShopRating>> {
        let ratings: &dyn Source<ShopRating> = &self.shop_ratings;
        self.shop_ratings.is_told().then_some(ratings)
    }

    has! {
        catalogue: dyn Source<Listing> = catalogue;
        stock: dyn Source<StockLevel> = stock;
        orders: dyn Source<Order> = orders;
        reviews: dyn Source<Review> = reviews;
        review_answers: dyn Answers = reviews;
        review_pins: dyn Changes<ReviewPin> = review_pins;
        questions: dyn Source<Question> = questions;
        question_answers: dyn Answers = questions;
        prices: dyn Source<Price> = prices;
        price_changes: dyn Changes<PriceChange> = price_changes;
        promotions: dyn Source<Promotion> = promotions;
        promotion_steps: dyn Changes<PromotionStep> = promotions;
        warehouses: dyn Source<Warehouse> = warehouses;
        stock_changes: dyn Changes<StockChange> = stock_changes;
        parcels: dyn Source<Parcel> = parcels;
        parcel_steps: dyn Changes<ParcelStep> = parcel_steps;
        supplies: dyn Source<Supply> = supplies;
        supply_steps: dyn Changes<SupplyStep> = supplies;
        files: dyn Files = files;
        returns: dyn Source<Return> = claims;
        return_decisions: dyn Changes<ReturnDecision> = claims;
        chats: dyn Source<Chat> = chats;
        chat_replies: dyn Changes<ChatReply> = chats;
        campaigns: dyn Source<Campaign> = campaigns;
        ad_days: dyn Source<AdDay> = ad_days;
        ad_queries: dyn Source<AdQuery> = ad_queries;
        campaign_steps: dyn Changes<CampaignStep> = campaign_steps;
        bid_signals: dyn Source<BidSignal> = bid_signals;
        ledger: dyn Source<LedgerRow> = ledger;
        statements: dyn Source<Statement> = statements;
        balances: dyn Source<Balance> = balances;
        documents: dyn Source<Document> = documents;
        funnel: dyn Source<FunnelDay> = funnel;
        search_terms: dyn Source<SearchTerm> = search_terms;
        quality: dyn Source<CardQuality> = quality;
        turnover: dyn Source<Turnover> = turnover;
        tariffs: dyn Source<Tariff> = tariffs;
        card_changes: dyn Changes<CardChange> = card_changes;
        dictionary: dyn Dictionary = dictionary;
    }
}
