//! Ozon: Seller API of 2026-08-14 with the changes that are known up to October 2026.
//!
//! Everything is POST with JSON under one host, but advertising, which has a host and a key of its own. The demo shop has Premium Pro, so reviews and
//! questions are open; `Fault::Script("no_subscription")` takes it away.

mod account;
mod action;
mod ad_campaign_reads;
mod ad_campaign_steps;
mod ad_campaigns;
mod ad_orders;
mod ad_signals;
mod ad_stats;
mod ads;
#[cfg(test)]
mod ads_tests;
mod answer;
mod card;
mod card_archive;
mod card_checks;
#[cfg(test)]
mod card_tests;
mod card_writes;
#[cfg(test)]
mod care_tests;
mod carriage;
mod chat;
mod comment;
mod depot;
mod dictionary;
mod document;
#[cfg(test)]
mod document_tests;
mod fbo;
mod fbs;
mod figures;
mod goods;
mod label;
mod made;
mod mark;
mod own_delivery;
#[cfg(test)]
mod own_delivery_tests;
mod parcel;
mod place;
mod posting;
mod price;
mod question;
mod rating;
mod refuse;
mod returned;
mod review;
mod seller;
mod shelf;
mod statement;
#[cfg(test)]
mod statement_tests;
mod strategy;
mod supply;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trade_tests;

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::limits::{Gauge, Limit};
use crate::venue::{Handler, Route, Venue};
use crate::world::{Currency, Stall, Warehouse, dice};

/// Ozon's place in the world.
pub(crate) const STALL: Stall = Stall {
    id: "ozon",
    currency: Currency::Rub,
    share: 80,
    warehouses: &[
        Warehouse {
            id: 1_020_005_000_412_000,
            name: "Самарканд",
            own: true,
            share: 55,
        },
        Warehouse {
            id: 1_020_001_835_658_000,
            name: "ХОРУГВИНО_РФЦ",
            own: false,
            share: 30,
        },
        Warehouse {
            id: 1_020_000_177_886_000,
            name: "САНКТ_ПЕТЕРБУРГ_РФЦ",
            own: false,
            share: 15,
        },
    ],
    has_reviews: true,
};

/// 50 requests a second over all methods of one Client-Id.
const LIMIT: Limit = Limit::new("all", 50, 1, 50);

/// 80 requests a minute for quantities.
const STOCKS: Limit = Limit::new("stocks", 80, 60, 80);

/// Once a minute each.
const ANALYTICS: Limit = Limit::new("analytics", 1, 60, 1);
const TURNOVER: Limit = Limit::new("turnover", 1, 60, 1);

/// The limit of a method: its own where one is documented.
fn limit(path: &str) -> &'static Limit {
    match path {
        "/v2/products/stocks" => &STOCKS,
        "/v1/analytics/data" => &ANALYTICS,
        "/v1/analytics/turnover/stocks" => &TURNOVER,
        _ => &LIMIT,
    }
}

const HOST: &str = "seller";

/// Where files lie; nobody needs a key there.
const FILES: &str = "files";

/// Ozon as a venue.
pub(crate) struct Ozon;

