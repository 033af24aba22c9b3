//! Identifiers and forms of Wildberries.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::bazaar::Bazaar;
use crate::world::{Product, dice};

/// Moscow: UTC+3 the whole year.
const MOSCOW_SECONDS: i32 = 3 * 3600;

/// Feedbacks and questions have 20 letters and digits.
pub(super) fn text_id(number: u64) -> String {
    dice::base62(number, 20)
}

/// WB article of a card.
pub(super) fn nm(bazaar: &Bazaar, product: &Product) -> u64 {
    100_000_000 + scattered(bazaar, "wildberries nm", product) % 300_000_000
}

/// The goods of a WB article.
pub(super) fn product(bazaar: &Bazaar, wanted: u64) -> Option<&Product> {
    let mut all = bazaar.world.products().iter();
    all.find(|product| nm(bazaar, product) == wanted)
}

/// The goods of the seller's article.
pub(super) fn by_article<'a>(bazaar: &'a Bazaar, wanted: &str) -> Option<&'a Product> {
    let mut all = bazaar.world.products().iter();
    all.find(|product| product.article == wanted)
}

/// Some goods of a subject.
pub(super) fn of_subject(bazaar: &Bazaar, wanted: u64) -> Option<&Product> {
    let mut all = bazaar.world.products().iter();
    all.find(|product| subject(product) == wanted)
}

/// The goods of a size.
pub(super) fn sized(bazaar: &Bazaar, wanted: u64) -> Option<&Product> {
    let mut all = bazaar.world.products().iter();
    all.find(|product| chrt(bazaar, product) == wanted)
}

/// Number of the card's only size.
pub(super) fn chrt(bazaar: &Bazaar, product: &Product) -> u64 {
    400_000_000 + scattered(bazaar, "wildberries chrt", product) % 90_000_000
}

/// Number of the group that a card is born into; each card is alone in it.
pub(super) fn imt(bazaar: &Bazaar, product: &Product) -> u64 {
    10_000_000 + scattered(bazaar, "wildberries imt", product) % 80_000_000
}

/// Number of the subject: its name decides.
pub(super) fn subject(product: &Product) -> u64 {
    100 + dice::number(0, subject_name(product), 0, 0) % 7_900
}

/// Name of the subject: the category, where WB has no wider one.
pub(super) fn subject_name(product: &Product) -> &str {
    match product.category.ru.as_str() {
        "Блюда" => "Тарелки",
        own => own,
    }
}

/// An instant as WB shows it to sellers: Moscow time with its offset.
pub(super) fn moscow(at: DateTime<Utc>) -> String {
    match FixedOffset::east_opt(MOSCOW_SECONDS) {
        Some(zone) => at
            .with_timezone(&zone)
            .to_rfc3339_opts(SecondsFormat::Secs, false),
        None => at.to_rfc3339_opts(SecondsFormat::Secs, true),
    }
}

/// An instant in UTC with nanoseconds, as questions have it.
pub(super) fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

fn scattered(bazaar: &Bazaar, what: &str, product: &Product) -> u64 {
    bazaar
        .world
        .number(what, i64::try_from(product.number).unwrap_or(0))
}
