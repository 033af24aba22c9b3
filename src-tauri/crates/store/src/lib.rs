//! The store: SQLite, one file per noun with its row and its SQL together, one
//! writer with group commit, read-only readers, and a change feed after commit.
//!
//! Reading functions take `&mut SqliteConnection`, so that they serve a reader and
//! an open write alike; writing functions take [`Tx`].

pub mod account;
pub mod activity;
pub mod ad;
pub mod alert;
pub mod answer;
mod answerable;
pub mod approval;
pub mod backup;
pub mod bad_row;
pub mod bid_signal;
mod bulk;
pub mod change;
pub mod chat;
mod connect;
pub mod counts;
pub mod cursor;
pub mod draft;
pub mod effect;
pub mod error;
pub mod export;
pub mod feed;
pub mod file;
pub mod finance;
#[cfg(test)]
mod fixture;
mod health;
pub mod identity;
mod ingest;
pub mod kept;
pub mod limit;
pub mod listing;
pub mod lock;
pub mod open;
pub mod order;
pub mod page;
pub mod parcel;
pub mod partner;
pub mod price;
mod promotion;
pub mod proposal;
pub mod question;
pub mod reading;
pub mod reconcile;
pub mod returned;
pub mod review;
mod rollup;
pub mod round;
pub mod sales;
pub mod search;
pub mod settings;
mod sheet;
pub mod sql;
pub mod standing;
pub mod statement;
pub mod stock;
mod tab;
mod tariff;
mod traffic;
pub mod usage;
pub mod verdict;
mod warehouse;
pub mod writer;

pub use backup::{Backup, Reason as BackupReason, Restored};
pub use change::{Change, Topic};
pub use error::StoreError;
pub use ingest::Ingested;
pub use listing::upsert_listings;
pub use lock::Owner;
pub use open::{Mode, OpenOptions, Opened, Store};
pub use order::upsert_orders;
pub use question::upsert_questions;
pub use review::upsert_reviews;
pub use sheet::Reading;
/// The connection type of readers and writes, so that callers need not name sqlx.
pub use sqlx::SqliteConnection;
pub use stock::upsert_stock;
pub use writer::Tx;

/// Hears how much of long work is done, of how much in all; `false` stops it.
pub type Progress = Box<dyn FnMut(u64, u64) -> bool + Send>;
