//! Wildberries: hosts, limits and routes, from WB's OpenAPI files of 2026-08-17 and 2026-10-24.
//!
//! Kept quirks: an answer to an unknown feedback is 204; so is an edit that the marketplace does
//! not take; 4xx answers of marketplace-api count as ten requests; a feedback with stars only
//! counts as processed; the warehouse of WB's own stock is always -999999 (release note 570).

mod ad_advice;
mod ad_stats;
mod adverts;
mod answer;
mod card_writes;
mod cards;
mod chats;
mod claims;
mod feedbacks;
mod finance;
mod groups;
mod ids;
mod keys;
mod made;
mod orders;
mod page;
mod pins;
mod prices;
mod promotions;
mod questions;
mod refuse;
mod reports;
mod seller;
mod stock;
mod supplies;
mod tariffs;
mod tasks;
mod traffic;
mod ways;

use std::collections::BTreeMap;

use http::{Method, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::limits::{Gauge, Limit};
use crate::venue::{Route, Venue};
use crate::world::{Currency, Stall, Warehouse};

/// Number that WB gives its own warehouses since release note 570.
pub(super) const WB_STOCK: i64 = -999_999;

/// Number of the seller's own warehouse.
pub(super) const OWN_STOCK: i64 = 1_043_221;

/// Wildberries in the world.
pub(super) const STALL: Stall = Stall {
    id: "wildberries",
    currency: Currency::Rub,
    share: 100,
    warehouses: &[
        Warehouse {
            id: OWN_STOCK,
            name: "Самарканд, ул. Рудаки, 12",
            own: true,
            share: 60,
        },
        Warehouse {
            id: WB_STOCK,
            name: "Склад WB",
            own: false,
            share: 40,
        },
    ],
    has_reviews: true,
};

const CONTENT: Limit = Limit::new("content", 100, 60, 5);
const MARKETPLACE: Limit = Limit::new("marketplace", 300, 60, 20);
const PRICES: Limit = Limit::new("prices", 10, 6, 5);
const FEEDBACKS: Limit = Limit::new("feedbacks", 3, 1, 6);
const SELLER_INFO: Limit = Limit::new("seller-info", 1, 60, 10);
const ORDER_FEED: Limit = Limit::new("order-feed", 1, 60, 1);
const WB_WAREHOUSES: Limit = Limit::new("wb-warehouses", 3, 60, 1);

/// Every host but the last answers /ping, three times in 30 seconds, each on its own.
const HOSTS: [&str; 14] = [
    "content-api",
    "discounts-prices-api",
    "marketplace-api",
    "statistics-api",
    "seller-analytics-api",
    "advert-api",
    "feedbacks-api",
    "buyer-chat-api",
    "supplies-api",
    "returns-api",
    "documents-api",
    "finance-api",
    "common-api",
    // Last: it knows no ping.
    "dp-calendar-api",
];
static PING_LIMITS: [Limit; 13] = [
    Limit::new("ping content-api", 3, 30, 3),
    Limit::new("ping discounts-prices-api", 3, 30, 3),
    Limit::new("ping marketplace-api", 3, 30, 3),
    Limit::new("ping statistics-api", 3, 30, 3),
    Limit::new("ping seller-analytics-api", 3, 30, 3),
    Limit::new("ping advert-api", 3, 30, 3),
    Limit::new("ping feedbacks-api", 3, 30, 3),
    Limit::new("ping buyer-chat-api", 3, 30, 3),
    Limit::new("ping supplies-api", 3, 30, 3),
    Limit::new("ping returns-api", 3, 30, 3),
    Limit::new("ping documents-api", 3, 30, 3),
    Limit::new("ping finance-api", 3, 30, 3),
    Limit::new("ping common-api", 3, 30, 3),
];

/// Wildberries as a venue.
pub(crate) struct Wildberries;

impl Venue for Wildberries {
    fn id(&self) -> &'static str {
        STALL.id
    }

    fn hosts(&self) -> &'static [&'static str] {
        &HOSTS
    }

    fn stall(&self) -> Option<&'static Stall> {
        Some(&STALL)
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = BTreeMap::from([("token".to_owned(), keys::token(bazaar))]);
        ("Zarafshon Uy (WB)".to_owned(), fields)
    }

    fn routes(&self) -> Vec<Route> {
        let mut routes: Vec<Route> = HOSTS
            .iter()
            .zip(&PING_LIMITS)
            .map(|(host, limit)| Route::read(Method::GET, host, "/ping", limit, seller::ping))
            .collect();
        routes.extend(reading());
        routes.extend(writing());
        routes.extend(prices::routes());
        routes.extend(promotions::routes());
        routes.extend(tasks::routes());
        routes.extend(ways::routes());
        routes.extend(supplies::routes());
        routes.extend(claims::routes());
        routes.extend(chats::routes());
        routes.extend(adverts::routes());
        routes.extend(ad_stats::routes());
        routes.extend(finance::routes());
        routes.extend(traffic::routes());
        routes.extend(card_writes::routes());
        routes.extend(groups::routes());
        routes.extend(made::routes());
        routes.extend(pins::routes());
        routes.extend(ad_advice::routes());
        routes.extend(reports::routes());
        routes.extend(seller::routes());
        routes.extend(tariffs::routes());
        routes
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        keys::admit(bazaar, call)
    }

    fn condition(&self, bazaar: &Bazaar, condition: Condition) -> Option<Played> {
        match condition {
            Condition::NoCategory => Some(Played::key("token", keys::without_reviews(bazaar))),
            Condition::ExpiredKey => Some(Played::key("token", keys::over(bazaar))),
            Condition::NoSubscription => Some(Played::part(self.id(), "no_subscription")),
            // No description names an answer to a company that is blocked.
            Condition::Blocked | Condition::Moving | Condition::OtherHost => None,
        }
    }

    fn refuse(&self, status: StatusCode, call: &Call) -> Reply {
        refuse::made_up(status, call)
    }

    fn gauge(&self, _bazaar: &Bazaar, reply: Reply, gauge: &Gauge) -> Reply {
        if !gauge.over {
            return reply.with("x-ratelimit-remaining", &gauge.left);
        }
        reply
            .with("x-ratelimit-retry", &gauge.wait_seconds())
            .with("x-ratelimit-limit", &gauge.limit.burst)
            .with("x-ratelimit-reset", &gauge.full_seconds())
    }

    /// One 4xx of marketplace-api counts as ten requests; the gateway's own 429 does not reach it.
    fn penalty(&self, call: &Call, status: StatusCode) -> u32 {
        let counts = call.host == "marketplace-api" && status.is_client_error();
        if counts && status != StatusCode::TOO_MANY_REQUESTS {
            9
        } else {
            0
        }
    }

    fn review_id(&self, number: u64) -> String {
        ids::text_id(number)
    }

    fn question_id(&self, number: u64) -> String {
        ids::text_id(number)
    }
}

