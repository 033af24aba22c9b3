//! Ozon: Seller API of 2026-08-14 with the changes that are known up to October 2026.
//!
//! Everything is POST with JSON under one host. The demo shop has Premium Pro, so reviews and
//! questions are open; `Fault::Script("no_subscription")` takes it away.

mod answer;
mod card;
mod comment;
mod dictionary;
mod fbo;
mod fbs;
mod goods;
mod posting;
mod question;
mod refuse;
mod review;
mod seller;
mod shelf;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
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
            share: 45,
        },
    ],
    has_reviews: true,
};

/// 50 requests a second over all methods of one Client-Id.
const LIMIT: Limit = Limit::new("all", 50, 1, 50);

const HOST: &str = "seller";

/// Ozon as a venue.
pub(crate) struct Ozon;

impl Venue for Ozon {
    fn id(&self) -> &'static str {
        STALL.id
    }

    fn hosts(&self) -> &'static [&'static str] {
        &[HOST]
    }

    fn stall(&self) -> Option<&'static Stall> {
        Some(&STALL)
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = [("client_id", client(bazaar)), ("api_key", key(bazaar))];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        ("Zarafshon Uy".to_owned(), fields.into())
    }

    fn routes(&self) -> Vec<Route> {
        let read =
            READS.map(|(path, handler)| Route::read(Method::POST, HOST, path, &LIMIT, handler));
        let write =
            WRITES.map(|(path, handler)| Route::write(Method::POST, HOST, path, &LIMIT, handler));
        read.into_iter().chain(write).collect()
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        let (Some(id), Some(given)) = (call.header("client-id"), call.header("api-key")) else {
            return Err(refuse::no_key());
        };
        if given != key(bazaar) {
            return Err(refuse::wrong_key());
        }
        if id != client(bazaar) {
            return Err(refuse::wrong_client());
        }
        Ok(id.to_owned())
    }

    fn refuse(&self, status: StatusCode, _: &Call) -> Reply {
        refuse::of_status(status)
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
const READS: [(&str, Handler); 15] = [
    ("/v1/roles", seller::roles),
    ("/v1/seller/info", seller::info),
    ("/v3/product/list", goods::list),
    ("/v3/product/info/list", goods::info),
    ("/v4/product/info/attributes", card::attributes),
    ("/v1/description-category/attribute", dictionary::attributes),
    ("/v4/product/info/stocks", shelf::stocks),
    ("/v4/posting/fbs/list", fbs::list),
    ("/v3/posting/fbo/list", fbo::list),
    ("/v2/review/list", review::list),
    ("/v2/review/info", review::info),
    ("/v1/review/comment/list", comment::list),
    ("/v1/question/list", question::list),
    ("/v1/question/info", question::info),
    ("/v1/question/answer/list", answer::list),
];

/// Methods that write.
const WRITES: [(&str, Handler); 4] = [
    ("/v1/review/comment/create", comment::create),
    ("/v2/review/comment/delete", comment::delete),
    ("/v1/question/answer/create", answer::create),
    ("/v1/question/answer/delete", answer::delete),
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
