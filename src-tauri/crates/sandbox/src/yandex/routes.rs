//! Methods of the Partner API that the story needs, with their limits of level "none".

use http::Method;

use super::{answers, comments, feedback, goods, orders, questions, settings, stocks, update};
use crate::limits::Limit;
use crate::venue::{Handler, Route};

const HOUR: u64 = 3600;

/// One method.
struct Entry {
    method: Method,
    path: &'static str,
    limit: Limit,
    writes: bool,
    handler: Handler,
}

const fn reads(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    Entry {
        method: Method::POST,
        path,
        limit,
        writes: false,
        handler,
    }
}

const fn changes(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    Entry {
        method: Method::POST,
        path,
        limit,
        writes: true,
        handler,
    }
}

const fn hourly(name: &'static str, count: u32) -> Limit {
    Limit::new(name, count, HOUR, count)
}

const fn by_minute(name: &'static str, count: u32) -> Limit {
    Limit::new(name, count, 60, count)
}

static ENTRIES: [Entry; 13] = [
    Entry {
        method: Method::GET,
        path: "/v2/campaigns",
        limit: hourly("campaigns", 1000),
        writes: false,
        handler: settings::campaigns,
    },
    reads("/v2/auth/token", hourly("token", 100), settings::token),
    reads(
        "/v2/businesses/{businessId}/settings",
        hourly("settings", 100),
        settings::settings,
    ),
    reads(
        "/v2/businesses/{businessId}/offer-mappings",
        by_minute("offers", 100),
        goods::mappings,
    ),
    reads(
        "/v2/campaigns/{campaignId}/offers/stocks",
        by_minute("stocks", 100_000),
        stocks::stocks,
    ),
    reads(
        "/v1/businesses/{businessId}/orders",
        hourly("orders", 10_000),
        orders::list,
    ),
    reads(
        "/v2/businesses/{businessId}/goods-feedback",
        hourly("feedback", 5000),
        feedback::list,
    ),
    reads(
        "/v2/businesses/{businessId}/goods-feedback/comments",
        hourly("comments", 5000),
        comments::list,
    ),
    changes(
        "/v2/businesses/{businessId}/goods-feedback/comments/update",
        hourly("comment", 1000),
        comments::update,
    ),
    changes(
        "/v2/businesses/{businessId}/goods-feedback/comments/delete",
        hourly("uncomment", 1000),
        comments::delete,
    ),
    reads(
        "/v1/businesses/{businessId}/goods-questions",
        hourly("questions", 1000),
        questions::list,
    ),
    reads(
        "/v1/businesses/{businessId}/goods-questions/answers",
        hourly("answers", 1000),
        answers::list,
    ),
    changes(
        "/v1/businesses/{businessId}/goods-questions/update",
        hourly("answer", 500),
        update::update,
    ),
];

/// All methods on every host.
pub(super) fn all(hosts: &[&'static str]) -> Vec<Route> {
    let route = |host: &'static str, entry: &'static Entry| Route {
        method: entry.method.clone(),
        host,
        template: entry.path,
        limit: &entry.limit,
        writes: entry.writes,
        handler: entry.handler,
    };
    let of_host = |host: &&'static str| {
        let host = *host;
        ENTRIES.iter().map(move |entry| route(host, entry))
    };
    hosts.iter().flat_map(of_host).collect()
}

/// Whether the method with this path changes something.
pub(super) fn writes(path: &str) -> bool {
    ENTRIES
        .iter()
        .any(|entry| entry.writes && entry.path == path)
}
