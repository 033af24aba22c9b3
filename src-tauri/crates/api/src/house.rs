//! One open store with its engine, or as a viewer: what the API stands on. The
//! demo lives in a house of its own, so that its data never touch the seller's.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::SharedClock;
use engine::{Engine, Room};
use secrets::SecretStore;
use store::{Mode, OpenOptions, Owner, Restored, Store};

use crate::demo::DemoRun;
use crate::error::{ApiError, Code};
use crate::settings::Chosen;

/// How long work under way may take at the end.
const PATIENCE: Duration = Duration::from_secs(8);

/// An open store.
pub(crate) struct House {
    store: Store,
    clock: SharedClock,
    engine: Option<Engine>,
    secrets: Arc<dyn SecretStore>,
    /// What is wrong with the place for keys, if anything.
    pub(crate) secrets_problem: Option<String>,
    /// There is no place for keys until the owner chooses one.
    pub(crate) secrets_missing: bool,
    /// The demo that this house shows.
    pub(crate) demo: Option<Arc<dyn DemoRun>>,
    /// The store was damaged and came back from a backup.
    pub(crate) restored: Option<Restored>,
}

/// What a house is opened with.
pub(crate) struct Opening {
    pub(crate) clock: SharedClock,
    pub(crate) secrets: Arc<dyn SecretStore>,
    pub(crate) secrets_problem: Option<String>,
    pub(crate) secrets_missing: bool,
    pub(crate) demo: Option<Arc<dyn DemoRun>>,
    pub(crate) boot: String,
    /// Only look, even if nobody works.
    pub(crate) viewer: bool,
}

impl House {
    /// Opens the store: as its engine if nobody else is, else as a viewer. Nothing runs yet.
    pub(crate) async fn open(path: &Path, opening: Opening) -> Result<Self, ApiError> {
        let clock = Arc::clone(&opening.clock);
        let options = if opening.viewer {
            OpenOptions::viewer(Arc::clone(&clock))
        } else {
            OpenOptions::engine(Arc::clone(&clock), opening.boot)
        };
        let opened = Store::open(path, options).await?;
        let store = opened.store;
        let engine = match store.mode() {
            Mode::Engine => Some(Engine::new(
                store.clone(),
                Arc::clone(&clock),
                Arc::clone(&opening.secrets),
            )?),
            Mode::Viewer => None,
        };
        Ok(Self {
            store,
            clock,
            engine,
            secrets: opening.secrets,
            secrets_problem: opening.secrets_problem,
            secrets_missing: opening.secrets_missing,
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

    /// Keys can be kept: there is a keychain, or the owner chose a sealed file.
    pub(crate) fn has_place_for_keys(&self) -> bool {
        !self.secrets_missing || self.secrets().describe().kind != secrets::Kind::Memory
    }

    /// The process that is the engine of this store.
    pub(crate) async fn owner(&self) -> Result<Option<Owner>, ApiError> {
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
