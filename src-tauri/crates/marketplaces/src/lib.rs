//! The four marketplaces behind one contract.
//!
//! A marketplace is a folder of fixed shape (`mod`, `keys`, `wire`, `convert`,
//! one file per capability, `rules.toml`, `fixtures/`, `README.md`) and one
//! line in `registry`. Connectors are stateless: cursors, limits and rows are
//! kept by whoever calls them. No folder names another.

pub mod contract;
pub mod error;
pub mod http;
pub mod keys;
pub mod loose;
pub mod packs;
pub mod page;
pub mod profile;
pub mod registry;

#[cfg(test)]
mod testing;

mod archive;
mod csv;
mod feed;
mod report;
mod round;
mod seen;
mod sweep;
mod texts;

mod ozon;
mod uzum;
mod wildberries;
mod yandex;

pub use contract::{
    Answers, Changes, Connector, Dictionary, File, FileAnswer, FileWish, Files, NoPictures,
    Pictures, Receipt, Row, Seen, Shop, Source, Taken, Unfit, is_picture, offered, picture_gone,
};
pub use error::{ErrorKind, MarketplaceError, Why};
pub use http::{BucketState, Hosts, Http, LimitChange, Limits};
pub use keys::Keys;
pub use packs::Packs;
pub use page::{BadRow, Cursor, Page, Window};
pub use profile::{
    CapabilitySpec, FieldKind, FieldSpec, HandlingSpec, HostSpec, LimitSpec, Profile,
};
pub use registry::Registry;

/// What a connector's call gives.
pub type Result<T> = std::result::Result<T, MarketplaceError>;
