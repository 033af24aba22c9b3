//! One open store with its engine, or as a viewer: what the API stands on. The
//! demo lives in a house of its own, so that its data never touch the seller's.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::SharedClock;
use engine::{Engine, Packs, Room};
use secrets::{SecretError, SecretStore};
use store::{Mode, OpenOptions, Owner, Restored, Store};

use crate::demo::DemoRun;
use crate::error::{ApiError, Code};
use crate::places::{Places, tried};
use crate::settings::Chosen;

/// How long work under way may take at the end.
const PATIENCE: Duration = Duration::from_secs(8);

/// An open store.
pub(crate) struct House {
    store: Store,
    clock: SharedClock,
    engine: Option<Engine>,
    secrets: Arc<dyn SecretStore>,
    /// Under which name this store's keys are kept.
    keys_name: String,
    /// Whether there is a key of the AI, once that was asked: the keychain is not asked for every
    /// screen.
    ai_key: Mutex<Option<bool>>,
    /// The demo that this house shows.
    pub(crate) demo: Option<Arc<dyn DemoRun>>,
    /// The store was damaged and came back from a backup.
    pub(crate) restored: Option<Restored>,
}

/// What a house is opened with.
pub(crate) struct Opening {
    pub(crate) clock: SharedClock,
    pub(crate) places: Places,
    /// A place for keys instead of the system's.
    pub(crate) secrets: Option<Arc<dyn SecretStore>>,
    pub(crate) demo: Option<Arc<dyn DemoRun>>,
    pub(crate) boot: String,
    /// Only look, even if nobody works.
    pub(crate) viewer: bool,
}

/// Rules that were dropped in beside the installation. A broken one is told of in the log.
fn packs(places: &Places) -> Packs {
    let (packs, problems) = Packs::from_folder(&places.rules(), engine::Registry::all());
    for problem in problems {
        tracing::warn!(
            file = problem.file,
            why = problem.why,
            "a rule pack is left aside"
        );
    }
    packs
}

impl House {
    /// Opens the store: as its engine if nobody else is, else as a viewer. Nothing runs yet.
    pub(crate) async fn open(opening: Opening) -> Result<Self, ApiError> {
        let path = match &opening.demo {
            Some(_) => &opening.places.demo_store,
            None => &opening.places.store,
        };
        let clock = Arc::clone(&opening.clock);
        let options = if opening.viewer {
            OpenOptions::viewer(Arc::clone(&clock))
        } else {
            OpenOptions::engine(Arc::clone(&clock), opening.boot)
        };
        let opened = Store::open(path, options).await?;
        let store = opened.store;
        let keys_name = store::identity::name(&mut *store.read().await?).await?;
        let place = match opening.secrets {
            Some(given) => given,
            None => opening.places.keys_of(&keys_name).await,
        };
        let (secrets, engine) = match store.mode() {
            Mode::Engine => {
                let secrets = tried(place).await;
                let (clock, kept) = (Arc::clone(&clock), Arc::clone(&secrets));
                let engine = Engine::new(store.clone(), clock, kept, packs(&opening.places))?;
                engine.remember_limits().await?;
                (secrets, Some(engine))
            }
            // A viewer needs no key, and must not make the system ask for a password.
            Mode::Viewer => (place, None),
        };
        Ok(Self {
            store,
            clock,
            engine,
            secrets,
            keys_name,
            ai_key: Mutex::default(),
            demo: opening.demo,
            restored: opened.restored,
        })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// The engine's room, or the reason why there is none.
    pub(crate) fn room(&self) -> Result<Arc<Room>, ApiError> {
        let viewer = || {
            ApiError::new(
                Code::ViewerOnly,
                "another process is the engine of this store",
            )
        };
        self.engine
            .as_ref()
            .map(|engine| Arc::clone(engine.room()))
            .ok_or_else(viewer)
    }

    /// Where keys are kept at present.
    pub(crate) fn secrets(&self) -> Arc<dyn SecretStore> {
        match &self.engine {
            Some(engine) => engine.room().secrets(),
            None => Arc::clone(&self.secrets),
        }
    }

    /// Under which name this store's keys are kept.
    pub(crate) fn keys_name(&self) -> &str {
        &self.keys_name
    }

    /// Why keys can neither be read nor kept, if so.
    pub(crate) fn keys_closed(&self) -> Option<SecretError> {
        self.secrets().closed()
    }

    /// Whether there is a key of the AI, if that is known.
    pub(crate) fn ai_key(&self) -> Option<bool> {
        *self.ai_key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers whether there is a key of the AI.
    pub(crate) fn note_ai_key(&self, there: Option<bool>) {
        *self.ai_key.lock().unwrap_or_else(PoisonError::into_inner) = there;
    }

    /// The process that is the engine of this store; none when it ended without a word.
    pub(crate) async fn owner(&self) -> Result<Option<Owner>, ApiError> {
        if !store::lock::is_held(self.store.path())? {
            return Ok(None);
        }
        Ok(store::lock::owner(&mut *self.store.read().await?).await?)
    }

    /// What a person chose about the looks; nothing where it cannot be read.
    pub(crate) async fn looks(&self) -> Chosen {
        match self.store.read().await {
            Ok(mut conn) => Chosen::read(&mut conn).await.unwrap_or_default(),
            Err(_) => Chosen::default(),
        }
    }

    /// Takes over the looks of the house that was open before.
    pub(crate) async fn take_looks(&self, looks: Chosen) {
        if self.engine.is_none() {
            return;
        }
        if let Err(error) = looks.keep(&self.store, self.now()).await {
            tracing::warn!(%error, "language and colours were not taken over");
        }
    }

    /// Ends what runs; everything that is stored stays.
    pub(crate) async fn close(&self) {
        if let Some(engine) = &self.engine {
            engine.stop(PATIENCE).await;
        }
        if let Some(demo) = &self.demo {
            crate::start::keep_world_time(self.store.path(), self.now());
            demo.close().await;
        }
        if let Err(error) = self.store.clone().close().await {
            tracing::warn!(%error, "the store did not close cleanly");
        }
    }
}
