//! The contract that every marketplace fulfils. A missing capability is
//! `None`: absence is the answer, and the screen says so.

mod answers;
mod changes;
mod dictionary;
mod files;
mod pictures;
mod receipt;
mod row;
mod source;

use async_trait::async_trait;
use domain::{
    AdDay, AdQuery, Balance, BidSignal, Campaign, CampaignStep, CardChange, CardQuality,
    CategoryPlace, Chat, ChatReply, Document, FunnelDay, LedgerRow, Listing, Order, Parcel,
    ParcelStep, Passport, Price, PriceChange, PriceSignal, Promotion, PromotionStep, Question,
    Return, ReturnDecision, Review, ReviewPin, SearchTerm, ShopRating, Statement, StockChange,
    StockLevel, Supply, SupplyStep, Tariff, Turnover, Warehouse,
};

pub use answers::Answers;
pub use changes::{Changes, Seen, Taken, Unfit};
pub use dictionary::Dictionary;
pub use files::{File, FileAnswer, FileWish, Files};
pub use pictures::{NoPictures, Pictures, picture_gone};
pub use receipt::Receipt;
pub use row::{Row, is_picture, offered};
pub use source::Source;

use crate::Result;
use crate::http::Http;
use crate::keys::Keys;
use crate::page::Window;
use crate::profile::Profile;

/// A marketplace.
pub trait Connector: Send + Sync {
    /// What it is, as data.
    fn profile(&self) -> &Profile;

    /// Reads what a key says about itself on this machine, without a request.
    /// `None` where keys are opaque.
    ///
    /// # Errors
    /// `Unauthorised` when the text cannot be such a key.
    fn inspect(&self, keys: &Keys) -> Result<Option<Passport>>;

    /// Opens an account. No request is made.
    ///
    /// # Errors
    /// `Unauthorised` when a field is missing or cannot be a key.
    fn open(&self, keys: &Keys, http: Http) -> Result<Box<dyn Shop>>;
}

macro_rules! offers {
    ($($(#[$doc:meta])* $name:ident: $what:ty;)+) => {$(
        $(#[$doc])*
        fn $name(&self) -> Option<&$what> {
            None
        }
    )+};
}

/// What a shop has, by the names of [`Shop`], and the field that does it.
macro_rules! has {
    ($($name:ident: $what:ty = $part:ident;)+) => {$(
        fn $name(&self) -> Option<&$what> {
            Some(&self.$part)
        }
    )+};
}
pub(crate) use has;

/// One account on a marketplace.
#[async_trait]
pub trait Shop: Send + Sync {
    /// Asks the marketplace what this key may do.
    ///
    /// # Errors
    /// As the marketplace answers; a missing scope is no error but a cell.
    async fn check(&self, window: Window) -> Result<Passport>;

    offers! {
        /// Products as offered.
        catalogue: dyn Source<Listing>;
        /// Quantities. A round names every level that is not zero.
        stock: dyn Source<StockLevel>;
        /// Orders, changed ones again.
        orders: dyn Source<Order>;
        /// Reviews.
        reviews: dyn Source<Review>;
        /// Questions.
        questions: dyn Source<Question>;
        /// Prices, held ones too.
        prices: dyn Source<Price>;
        /// What the marketplace says about prices.
        price_signals: dyn Source<PriceSignal>;
        /// Promotions and who takes part.
        promotions: dyn Source<Promotion>;
        /// Places where goods lie.
        warehouses: dyn Source<Warehouse>;
        /// How fast stock turns.
        turnover: dyn Source<Turnover>;
        /// What the seller has to hand over.
        parcels: dyn Source<Parcel>;
        /// Parcels that travel together, deliveries to the marketplace.
        supplies: dyn Source<Supply>;
        /// Goods that come back, and claims.
        returns: dyn Source<Return>;
        /// Conversations with buyers.
        chats: dyn Source<Chat>;
        /// Advertising campaigns and their bids.
        campaigns: dyn Source<Campaign>;
        /// What campaigns brought, day by day.
        ad_days: dyn Source<AdDay>;
        /// What campaigns brought, query by query.
        ad_queries: dyn Source<AdQuery>;
        /// Amounts of the marketplace's reports.
        ledger: dyn Source<LedgerRow>;
        /// What lies on accounts at the marketplace.
        balances: dyn Source<Balance>;
        /// Documents that the marketplace made.
        documents: dyn Source<Document>;
        /// Views, baskets and orders, day by day.
        funnel: dyn Source<FunnelDay>;
        /// What buyers typed.
        search_terms: dyn Source<SearchTerm>;
        /// What is missing in cards.
        quality: dyn Source<CardQuality>;
        /// What the marketplace charges.
        tariffs: dyn Source<Tariff>;
        /// What the marketplace says about bids.
        bid_signals: dyn Source<BidSignal>;
        /// Totals of the marketplace's own reports.
        statements: dyn Source<Statement>;
        /// Ratings of the whole shop.
        shop_ratings: dyn Source<ShopRating>;
        /// The seller's place among others, category by category.
        category_places: dyn Source<CategoryPlace>;
        /// Answers to reviews.
        review_answers: dyn Answers;
        /// Answers to questions.
        question_answers: dyn Answers;
        /// Setting prices.
        price_changes: dyn Changes<PriceChange>;
        /// Joining and leaving promotions.
        promotion_steps: dyn Changes<PromotionStep>;
        /// Setting quantities.
        stock_changes: dyn Changes<StockChange>;
        /// Handling parcels.
        parcel_steps: dyn Changes<ParcelStep>;
        /// Handling supplies.
        supply_steps: dyn Changes<SupplyStep>;
        /// Deciding returns and claims.
        return_decisions: dyn Changes<ReturnDecision>;
        /// Writing to buyers.
        chat_replies: dyn Changes<ChatReply>;
        /// Handling campaigns.
        campaign_steps: dyn Changes<CampaignStep>;
        /// Pinning reviews.
        review_pins: dyn Changes<ReviewPin>;
        /// Making and rewriting cards.
        card_changes: dyn Changes<CardChange>;
        /// Categories and what their cards need.
        dictionary: dyn Dictionary;
        /// Labels, acts, documents.
        files: dyn Files;
    }
}
