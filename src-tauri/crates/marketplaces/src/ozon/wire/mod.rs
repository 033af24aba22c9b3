//! Ozon's own words (Seller API of 2026-08-14 with the supplement of 2026-10):
//! only the fields that are used, each of them tolerant: int64 also as text,
//! objects and lists also null. Words of enumerations stay text.

pub(super) mod dictionary;
pub(super) mod posting;
pub(super) mod product;
pub(super) mod question;
pub(super) mod review;
pub(super) mod shop;
pub(super) mod stock;
