//! Yandex Market: Partner API of 2026-08 (`/v1` and `/v2`), one cabinet with two shops, FBS and FBY.
//!
//! The demo cabinet lives on the host of Russia; `Fault::Script("market_yandex_go")` moves it to
//! the host of Uzbekistan and puts the trait into its settings.

mod answers;
mod boost;
#[cfg(test)]
mod card_tests;
mod card_writes;
mod cards;
mod chats;
mod comments;
mod condition;
mod feedback;
mod funnel;
mod goods;
mod handling;
mod money;
mod netting;
mod offers;
mod orders;
mod places;
mod prices;
mod promos;
mod questions;
mod realization;
mod refuse;
mod reports;
mod returned;
mod routes;
mod settings;
mod shipments;
mod standing;
mod status;
mod stocks;
#[cfg(test)]
mod tests;
mod turnover;
mod update;

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use http::StatusCode;

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::desk::Comment;
use crate::lanes::Lane;
use crate::limits::Gauge;
use crate::member;
use crate::venue::{Route, Venue};
use crate::world::{Currency, Stall, Warehouse, dice};

/// Yandex Market's place in the world.
pub(crate) const STALL: Stall = Stall {
    id: "yandex",
    currency: Currency::Rub,
    share: 60,
    warehouses: &[
        Warehouse {
            id: 412_077,
            name: "Самарканд",
            own: true,
            share: 60,
        },
        Warehouse {
            id: 171,
            name: "Яндекс Маркет (Томилино)",
            own: false,
            share: 40,
        },
    ],
    has_reviews: true,
};

const RUSSIA: &str = "partner";
const UZBEKISTAN: &str = "partner-uz";

/// Where files lie that were made; no key goes there.
const FILES: &str = "files";

/// At most so many requests of one shop or cabinet at the same moment.
const PARALLEL: u32 = 4;

/// Reading orders may run wider.
const PARALLEL_ORDERS: u32 = 6;

/// Yandex Market as a venue.
pub(crate) struct Yandex;

impl Venue for Yandex {
    fn id(&self) -> &'static str {
        STALL.id
    }

    fn hosts(&self) -> &'static [&'static str] {
        &[RUSSIA, UZBEKISTAN, FILES]
    }

    fn stall(&self) -> Option<&'static Stall> {
        Some(&STALL)
    }

    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>) {
        let fields = [("api_key".to_owned(), key(bazaar))];
        ("Zarafshon Uy".to_owned(), fields.into())
    }

    fn routes(&self) -> Vec<Route> {
        let mut all = routes::all(&[RUSSIA, UZBEKISTAN]);
        all.push(routes::files(FILES));
        all
    }

    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply> {
        if call.host == FILES {
            return match call.header("api-key") {
                Some(_) => Err(refuse::forbidden("A key has no business here")),
                None => Ok(FILES.to_owned()),
            };
        }
        let given = call.header("api-key").unwrap_or_default();
        if given.starts_with("Bearer ") {
            return Err(refuse::unauthorised("Api-Key token prefix invalid"));
        }
        if given != key(bazaar) {
            return Err(refuse::unauthorised("Api-Key token is invalid"));
        }
        if call.host != home(call) {
            return Err(refuse::forbidden("Access denied"));
        }
        condition::admit(bazaar, call)?;
        if call.plays("read_only") && routes::writes(&call.method, call.template) {
            return Err(refuse::no_scope());
        }
        places::open(bazaar, call)?;
        Ok(business(bazaar).to_string())
    }

    fn condition(&self, _: &Bazaar, condition: Condition) -> Option<Played> {
        condition::played(condition)
    }

    fn refuse(&self, status: StatusCode, call: &Call) -> Reply {
        refuse::of_status(status, call)
    }

    fn over_limit(&self) -> StatusCode {
        refuse::calm_down()
    }

    fn gauge(&self, bazaar: &Bazaar, reply: Reply, gauge: &Gauge) -> Reply {
        let wait = if gauge.over { gauge.wait } else { gauge.full };
        let wait = TimeDelta::from_std(wait).unwrap_or(TimeDelta::zero());
        let until = bazaar.clock.now() + wait + TimeDelta::milliseconds(999);
        reply
            .with("x-ratelimit-resource-limit", &gauge.limit.count)
            .with("x-ratelimit-resource-remaining", &gauge.left)
            .with(
                "x-ratelimit-resource-until",
                &until.format("%a, %d %b %Y %H:%M:%S GMT"),
            )
    }

    fn lane(&self, call: &Call) -> Option<Lane> {
        let (name, most) = places::lane(call);
        let most = if call.template.ends_with("/orders") {
            PARALLEL_ORDERS
        } else {
            most
        };
        Some(Lane { name, most })
    }

    fn crowded(&self, call: &Call) -> Reply {
        refuse::crowded(call)
    }

    fn review_id(&self, number: u64) -> String {
        number.to_string()
    }
}

/// The host that the cabinet lives on.
fn home(call: &Call) -> &'static str {
    if call.plays("market_yandex_go") {
        UZBEKISTAN
    } else {
        RUSSIA
    }
}

fn key(bazaar: &Bazaar) -> String {
    let part = |of, length| dice::base62(bazaar.world.number("yandex key", of), length);
    format!("ACMA:{}:{}", part(0, 40), part(1, 8))
}

/// The cabinet.
fn business(bazaar: &Bazaar) -> u64 {
    20_000_000 + bazaar.world.number("yandex business", 0) % 9_000_000
}

/// An instant as Yandex writes it.
fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Numbers of what the seller wrote begin here.
const WRITTEN: i64 = 900_000_000;

/// The public number of a text of the seller's.
fn written_id(number: u64) -> i64 {
    WRITTEN + i64::try_from(number).unwrap_or(0)
}

/// The number behind [`written_id`].
fn written_number(id: i64) -> Option<u64> {
    u64::try_from(id - WRITTEN).ok()
}

/// What a moderator makes of a text of this age.
fn moderated(call: &Call, comment: &Comment, after: TimeDelta) -> &'static str {
    if comment.refused {
        "BANNED"
    } else if comment.edited.unwrap_or(comment.at) + after > call.now {
        "UNMODERATED"
    } else if call.plays("banned") {
        "BANNED"
    } else {
        "PUBLISHED"
    }
}