fn reading() -> [Route; 11] {
    const STOCKS: &str = "/api/v3/stocks/{warehouseId}";
    const WB: &str = "/api/analytics/v1/stocks-report/wb-warehouses";
    const FEED: &str = "/api/analytics/v1/order-feed";
    let get = Route::read;
    [
        get(
            Method::GET,
            "common-api",
            "/api/v1/seller-info",
            &SELLER_INFO,
            seller::info,
        ),
        get(
            Method::POST,
            "content-api",
            "/content/v2/get/cards/list",
            &CONTENT,
            cards::list,
        ),
        get(
            Method::POST,
            "content-api",
            "/content/v2/get/cards/trash",
            &CONTENT,
            cards::bin,
        ),
        get(
            Method::GET,
            "marketplace-api",
            "/api/v3/warehouses",
            &MARKETPLACE,
            stock::warehouses,
        ),
        get(
            Method::POST,
            "marketplace-api",
            STOCKS,
            &MARKETPLACE,
            stock::own,
        ),
        get(
            Method::POST,
            "seller-analytics-api",
            WB,
            &WB_WAREHOUSES,
            stock::at_wb,
        ),
        get(
            Method::POST,
            "seller-analytics-api",
            FEED,
            &ORDER_FEED,
            orders::feed,
        ),
        get(
            Method::GET,
            "feedbacks-api",
            "/api/v1/feedbacks",
            &FEEDBACKS,
            feedbacks::list,
        ),
        get(
            Method::GET,
            "feedbacks-api",
            "/api/v1/feedback",
            &FEEDBACKS,
            feedbacks::one,
        ),
        get(
            Method::GET,
            "feedbacks-api",
            "/api/v1/questions",
            &FEEDBACKS,
            questions::list,
        ),
        get(
            Method::GET,
            "feedbacks-api",
            "/api/v1/question",
            &FEEDBACKS,
            questions::one,
        ),
    ]
}

fn writing() -> [Route; 4] {
    const ANSWER: &str = "/api/v1/feedbacks/answer";
    const QUESTIONS: &str = "/api/v1/questions";
    [
        Route::write(
            Method::PUT,
            "marketplace-api",
            "/api/v3/stocks/{warehouseId}",
            &MARKETPLACE,
            stock::put,
        ),
        Route::write(
            Method::POST,
            "feedbacks-api",
            ANSWER,
            &FEEDBACKS,
            answer::post,
        ),
        Route::write(
            Method::PATCH,
            "feedbacks-api",
            ANSWER,
            &FEEDBACKS,
            answer::edit,
        ),
        Route::write(
            Method::PATCH,
            "feedbacks-api",
            QUESTIONS,
            &FEEDBACKS,
            questions::change,
        ),
    ]
}

#[cfg(test)]
mod tests;