impl Venue for Ozon {
    fn id(&self) -> &'static str {
        STALL.id
    }

    fn hosts(&self) -> &'static [&'static str] {
        &[HOST, ads::HOST, FILES]
    }

    fn stall(&self) -> Option<&'static Stall> {
        Some(&STALL)
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = [
            ("client_id", client(bazaar)),
            ("api_key", key(bazaar)),
            ("ads_client_id", ads::client(bazaar)),
            ("ads_client_secret", ads::secret(bazaar)),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        ("Zarafshon Uy".to_owned(), fields.into())
    }

    fn routes(&self) -> Vec<Route> {
        let read = READS
            .iter()
            .map(|(path, handler)| Route::read(Method::POST, HOST, path, limit(path), *handler));
        let write = WRITES
            .iter()
            .map(|(path, handler)| Route::write(Method::POST, HOST, path, limit(path), *handler));
        let labels = Route::read(Method::GET, FILES, "/labels/{task}", &LIMIT, label::file);
        let reports = Route::read(
            Method::GET,
            FILES,
            "/reports/{code}",
            &LIMIT,
            document::file,
        );
        let actions = Route::read(Method::GET, HOST, "/v1/actions", &LIMIT, action::list);
        read.chain(write)
            .chain([labels, reports, actions])
            .chain(ads::routes())
            .collect()
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        if call.host == FILES {
            return Ok(FILES.to_owned());
        }
        if call.host == ads::HOST {
            return ads::admit(bazaar, call);
        }
        let (Some(id), Some(given)) = (call.header("client-id"), call.header("api-key")) else {
            return Err(refuse::no_key());
        };
        if given != key(bazaar) {
            return Err(refuse::wrong_key());
        }
        if id != client(bazaar) {
            return Err(refuse::wrong_client());
        }
        if call.plays("key_over") {
            return Err(refuse::key_over());
        }
        if call.plays("blocked") {
            return Err(refuse::blocked());
        }
        if call.plays("no_role") && seller::is_closed(call.template) {
            return Err(refuse::no_role());
        }
        Ok(id.to_owned())
    }

    fn condition(&self, _: &Bazaar, condition: Condition) -> Option<Played> {
        let part = match condition {
            Condition::NoCategory => "no_role",
            Condition::ExpiredKey => "key_over",
            Condition::Blocked => "blocked",
            Condition::NoSubscription => "no_subscription",
            Condition::Moving | Condition::OtherHost => return None,
        };
        Some(Played::part(STALL.id, part))
    }

    fn refuse(&self, status: StatusCode, call: &Call) -> Reply {
        match call.host {
            ads::HOST => ads::refuse(status, status.canonical_reason().unwrap_or_default()),
            _ => refuse::of_status(status),
        }
    }

    /// No header tells what is left.
    fn gauge(&self, _: &Bazaar, reply: Reply, _: &Gauge) -> Reply {
        reply
    }

    fn review_id(&self, number: u64) -> String {
        dice::uuid(number)
    }

    fn question_id(&self, number: u64) -> String {
        dice::uuid(number)
    }
}

/// Methods that read.
const READS: &[(&str, Handler)] = &[
    ("/v1/roles", seller::roles),
    ("/v1/seller/info", seller::info),
    ("/v3/product/list", goods::list),
    ("/v3/product/info/list", goods::info),
    ("/v4/product/info/attributes", card::attributes),
    ("/v1/description-category/tree", dictionary::tree),
    ("/v1/description-category/attribute", dictionary::attributes),
    (
        "/v1/description-category/attribute/values",
        dictionary::values,
    ),
    (
        "/v1/description-category/attribute/values/search",
        dictionary::search,
    ),
    ("/v1/product/import/info", card_writes::task),
    ("/v2/product/pictures/info", card_writes::pictures),
    ("/v4/product/info/stocks", shelf::stocks),
    ("/v2/product/info/stocks-by-warehouse/fbs", place::stocks),
    ("/v1/analytics/stocks", depot::stocks),
    ("/v2/warehouse/list", place::list),
    ("/v5/product/info/prices", price::list),
    ("/v1/pricing-strategy/list", strategy::list),
    ("/v1/pricing-strategy/products/list", strategy::products),
    ("/v1/pricing-strategy/product/info", strategy::product),
    ("/v2/actions/candidates", action::candidates),
    ("/v2/actions/products", action::products),
    ("/v1/returns/list", returned::list),
    ("/v2/returns/rfbs/list", returned::claim_list),
    ("/v2/returns/rfbs/get", returned::claim),
    ("/v3/chat/list", chat::list),
    ("/v3/chat/history", chat::history),
    ("/v1/finance/accrual/by-day", account::by_day),
    ("/v1/finance/accrual/types", account::types),
    ("/v1/finance/balance", account::balance),
    ("/v1/finance/cash-flow-statement/list", statement::cash_flow),
    ("/v2/finance/realization", statement::realization),
    ("/v1/rating/summary", rating::summary),
    ("/v1/rating/index/fbs/info", rating::errors),
    ("/v2/posting/fbs/act/list", document::acts),
    ("/v2/posting/fbs/act/get-pdf", document::act),
    ("/v1/report/list", document::reports),
    ("/v1/report/info", document::report),
    ("/v1/analytics/data", figures::data),
    ("/v1/analytics/product-queries/details", figures::queries),
    ("/v1/analytics/turnover/stocks", figures::turnover),
    ("/v1/product/rating-by-sku", figures::rating),
    ("/v4/posting/fbs/list", fbs::list),
    ("/v4/posting/fbs/unfulfilled/list", parcel::list),
    ("/v3/posting/fbs/get", parcel::get),
    ("/v6/fbs/posting/product/exemplar/create-or-get", mark::get),
    ("/v5/fbs/posting/product/exemplar/status", mark::status),
    ("/v1/posting/fbs/cancel-reason", parcel::reasons),
    ("/v3/posting/fbs/package-label/create", label::create),
    ("/v2/posting/fbs/package-label/get", label::get),
    ("/v3/supply-order/list", supply::list),
    ("/v3/supply-order/get", supply::get),
    ("/v2/carriage/delivery/list", carriage::list),
    ("/v1/carriage/get", carriage::get),
    ("/v3/posting/fbo/list", fbo::list),
    ("/v2/review/list", review::list),
    ("/v2/review/info", review::info),
    ("/v1/review/comment/list", comment::list),
    ("/v1/question/list", question::list),
    ("/v1/question/info", question::info),
    ("/v1/question/answer/list", answer::list),
];

