//! The API of one installation: the house that is open now, and the one way in.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use domain::{SharedClock, SystemClock};
use futures::future::BoxFuture;
use secrets::{Memory, SecretStore};
use serde_json::Value;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::caller::Caller;
use crate::calls;
use crate::demo::{DemoHost, DemoWish};
use crate::error::{ApiError, Code};
use crate::events;
use crate::house::{House, Opening};
use crate::notice::Notice;
use crate::places::Places;
use crate::tag::Tag;

/// Tags that may wait for a slow listener.
const FEED: usize = 256;
/// The demo's world is the same on every machine.
const DEMO_SEED: u64 = 1;

/// How an installation is opened.
#[derive(Clone)]
pub struct Options {
    /// Where its files are.
    pub places: Places,
    /// Who can serve the demo.
    pub demo: Option<Arc<dyn DemoHost>>,
    /// Where keys are kept; the system's keychain unless a test says otherwise.
    pub secrets: Option<Arc<dyn SecretStore>>,
    /// Run the engine; without it the store is only shown.
    pub engine: bool,
}

/// The API. Cheap to clone.
#[derive(Clone)]
pub struct Api(Arc<Inner>);

struct Inner {
    options: Options,
    house: RwLock<Arc<House>>,
    tags: broadcast::Sender<Vec<Tag>>,
    notices: broadcast::Sender<Notice>,
    listening: std::sync::Mutex<CancellationToken>,
    seed: u64,
}

impl Api {
    /// Opens the seller's store and starts the engine, unless another process is it.
    ///
    /// # Errors
    /// `StoreNewer`, `StoreCorrupt`, `DiskFull` and what else keeps a store closed.
    pub async fn open(options: Options) -> Result<Self, ApiError> {
        let opening = seller_opening(&options).await;
        let house = House::open(&options.places.store, opening).await?;
        Self::with(options, house, DEMO_SEED).await
    }

    /// Opens the seller's store as its engine, and runs nothing yet: for commands that do one
    /// thing and end. [`Api::run`] starts the rest.
    ///
    /// # Errors
    /// As [`Api::open`].
    pub async fn open_still(options: Options) -> Result<Self, ApiError> {
        let opening = seller_opening(&options).await;
        let house = House::open(&options.places.store, opening).await?;
        Ok(Self::new(options, house, DEMO_SEED))
    }

    /// Starts the engine of an API that was opened still.
    ///
    /// # Errors
    /// As [`Api::open`].
    pub async fn run(&self) -> Result<(), ApiError> {
        self.move_in().await
    }

    /// Opens the demo at once, on its own store.
    ///
    /// # Errors
    /// As [`Api::open`]; `Unsupported` without a demo host.
    pub async fn open_demo(options: Options, speed: f64, seed: u64) -> Result<Self, ApiError> {
        let house = demo_house(&options, speed, seed).await?;
        Self::with(options, house, seed).await
    }

    async fn with(options: Options, house: House, seed: u64) -> Result<Self, ApiError> {
        let api = Self::new(options, house, seed);
        api.move_in().await?;
        Ok(api)
    }

    pub(crate) fn new(options: Options, house: House, seed: u64) -> Self {
        let inner = Inner {
            options,
            house: RwLock::new(Arc::new(house)),
            tags: broadcast::channel(FEED).0,
            notices: broadcast::channel(FEED).0,
            listening: std::sync::Mutex::default(),
            seed,
        };
        Self(Arc::new(inner))
    }

    /// Starts the open house: settings applied, engine running, changes heard.
    async fn move_in(&self) -> Result<(), ApiError> {
        let house = self.house();
        if self.0.options.engine {
            crate::start::start(&house, self.0.seed).await?;
        }
        let token = CancellationToken::new();
        let mut listening = self
            .0
            .listening
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        listening.cancel();
        *listening = token.clone();
        drop(listening);
        events::listen(&house, self.0.tags.clone(), self.0.notices.clone(), token);
        Ok(())
    }

