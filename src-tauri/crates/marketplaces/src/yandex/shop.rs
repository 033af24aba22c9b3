//! One seller's cabinet: what it offers, part by part.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    BidSignal, Campaign, CampaignStep, CardChange, CardQuality, CategoryPlace, Chat, ChatReply,
    FunnelDay, LedgerRow, Listing, Order, Parcel, ParcelStep, Passport, Price, PriceChange,
    PriceSignal, Promotion, PromotionStep, Question, Return, ReturnDecision, Review, ShopRating,
    Statement, StockChange, StockLevel, Supply, SupplyStep, Tariff, Turnover, Warehouse,
};

use super::line::Line;
use super::{
    bid_signals, boost, cards, catalogue, category_places, chats, dictionary, funnel, ledger,
    orders, papers, parcel_steps, parcels, passport, price_changes, prices, promotions, quality,
    questions, return_decisions, returns, reviews, shop_ratings, statements, stock, stock_changes,
    supplies, tariffs, turnover, warehouses,
};
use crate::Result;
use crate::contract::{Answers, Changes, Dictionary, Files, Shop, Source, has};
use crate::page::Window;

macro_rules! parts {
    ($($part:ident: $type:path;)+) => {
        /// One cabinet.
        pub(super) struct YandexShop {
            line: Arc<Line>,
            $($part: $type,)+
        }

        impl YandexShop {
            /// All parts share one line.
            pub(super) fn new(line: &Arc<Line>) -> Self {
                Self {
                    $($part: $type(Arc::clone(line)),)+
                    line: Arc::clone(line),
                }
            }
        }
    };
}

parts! {
    catalogue: catalogue::Products;
    stock: stock::Stocks;
    orders: orders::Sales;
    reviews: reviews::Feedback;
    questions: questions::Inquiries;
    prices: prices::Prices;
    advice: prices::Advice;
    pricing: price_changes::Pricing;
    places: warehouses::Places;
    filling: stock_changes::Filling;
    parcels: parcels::Parcels;
    handing: parcel_steps::Handing;
    shipping: supplies::Shipping;
    confirming: supplies::Confirming;
    papers: papers::Papers;
    returns: returns::Returns;
    deciding: return_decisions::Deciding;
    talks: chats::Talks;
    boost: boost::Boost;
    ratings: quality::Ratings;
    writing: cards::Writing;
    words: dictionary::Words;
    actions: promotions::Actions;
    calculator: tariffs::Calculator;
    amounts: ledger::Amounts;
    funnels: funnel::Funnels;
    shelves: turnover::Shelves;
    bid_advice: bid_signals::BidAdvice;
    totals: statements::Totals;
    indices: shop_ratings::Indices;
    standing: category_places::Standing;
}

#[async_trait]
impl Shop for YandexShop {
    async fn check(&self, _window: Window) -> Result<Passport> {
        passport::check(&self.line).await
    }

    has! {
        catalogue: dyn Source<Listing> = catalogue;
        stock: dyn Source<StockLevel> = stock;
        orders: dyn Source<Order> = orders;
        reviews: dyn Source<Review> = reviews;
        review_answers: dyn Answers = reviews;
        questions: dyn Source<Question> = questions;
        question_answers: dyn Answers = questions;
        prices: dyn Source<Price> = prices;
        price_signals: dyn Source<PriceSignal> = advice;
        price_changes: dyn Changes<PriceChange> = pricing;
        warehouses: dyn Source<Warehouse> = places;
        turnover: dyn Source<Turnover> = shelves;
        stock_changes: dyn Changes<StockChange> = filling;
        parcels: dyn Source<Parcel> = parcels;
        parcel_steps: dyn Changes<ParcelStep> = handing;
        supplies: dyn Source<Supply> = shipping;
        supply_steps: dyn Changes<SupplyStep> = confirming;
        files: dyn Files = papers;
        returns: dyn Source<Return> = returns;
        return_decisions: dyn Changes<ReturnDecision> = deciding;
        chats: dyn Source<Chat> = talks;
        chat_replies: dyn Changes<ChatReply> = talks;
        campaigns: dyn Source<Campaign> = boost;
        campaign_steps: dyn Changes<CampaignStep> = boost;
        quality: dyn Source<CardQuality> = ratings;
        card_changes: dyn Changes<CardChange> = writing;
        dictionary: dyn Dictionary = words;
        promotions: dyn Source<Promotion> = actions;
        promotion_steps: dyn Changes<PromotionStep> = actions;
        tariffs: dyn Source<Tariff> = calculator;
        ledger: dyn Source<LedgerRow> = amounts;
        funnel: dyn Source<FunnelDay> = funnels;
        bid_signals: dyn Source<BidSignal> = bid_advice;
        statements: dyn Source<Statement> = totals;
        shop_ratings: dyn Source<ShopRating> = indices;
        category_places: dyn Source<CategoryPlace> = standing;
    }
}
