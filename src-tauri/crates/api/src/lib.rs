//! Every function that a screen or a command line may call.
//!
//! Each call is declared once (`calls`), with its role and its tags; one
//! dispatcher checks the role. The same calls serve the desktop window, `sam`
//! and a browser over loopback HTTP.

#[macro_use]
mod declare;
mod api;
pub mod bindings;
mod call;
pub mod caller;
pub mod calls;
mod context;
mod convert;
mod decisions;
pub mod demo;
pub mod error;
mod events;
mod files;
#[cfg(test)]
mod fixture;
mod glance;
mod house;
pub mod notice;
pub mod offline;
pub mod once;
pub mod places;
pub mod probe;
pub mod rules;
mod settings;
mod start;
pub mod tag;
pub mod view;

pub use api::{Api, Options};
pub use caller::{Caller, Role};
pub use demo::{DemoHost, DemoRun, DemoShop, DemoWish, DemoWrite};
pub use domain::{Clock, Feed, SharedClock, SystemClock};
pub use error::{ApiError, Code};
pub use files::LocalFile;
pub use notice::Notice;
pub use places::Places;
pub use secrets::{Memory as NoKeys, Sensitive};
pub use tag::Tag;
