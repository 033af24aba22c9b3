//! Rows of every feed by one name each: where a shop has them, and what names a row.

use domain::{
    AdDay, AdQuery, Balance, BidSignal, Campaign, CardQuality, CategoryPlace, Chat, Document,
    ExternalId, Feed, FunnelDay, LedgerRow, Listing, Order, Parcel, Price, PriceSignal, Promotion,
    Question, Return, Review, SearchTerm, ShopRating, Statement, StockLevel, Supply, Tariff,
    Turnover, Warehouse,
};

use super::{Shop, Source};

/// A row of a feed.
pub trait Row: Sized + Send + Sync + 'static {
    /// Its feed.
    const FEED: Feed;

    /// Where a shop has them.
    fn source(shop: &dyn Shop) -> Option<&dyn Source<Self>>;

    /// The marketplace's identity of the row, or of what it is about: under it a row that could
    /// not be read is forgotten once it can.
    fn identity(&self) -> &str;

    /// What names the row within its feed: a later one of the same key replaces it.
    fn key(&self) -> String {
        self.identity().to_owned()
    }
}

/// `$d` is a dollar sign: what the macro that is made here takes is not what this one takes.
macro_rules! rows {
    ($d:tt $($type:ident in $source:ident is $feed:ident, $it:ident => $identity:expr $(, by $key:expr)?;)+) => {
        $(
            impl Row for $type {
                const FEED: Feed = Feed::$feed;

                fn source(shop: &dyn Shop) -> Option<&dyn Source<Self>> {
                    shop.$source()
                }

                fn identity(&self) -> &str {
                    let $it = self;
                    $identity
                }

                $(
                    fn key(&self) -> String {
                        let $it = self;
                        key(&$key)
                    }
                )?
            }
        )+

        /// Whether a shop offers a feed.
        pub fn offered(shop: &dyn Shop, feed: Feed) -> bool {
            match feed {
                $(Feed::$feed => shop.$source().is_some(),)+
            }
        }

        /// Whether each round of a feed names everything there is, so that what it does not name
        /// is gone.
        pub fn is_picture(shop: &dyn Shop, feed: Feed) -> bool {
            match feed {
                $(Feed::$feed => shop.$source().is_some_and(Source::names_all),)+
            }
        }

        /// Runs an expression with a name for the type of a feed's rows.
        #[macro_export]
        macro_rules! with_row {
            ($d feed:expr, $d row:ident => $d body:expr) => {
                match $d feed {
                    $(::domain::Feed::$feed => {
                        type $d row = ::domain::$type;
                        $d body
                    })+
                }
            };
        }
    };
}

rows! {
    $
    Listing in catalogue is Catalogue, it => it.external_id.as_str();
    StockLevel in stock is Stock, it => it.listing.as_str(),
        by [it.listing.as_str(), &it.warehouse, it.scheme.as_str()];
    Order in orders is Orders, it => it.external_id.as_str();
    Review in reviews is Reviews, it => it.external_id.as_str();
    Question in questions is Questions, it => it.external_id.as_str();
    Price in prices is Prices, it => it.listing.as_str(), by [it.listing.as_str(), &it.variant];
    PriceSignal in price_signals is PriceSignals, it => it.listing.as_str(),
        by [it.listing.as_str(), it.kind.as_str(), &it.mark];
    Promotion in promotions is Promotions, it => it.external_id.as_str();
    Warehouse in warehouses is Warehouses, it => it.external_id.as_str();
    Turnover in turnover is Turnover, it => it.listing.as_str(), by [it.listing.as_str(), &it.place];
    Parcel in parcels is Parcels, it => it.external_id.as_str();
    Supply in supplies is Supplies, it => it.external_id.as_str();
    Return in returns is Returns, it => it.external_id.as_str();
    Chat in chats is Chats, it => it.external_id.as_str();
    Campaign in campaigns is Campaigns, it => it.external_id.as_str();
    AdDay in ad_days is AdDays, it => it.campaign.as_str(),
        by [it.campaign.as_str(), named(it.listing.as_ref()), &it.day.to_string()];
    AdQuery in ad_queries is AdQueries, it => it.campaign.as_str(),
        by [it.campaign.as_str(), named(it.listing.as_ref()), &it.query, &it.day.to_string()];
    LedgerRow in ledger is Ledger, it => it.external_id.as_str();
    Balance in balances is Balances, it => &it.kind, by [it.kind.as_str(), it.amount.currency.code()];
    Document in documents is Documents, it => it.external_id.as_str();
    FunnelDay in funnel is Funnel, it => it.listing.as_str(),
        by [it.listing.as_str(), &it.day.to_string()];
    SearchTerm in search_terms is SearchTerms, it => &it.query,
        by [named(it.listing.as_ref()), &it.query, &it.from.to_string(), &it.until.to_string()];
    CardQuality in quality is Quality, it => it.listing.as_str();
    Tariff in tariffs is Tariffs, it => &it.scope,
        by [it.kind.as_str(), &it.scope, named(it.listing.as_ref()), it.scheme.as_str(), &it.word,
            &it.from.to_string()];
    BidSignal in bid_signals is BidSignals, it => it.listing.as_str(),
        by [it.listing.as_str(), named(it.campaign.as_ref()), &it.placement, &it.query,
            it.kind.as_str(), &it.mark];
    Statement in statements is Statements, it => it.report.as_str(),
        by [it.report.as_str(), it.about.as_str(), &it.word, it.amount.currency.code()];
    ShopRating in shop_ratings is ShopRatings, it => &it.code, by [it.place.as_str(), &it.code];
    CategoryPlace in category_places is CategoryPlaces, it => it.category.as_str(),
        by [it.category.as_str(), &it.day.to_string()];
}

fn named(listing: Option<&ExternalId>) -> &str {
    listing.map_or("", ExternalId::as_str)
}

fn key(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}