    /// The house that is open now.
    pub(crate) fn house(&self) -> Arc<House> {
        let house = self.0.house.read();
        Arc::clone(&house.unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// How this installation was opened.
    pub(crate) fn options(&self) -> &Options {
        &self.0.options
    }

    /// Runs a call: role checked, arguments read, result written.
    ///
    /// # Errors
    /// Of the closed list of codes.
    pub fn call<'a>(
        &'a self,
        caller: &'a Caller,
        name: &'a str,
        args: Value,
    ) -> BoxFuture<'a, Result<Value, ApiError>> {
        // Boxed, so that a caller's own future is not made of all calls at once.
        Box::pin(calls::dispatch(self, caller, name, args))
    }

    /// What changed, gathered over about 200 ms.
    pub fn changes(&self) -> broadcast::Receiver<Vec<Tag>> {
        self.0.tags.subscribe()
    }

    /// What a person should be told outside of the window.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.0.notices.subscribe()
    }

    /// The writes that reached the demo's marketplaces.
    pub async fn demo_writes(&self) -> Vec<crate::demo::DemoWrite> {
        self.house()
            .demo
            .as_ref()
            .map(|demo| demo.writes())
            .unwrap_or_default()
    }

    /// File of the open store.
    pub async fn store_path(&self) -> PathBuf {
        self.house().store().path().to_owned()
    }

    /// Leaves the seller's store and opens the demo.
    pub(crate) async fn start_demo(&self, speed: f64) -> Result<(), ApiError> {
        if self.house().demo.is_some() {
            return Ok(());
        }
        let house = demo_house(&self.0.options, speed, self.0.seed).await?;
        self.swap(house).await
    }

    /// Leaves the demo and opens the seller's store again.
    pub(crate) async fn stop_demo(&self) -> Result<(), ApiError> {
        if self.house().demo.is_none() {
            return Ok(());
        }
        let opening = seller_opening(&self.0.options).await;
        let house = House::open(&self.0.options.places.store, opening).await?;
        self.swap(house).await
    }

    /// The new house opens before the old one closes: a failure leaves everything as it was.
    async fn swap(&self, house: House) -> Result<(), ApiError> {
        let old = {
            let open = self.0.house.write();
            let mut open = open.unwrap_or_else(std::sync::PoisonError::into_inner);
            std::mem::replace(&mut *open, Arc::new(house))
        };
        let looks = old.looks().await;
        old.close().await;
        self.move_in().await?;
        self.house().take_looks(looks).await;
        // Nobody may be listening; that is no error.
        let _ = self.0.tags.send(Tag::ALL.to_vec());
        Ok(())
    }

    /// Ends everything that runs.
    pub async fn close(&self) {
        self.0
            .listening
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .cancel();
        self.house().close().await;
    }
}

async fn seller_opening(options: &Options) -> Opening {
    let (secrets, problem, missing) = match &options.secrets {
        Some(secrets) => (Arc::clone(secrets), None, false),
        None => options.places.keychain().await,
    };
    Opening {
        clock: Arc::new(SystemClock),
        secrets,
        secrets_problem: problem,
        secrets_missing: missing,
        demo: None,
        boot: options.places.boot(),
        viewer: !options.engine,
    }
}

/// The demo's keys are not secrets: they live in memory and open loopback shops only.
async fn demo_house(options: &Options, speed: f64, seed: u64) -> Result<House, ApiError> {
    let host = options.demo.as_ref();
    let host = host.ok_or_else(|| ApiError::new(Code::Unsupported, "no demo in this build"))?;
    let now = crate::start::world_start(&options.places.demo_store).await;
    let ledger = Some(options.places.demo_ledger());
    let run = host
        .open(DemoWish {
            speed: speed.clamp(1.0, 3600.0),
            seed,
            now,
            ledger,
        })
        .await?;
    let clock: SharedClock = run.clock();
    let opening = Opening {
        clock,
        secrets: Arc::new(Memory::default()),
        secrets_problem: None,
        secrets_missing: false,
        demo: Some(run),
        boot: options.places.boot(),
        viewer: !options.engine,
    };
    House::open(&options.places.demo_store, opening).await
}
