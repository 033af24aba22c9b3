//! From Yandex Market's words to ours, row by row. Unknown words stay words.

pub(super) mod chat;
pub(super) mod money;
pub(super) mod offer;
pub(super) mod order;
pub(super) mod parcel;
pub(super) mod price;
pub(super) mod reply;
pub(super) mod returned;
pub(super) mod statement;
pub(super) mod stock;
pub(super) mod text;

use domain::{Currency, Money, Scheme};
use rust_decimal::Decimal;
use serde_json::{Number, Value, json};

use super::wire::offer::Price;

/// Whose warehouse and whose wheels, from a placement or programme type.
pub(super) fn scheme(word: &str) -> Scheme {
    match word {
        "FBY" => Scheme::Marketplace,
        "FBS" | "EXPRESS" => Scheme::Seller,
        "DBS" => Scheme::SellerDelivery,
        _ => Scheme::Unknown,
    }
}

/// Major units in a known currency; anything else is no price.
pub(super) fn money(price: Option<&Price>) -> Option<Money> {
    let price = price?;
    Money::from_major(price.value?, price.currency_id.parse().ok()?).ok()
}

/// The code that Market has for a currency.
pub(super) fn code(currency: Currency) -> &'static str {
    match currency.code() {
        "RUB" => "RUR",
        code => code,
    }
}

/// An amount in major units as a JSON number, from its digits.
pub(super) fn number(money: Money) -> Value {
    decimal(money.major())
}

/// A decimal as a JSON number, from its digits.
pub(super) fn decimal(value: Decimal) -> Value {
    let digits = value.normalize().to_string();
    digits.parse::<Number>().map_or(Value::Null, Value::Number)
}

/// `BasePriceDTO`.
pub(super) fn priced(money: Money) -> Value {
    json!({ "value": number(money), "currencyId": code(money.currency) })
}
