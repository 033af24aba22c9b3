//! The demo of a sandbox that another process serves: what `engine_child` is told.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use api::ApiError;
use api::demo::{DemoHost, DemoRun, DemoShop, DemoWish, DemoWrite};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Clock as _, FastClock, SharedClock, SystemClock};
use sandbox::Sandbox;
use secrets::Sensitive;
use serde::{Deserialize, Serialize};

/// The AI's key that the process is given, to be looked for where it must not be.
pub const AI_KEY: &str = "sk-ant-kept-where-the-owner-chose";
/// The passphrase of its sealed file.
pub const PHRASE: &str = "seven birds over the bazaar";

/// Everything that an engine needs to run a demo that is served elsewhere.
#[derive(Clone, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Folder of the installation.
    pub home: PathBuf,
    /// What the process does.
    pub part: Part,
    shops: Vec<Shop>,
    ai: (String, String),
    /// World time and the machine's time at one moment.
    met: (DateTime<Utc>, DateTime<Utc>),
    speed: f64,
}

/// What the process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Works until somebody ends it.
    Work,
    /// Works, and takes back whatever it can, one after the other.
    Undo,
    /// Fills the disk, and tells what becomes of an owner's call, and of the next one when there
    /// is room again.
    Fill,
    /// Keeps a shop's key and the AI's in the system's keychain, and tells what came of it.
    Keychain,
    /// Has no keychain: asks for a place for keys, chooses the sealed file, comes back to it.
    Sealed,
}

#[derive(Clone, Serialize, Deserialize)]
struct Shop {
    marketplace: String,
    name: String,
    fields: BTreeMap<String, String>,
    base: String,
}

impl Elsewhere {
    /// The demo of that sandbox for an installation in `home`.
    pub fn of(sandbox: &Sandbox, home: impl Into<PathBuf>, part: Part) -> Self {
        let shops = sandbox.accounts().into_iter().map(|account| Shop {
            marketplace: account.marketplace,
            name: account.name,
            fields: account.fields,
            base: account.base.to_string(),
        });
        let (clock, ai) = (sandbox.clock(), sandbox.ai());
        Self {
            home: home.into(),
            part,
            shops: shops.collect(),
            ai: (ai.base.to_string(), ai.key),
            met: (clock.now(), SystemClock.now()),
            speed: clock.speed(),
        }
    }

    /// Credential fields of a shop, for a form that is filled in by hand.
    pub fn fields(&self, marketplace: &str) -> BTreeMap<String, String> {
        let mut shops = self.shops.iter();
        let shop = shops.find(|shop| shop.marketplace == marketplace);
        shop.map(|shop| shop.fields.clone()).unwrap_or_default()
    }

    fn clock(&self) -> FastClock {
        let (world, machine) = self.met;
        let passed = (SystemClock.now() - machine).to_std().unwrap_or_default();
        let passed = TimeDelta::from_std(passed.mul_f64(self.speed)).unwrap_or_default();
        FastClock::new(world + passed, self.speed)
    }
}

#[async_trait]
impl DemoHost for Elsewhere {
    async fn open(&self, _: DemoWish) -> Result<Arc<dyn DemoRun>, ApiError> {
        let clock = Arc::new(self.clock());
        Ok(Arc::new(Run {
            told: self.clone(),
            clock,
        }))
    }
}

struct Run {
    told: Elsewhere,
    clock: Arc<FastClock>,
}

#[async_trait]
impl DemoRun for Run {
    fn clock(&self) -> SharedClock {
        Arc::<FastClock>::clone(&self.clock)
    }

    fn shops(&self) -> Vec<DemoShop> {
        let shops = self.told.shops.iter().cloned();
        let taken = shops.map(|shop| DemoShop {
            marketplace: shop.marketplace,
            name: shop.name,
            fields: shop
                .fields
                .into_iter()
                .map(|(name, value)| (name, Sensitive::new(value)))
                .collect(),
            base: shop.base,
        });
        taken.collect()
    }

    fn ai(&self) -> (String, Sensitive<String>) {
        let (base, key) = self.told.ai.clone();
        (base, Sensitive::new(key))
    }

    fn writes(&self) -> Vec<DemoWrite> {
        Vec::new()
    }

    async fn close(&self) {}
}
