//! Methods of the Partner API that the story needs, with their limits of level "none".

use http::Method;

use super::{
    answers, boost, card_writes, cards, chats, comments, feedback, funnel, goods, handling, money,
    netting, orders, prices, promos, questions, realization, reports, returned, settings,
    shipments, standing, stocks, turnover, update,
};
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

const fn entry(
    method: Method,
    path: &'static str,
    limit: Limit,
    writes: bool,
    handler: Handler,
) -> Entry {
    Entry {
        method,
        path,
        limit,
        writes,
        handler,
    }
}

const fn gets(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    entry(Method::GET, path, limit, false, handler)
}

const fn reads(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    entry(Method::POST, path, limit, false, handler)
}

const fn changes(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    entry(Method::POST, path, limit, true, handler)
}

const fn puts(path: &'static str, limit: Limit, handler: Handler) -> Entry {
    entry(Method::PUT, path, limit, true, handler)
}

const fn hourly(name: &'static str, count: u32) -> Limit {
    Limit::new(name, count, HOUR, count)
}

const fn by_minute(name: &'static str, count: u32) -> Limit {
    Limit::new(name, count, 60, count)
}

static ENTRIES: &[Entry] = &[
    gets(
        "/v2/campaigns",
        hourly("campaigns", 1000),
        settings::campaigns,
    ),
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
    puts(
        "/v2/campaigns/{campaignId}/offers/stocks",
        by_minute("stock", 100_000),
        stocks::update,
    ),
    reads(
        "/v2/businesses/{businessId}/warehouses",
        hourly("warehouses", 100),
        stocks::warehouses,
    ),
    reads(
        "/v2/businesses/{businessId}/offer-prices",
        by_minute("prices", 5000),
        prices::list,
    ),
    changes(
        "/v2/businesses/{businessId}/offer-prices/updates",
        by_minute("price", 10_000),
        prices::update,
    ),
    reads(
        "/v2/businesses/{businessId}/price-quarantine",
        by_minute("quarantine", 5000),
        prices::quarantine,
    ),
    reads(
        "/v2/businesses/{businessId}/offers/recommendations",
        by_minute("advice", 50),
        prices::recommendations,
    ),
    reads(
        "/v1/businesses/{businessId}/orders",
        hourly("orders", 10_000),
        orders::list,
    ),
    puts(
        "/v2/campaigns/{campaignId}/orders/{orderId}/status",
        hourly("order-status", 10_000),
        handling::update,
    ),
    puts(
        "/v2/campaigns/{campaignId}/orders/{orderId}/boxes",
        hourly("order-boxes", 10_000),
        handling::pack,
    ),
    gets(
        "/v2/campaigns/{campaignId}/orders/{orderId}/delivery/labels",
        hourly("labels", 10_000),
        handling::labels,
    ),
    reads(
        "/v2/reports/documents/labels/generate",
        hourly("labels-report", 1000),
        reports::labels,
    ),
    reads(
        "/v2/reports/shows-sales/generate",
        Limit::new("report-shows-sales", 1, 600, 1),
        funnel::begin,
    ),
    reads(
        "/v2/reports/goods-turnover/generate",
        Limit::new("report-goods-turnover", 1, 120, 1),
        turnover::begin,
    ),
    reads(
        "/v2/reports/united-netting/generate",
        Limit::new("report-united-netting", 1, 120, 1),
        netting::begin,
    ),
    reads(
        "/v2/reports/goods-realization/generate",
        Limit::new("report-goods-realization", 1, 120, 1),
        realization::begin,
    ),
    reads(
        "/v2/reports/competitors-position/generate",
        Limit::new("report-competitors-position", 1, 600, 1),
        standing::begin,
    ),
    gets(
        "/v2/reports/info/{reportId}",
        by_minute("reports-info", 100),
        reports::info,
    ),
    entry(
        Method::PUT,
        "/v2/campaigns/{campaignId}/first-mile/shipments",
        hourly("shipments", 200),
        false,
        shipments::search,
    ),
    gets(
        "/v2/campaigns/{campaignId}/first-mile/shipments/{shipmentId}",
        hourly("shipment", 200),
        shipments::one,
    ),
    changes(
        "/v2/campaigns/{campaignId}/first-mile/shipments/{shipmentId}/confirm",
        hourly("shipment-confirm", 200),
        shipments::confirm,
    ),
    gets(
        "/v2/campaigns/{campaignId}/first-mile/shipments/{shipmentId}/act",
        hourly("acts", 200),
        shipments::act,
    ),
    gets(
        "/v2/campaigns/{campaignId}/returns",
        hourly("returns", 5000),
        returned::list,
    ),
    gets(
        "/v2/campaigns/{campaignId}/orders/{orderId}/returns/{returnId}",
        hourly("return", 7000),
        returned::one,
    ),
    reads(
        "/v1/businesses/{businessId}/returns/decisions",
        hourly("return-choices", 5000),
        returned::choices,
    ),
    changes(
        "/v2/campaigns/{campaignId}/orders/{orderId}/returns/{returnId}/decision/submit",
        hourly("decision", 5000),
        returned::decide,
    ),
    reads(
        "/v2/businesses/{businessId}/chats",
        hourly("chats", 5000),
        chats::list,
    ),
    reads(
        "/v2/businesses/{businessId}/chats/history",
        hourly("history", 10_000),
        chats::history,
    ),
    changes(
        "/v2/businesses/{businessId}/chats/message",
        hourly("message", 1000),
        chats::send,
    ),
    reads(
        "/v2/businesses/{businessId}/bids/info",
        by_minute("bids", 500),
        boost::info,
    ),
    reads(
        "/v2/businesses/{businessId}/bids/recommendations",
        by_minute("bid-advice", 500),
        boost::recommendations,
    ),
    reads(
        "/v2/businesses/{businessId}/ratings/quality",
        hourly("ratings", 500),
        standing::quality,
    ),
    puts(
        "/v2/businesses/{businessId}/bids",
        by_minute("bid", 500),
        boost::update,
    ),
    changes(
        "/v2/businesses/{businessId}/offer-mappings/update",
        by_minute("card", 5000),
        card_writes::update,
    ),
    changes(
        "/v2/businesses/{businessId}/offer-cards/update",
        by_minute("card-content", 5000),
        card_writes::content,
    ),
    changes(
        "/v2/businesses/{businessId}/offer-mappings/archive",
        by_minute("card-archive", 5000),
        card_writes::archive,
    ),
    changes(
        "/v2/businesses/{businessId}/offer-mappings/unarchive",
        by_minute("card-unarchive", 5000),
        card_writes::unarchive,
    ),
    reads(
        "/v2/businesses/{businessId}/offer-cards",
        by_minute("cards", 100),
        cards::quality,
    ),
    reads("/v2/categories/tree", hourly("categories", 50), cards::tree),
    reads(
        "/v2/category/{categoryId}/parameters",
        by_minute("parameters", 100),
        cards::parameters,
    ),
    reads(
        "/v2/businesses/{businessId}/promos",
        hourly("promos", 1000),
        promos::list,
    ),
    reads(
        "/v2/businesses/{businessId}/promos/offers",
        hourly("promo-offers", 5000),
        promos::offers,
    ),
    changes(
        "/v2/businesses/{businessId}/promos/offers/update",
        hourly("promo-join", 5000),
        promos::update,
    ),
    changes(
        "/v2/businesses/{businessId}/promos/offers/delete",
        hourly("promo-leave", 5000),
        promos::delete,
    ),
    reads(
        "/v2/campaigns/{campaignId}/stats/orders",
        hourly("stats", 10_000),
        money::stats,
    ),
    reads(
        "/v2/tariffs/calculate",
        by_minute("tariffs", 100),
        money::calculate,
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

static FILE: Entry = gets(
    "/reports/{reportId}",
    by_minute("files", 1000),
    reports::file,
);

/// The way to files.
pub(super) fn files(host: &'static str) -> Route {
    Route::read(
        FILE.method.clone(),
        host,
        FILE.path,
        &FILE.limit,
        FILE.handler,
    )
}

/// Whether the method of this path changes something.
pub(super) fn writes(method: &Method, path: &str) -> bool {
    let mut entries = ENTRIES.iter();
    entries.any(|entry| entry.writes && entry.path == path && entry.method == *method)
}
