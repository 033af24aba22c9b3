//! The demo as the engine sees it: shops, keys, a clock and an AI that somebody
//! else serves on loopback.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::SharedClock;
use secrets::Sensitive;

use crate::error::ApiError;

/// Who can serve the demo (the sandbox, behind the shell and `sam`).
#[async_trait]
pub trait DemoHost: Send + Sync {
    /// Opens four sandbox shops.
    ///
    /// # Errors
    /// When no loopback port can be had.
    async fn open(&self, wish: DemoWish) -> Result<Arc<dyn DemoRun>, ApiError>;
}

/// How the demo is wanted.
#[derive(Debug, Clone)]
pub struct DemoWish {
    /// World seconds per real second.
    pub speed: f64,
    /// The world's seed.
    pub seed: u64,
    /// The world's time at the start.
    pub now: DateTime<Utc>,
    /// Where the sandbox keeps what was written to it, so that a later run knows.
    pub ledger: Option<PathBuf>,
}

/// A demo that runs.
#[async_trait]
pub trait DemoRun: Send + Sync {
    /// The world's clock.
    fn clock(&self) -> SharedClock;

    /// Its shops.
    fn shops(&self) -> Vec<DemoShop>;

    /// Its scripted AI: address and key.
    fn ai(&self) -> (String, Sensitive<String>);

    /// Everything that was written to its marketplaces.
    fn writes(&self) -> Vec<DemoWrite>;

    /// Ends it.
    async fn close(&self);
}

/// A shop of the demo.
#[derive(Debug, Clone)]
pub struct DemoShop {
    /// Marketplace.
    pub marketplace: String,
    /// Name.
    pub name: String,
    /// Credential fields.
    pub fields: BTreeMap<String, Sensitive<String>>,
    /// Address of its stand-in hosts.
    pub base: String,
}

/// A write that reached a marketplace of the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoWrite {
    /// Marketplace.
    pub marketplace: String,
    /// `answer`, `edit` or `delete`.
    pub act: String,
    /// What it was about.
    pub target: String,
    /// Its text.
    pub text: String,
    /// It took effect.
    pub applied: bool,
}
