//! Ozon's own words (Seller API of 2026-08-14 with the supplement of 2026-10):
//! only the fields that are used, each of them tolerant: int64 also as text,
//! objects and lists also null. Words of enumerations stay text.

/// Declares what is said: fields by how they are read. `part` is an object of its own, `list` a
/// list of such, `rows` a list whose members are read one by one.
macro_rules! said {
    ($($(#[$doc:meta])* $name:ident { $($fields:tt)+ })+) => {$(
        said!(@ [$(#[$doc])*] $name [] $($fields)+);
    )+};
    (@ [$($doc:tt)*] $name:ident [$($done:tt)*]) => {
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(default)]
        $($doc)*
        pub(in crate::ozon) struct $name { $($done)* }
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: text, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::text")]
            pub(in crate::ozon) $field: String,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: maybe_text, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::maybe_text")]
            pub(in crate::ozon) $field: Option<String>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: whole, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::whole")]
            pub(in crate::ozon) $field: Option<i64>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: amount, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::amount")]
            pub(in crate::ozon) $field: Option<rust_decimal::Decimal>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: moment, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::moment")]
            pub(in crate::ozon) $field: Option<chrono::DateTime<chrono::Utc>>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: truth, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::truth")]
            pub(in crate::ozon) $field: Option<bool>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: flag, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::ozon::wire::flag")]
            pub(in crate::ozon) $field: Option<bool>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: rows, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::or_empty")]
            pub(in crate::ozon) $field: Vec<serde_json::Value>,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: part $of:ty, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::or_empty")]
            pub(in crate::ozon) $field: $of,] $($rest)*);
    };
    (@ $doc:tt $name:ident [$($done:tt)*] $field:ident: list $of:ty, $($rest:tt)*) => {
        said!(@ $doc $name [$($done)*
            #[serde(deserialize_with = "crate::loose::or_empty")]
            pub(in crate::ozon) $field: Vec<$of>,] $($rest)*);
    };
}

pub(super) mod ad;
pub(super) mod card;
pub(super) mod change;
pub(super) mod chat;
pub(super) mod dictionary;
pub(super) mod document;
pub(super) mod finance;
pub(super) mod mark;
pub(super) mod parcel;
pub(super) mod posting;
pub(super) mod price;
pub(super) mod product;
pub(super) mod promotion;
pub(super) mod question;
pub(super) mod rating;
pub(super) mod returned;
pub(super) mod review;
pub(super) mod shipment;
pub(super) mod shop;
pub(super) mod statement;
pub(super) mod stock;
pub(super) mod strategy;
pub(super) mod supply;
pub(super) mod traffic;
pub(super) mod warehouse;

/// Whether a list goes on. Ozon's own example has "string" there: whatever is no truth value is
/// none, so that it never loses a page.
///
/// # Errors
/// Only where there is no JSON at all.
fn flag<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let found = <serde_json::Value as serde::Deserialize>::deserialize(from)?;
    let text = found.as_str().and_then(|text| text.parse().ok());
    Ok(found.as_bool().or(text))
}