/// Methods that write.
const WRITES: &[(&str, Handler)] = &[
    ("/v1/review/comment/create", comment::create),
    ("/v2/review/comment/delete", comment::delete),
    ("/v1/question/answer/create", answer::create),
    ("/v1/question/answer/delete", answer::delete),
    ("/v3/product/import", card_writes::import),
    ("/v1/product/attributes/update", card_writes::describe),
    ("/v2/product/pictures/import", card_writes::picture),
    ("/v1/product/archive", card_archive::archive),
    ("/v1/product/unarchive", card_archive::unarchive),
    ("/v1/product/import/prices", price::import),
    ("/v2/products/stocks", place::set),
    ("/v1/actions/products/update", action::update),
    ("/v2/actions/products/deactivate", action::deactivate),
    ("/v1/returns/rfbs/action/set", returned::decide),
    ("/v1/chat/send/message", chat::send),
    ("/v6/fbs/posting/product/exemplar/set", mark::give),
    ("/v4/posting/fbs/ship", parcel::ship),
    ("/v2/posting/fbs/awaiting-delivery", own_delivery::agreed),
    ("/v2/fbs/posting/delivering", own_delivery::delivering),
    ("/v2/fbs/posting/delivered", own_delivery::delivered),
    ("/v2/posting/fbs/cancel", parcel::cancel),
    ("/v1/carriage/create", carriage::create),
    ("/v1/carriage/approve", carriage::approve),
    ("/v1/carriage/cancel", carriage::cancel),
];

fn client(bazaar: &Bazaar) -> String {
    (1_000_000 + bazaar.world.number("ozon client", 0) % 900_000).to_string()
}

fn key(bazaar: &Bazaar) -> String {
    dice::uuid(bazaar.world.number("ozon key", 0))
}

/// An instant as Ozon writes it.
fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The public identifier of what the seller wrote.
fn written_id(number: u64) -> String {
    format!("0192e7ce-{:04x}-7a74-afc7-{number:012x}", number % 0xffff)
}

/// The number behind [`written_id`].
fn written_number(id: &str) -> Option<u64> {
    let number = u64::from_str_radix(id.rsplit('-').next()?, 16).ok()?;
    (written_id(number) == id).then_some(number)
}

/// `subscribed` is refused without the subscription that reviews and questions need.
fn needs_subscription(call: &Call) -> Result<(), Reply> {
    if call.plays("no_subscription") {
        return Err(refuse::no_subscription());
    }
    Ok(())
}
