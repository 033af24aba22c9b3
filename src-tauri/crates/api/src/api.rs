//! The API of one installation: the house that is open now, and the one way in.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use std::time::Duration;

use domain::{SharedClock, SystemClock};
use futures::future::BoxFuture;
use secrets::{Memory, SecretError, SecretStore};
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
use crate::places::{Places, tried};
use crate::tag::Tag;

/// Tags that may wait for a slow listener.
const FEED: usize = 256;
/// The demo's world is the same on every machine.
const DEMO_SEED: u64 = 1;
/// A viewer looks so often whether the engine's process is gone.
const TAKE_OVER: Duration = Duration::from_secs(5);
/// A keychain that was not there is looked for so often: at login it may come later than we do.
const KEYCHAIN_AGAIN: Duration = Duration::from_secs(20);

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
    /// One change of the house at a time.
    moving: tokio::sync::Mutex<()>,
    seed: u64,
}

impl Api {
    /// Opens the seller's store and starts the engine, unless another process is it.
    ///
    /// # Errors
    /// `StoreNewer`, `StoreCorrupt`, `DiskFull` and what else keeps a store closed.
    pub async fn open(options: Options) -> Result<Self, ApiError> {
        let house = House::open(seller_opening(&options)).await?;
        Self::with(options, house, DEMO_SEED).await
    }

    /// Opens the seller's store as its engine, and runs nothing yet: for commands that do one
    /// thing and end. [`Api::run`] starts the rest.
    ///
    /// # Errors
    /// As [`Api::open`].
    pub async fn open_still(options: Options) -> Result<Self, ApiError> {
        let house = House::open(seller_opening(&options)).await?;
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
            moving: tokio::sync::Mutex::default(),
            seed,
        };
        Self(Arc::new(inner))
    }

    /// Starts the open house: settings applied, engine running, changes heard.
    async fn move_in(&self) -> Result<(), ApiError> {
        let house = self.house();
        if self.0.options.engine {
            crate::start::start(&house).await?;
        }
        let token = self.deafen();
        if self.0.options.engine && house.demo.is_none() {
            match house.engine() {
                Some(_) => tokio::spawn(find_keychain(self.clone(), token.clone())),
                None => tokio::spawn(take_over(self.clone(), token.clone())),
            };
        }
        events::listen(&house, self.0.tags.clone(), self.0.notices.clone(), token);
        Ok(())
    }

    /// Ends the listening to the old house; the token of the next one's.
    fn deafen(&self) -> CancellationToken {
        let next = CancellationToken::new();
        let listening = self.0.listening.lock();
        let mut listening = listening.unwrap_or_else(std::sync::PoisonError::into_inner);
        std::mem::replace(&mut *listening, next.clone()).cancel();
        next
    }

    /// Opens the store as its engine if the process that was it is gone; true when it was done.
    async fn promote(&self) -> Result<bool, ApiError> {
        let _turn = self.0.moving.lock().await;
        let house = self.house();
        let viewer = house.engine().is_none() && house.demo.is_none();
        if !viewer || store::lock::is_held(house.store().path())? {
            return Ok(false);
        }
        let house = House::open(seller_opening(&self.0.options)).await?;
        if house.engine().is_none() {
            house.close().await;
            return Ok(false);
        }
        self.swap(house).await?;
        Ok(true)
    }

    /// Looks for the place of the keys again; goes on with the keys that it finds.
    pub(crate) async fn retry_keys(&self) -> Result<(), ApiError> {
        let house = self.house();
        if house.keys_closed().is_none() {
            return Ok(());
        }
        let place = match &self.0.options.secrets {
            Some(given) => Arc::clone(given),
            None => self.0.options.places.keys_of(house.keys_name()).await,
        };
        crate::start::use_keys(&house, tried(place).await).await
    }

    /// Tells listeners of a change that no write of the store tells.
    pub(crate) fn tell(&self, tags: &[Tag]) {
        // Nobody may be listening; that is no error.
        let _ = self.0.tags.send(tags.to_vec());
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
        let _turn = self.0.moving.lock().await;
        if self.house().demo.is_some() {
            return Ok(());
        }
        let house = demo_house(&self.0.options, speed, self.0.seed).await?;
        self.swap(house).await
    }

    /// Leaves the demo and opens the seller's store again.
    pub(crate) async fn stop_demo(&self) -> Result<(), ApiError> {
        let _turn = self.0.moving.lock().await;
        if self.house().demo.is_none() {
            return Ok(());
        }
        let house = House::open(seller_opening(&self.0.options)).await?;
        self.swap(house).await
    }

    /// The new house opens before the old one closes: a failure leaves everything as it was.
    async fn swap(&self, house: House) -> Result<(), ApiError> {
        // Whoever listens to the old house holds one of its connections.
        self.deafen();
        let old = {
            let open = self.0.house.write();
            let mut open = open.unwrap_or_else(std::sync::PoisonError::into_inner);
            std::mem::replace(&mut *open, Arc::new(house))
        };
        let looks = old.looks().await;
        old.close().await;
        self.move_in().await?;
        self.house().take_looks(looks).await;
        self.tell(Tag::ALL);
        Ok(())
    }

    /// Ends everything that runs.
    pub async fn close(&self) {
        let _turn = self.0.moving.lock().await;
        self.deafen();
        self.house().close().await;
    }
}

/// Waits until this process can be the engine of its store.
// Boxed: taking over begins the next watch of this kind.
fn take_over(api: Api, stop: CancellationToken) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        while !stop.is_cancelled() {
            tokio::select! {
                () = tokio::time::sleep(TAKE_OVER) => {}
                () = stop.cancelled() => return,
            }
            match api.promote().await {
                Ok(false) => {}
                // The next house has begun its own watch.
                Ok(true) => return,
                Err(error) => tracing::warn!(%error, "the store could not be taken over"),
            }
        }
    })
}

/// Looks for a keychain that was not there. One that is locked is asked only when a person wants
/// it: each asking may show the system's own prompt.
async fn find_keychain(api: Api, stop: CancellationToken) {
    let absent = || {
        matches!(
            api.house().keys_closed(),
            Some(SecretError::Unavailable { .. })
        )
    };
    while absent() && !stop.is_cancelled() {
        tokio::select! {
            () = tokio::time::sleep(KEYCHAIN_AGAIN) => {}
            () = stop.cancelled() => return,
        }
        match api.retry_keys().await {
            Ok(()) if absent() => {}
            Ok(()) => api.tell(&[Tag::Session, Tag::Settings]),
            Err(error) => tracing::debug!(%error, "the keychain was not found"),
        }
    }
}

fn seller_opening(options: &Options) -> Opening {
    Opening {
        clock: Arc::new(SystemClock),
        places: options.places.clone(),
        secrets: options.secrets.clone(),
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
        places: options.places.clone(),
        secrets: Some(Arc::new(Memory::default())),
        demo: Some(run),
        boot: options.places.boot(),
        viewer: !options.engine,
    };
    House::open(opening).await
}
