//! The engine of one store: what runs in the background, started and stopped
//! as a whole.

use std::sync::Arc;
use std::time::Duration;

use domain::{AccountId, SharedClock};
use marketplaces::http::HttpSettings;
use marketplaces::{LimitChange, Limits, Packs, Registry};
use secrets::SecretStore;
use store::Store;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_util::task::TaskTracker;

use crate::error::{EngineError, Result};
use crate::jobs::{JobKind, JobView, Jobs};
use crate::pictures::PictureFolder;
use crate::room::Room;
use crate::schedule::{self, Loops};
use crate::shops::Shops;
use crate::{health, orchestrator};

/// A store with everything that works on it.
pub struct Engine {
    room: Arc<Room>,
    tracker: TaskTracker,
    loops: Arc<Loops>,
    jobs: Arc<Jobs>,
    changes: std::sync::Mutex<Option<UnboundedReceiver<LimitChange>>>,
}

impl Engine {
    /// Prepares an engine; nothing runs yet.
    ///
    /// # Errors
    /// When no HTTP client can be built.
    pub fn new(
        store: Store,
        clock: SharedClock,
        secrets: Arc<dyn SecretStore>,
        packs: Packs,
    ) -> Result<Self> {
        let (told, changes) = unbounded_channel();
        let settings = HttpSettings {
            client: built(client())?,
            local: built(client().no_proxy())?,
            limits: Limits::with_memory(told),
            clock: Arc::clone(&clock),
            pictures: Arc::new(PictureFolder::beside(&store)),
        };
        let shops = Shops::new(Registry::all(), packs, settings);
        let jobs = Arc::new(Jobs::new(store.clone()));
        Ok(Self {
            room: Arc::new(Room::new(store, clock, shops, secrets)),
            tracker: TaskTracker::new(),
            loops: Arc::default(),
            jobs,
            changes: std::sync::Mutex::new(Some(changes)),
        })
    }

    /// What its parts share.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// Long work.
    pub fn jobs(&self) -> &Arc<Jobs> {
        &self.jobs
    }

    /// Reads every feed of a shop now; one whose reading was stopped is read again. The job to
    /// watch; `None` when it is over already.
    ///
    /// # Errors
    /// The store's.
    pub async fn sync_now(&self, id: AccountId) -> Result<Option<JobView>> {
        let feeds = store::feed::list(&mut *self.room.store.read().await?, Some(id)).await?;
        let kind = if feeds.iter().any(|feed| feed.last_ok_at.is_some()) {
            JobKind::Sync
        } else {
            JobKind::FirstSync
        };
        let resumed = self
            .room
            .store
            .write(move |tx| Box::pin(async move { store::reading::resume(tx, id).await }));
        resumed.await?;
        Ok(self.loops.wish((&self.room, &self.jobs), id, kind))
    }

    /// Reads every feed of every shop now.
    pub fn sync_all_now(&self) {
        self.loops.hurry_all();
    }

    /// Puts the limits of an earlier run back, so that no restart forgets a block: also for one
    /// who opens the engine for a single check.
    ///
    /// # Errors
    /// The store's.
    pub async fn remember_limits(&self) -> Result<()> {
        health::restore_limits(&self.room).await
    }

    /// Starts workers, feeds and housekeeping.
    ///
    /// # Errors
    /// The store's.
    pub async fn start(&self) -> Result<()> {
        if let Some(changes) = self.take_changes() {
            self.spawn(
                "limits",
                health::keep_limits(Arc::clone(&self.room), changes),
            );
        }
        self.spawn("workers", orchestrator::run(Arc::clone(&self.room)));
        let (loops, jobs) = (Arc::clone(&self.loops), Arc::clone(&self.jobs));
        self.spawn("feeds", schedule::run(Arc::clone(&self.room), loops, jobs));
        self.spawn("house", health::keep_house(Arc::clone(&self.room)));
        Ok(())
    }

    /// The limits' changes, for the one who keeps them.
    fn take_changes(&self) -> Option<UnboundedReceiver<LimitChange>> {
        let changes = self.changes.lock();
        changes
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take()
    }

    fn spawn(&self, name: &'static str, work: impl Future<Output = Result<()>> + Send + 'static) {
        self.tracker.spawn(async move {
            if let Err(error) = work.await {
                tracing::error!(part = name, %error, "a part of the engine ended");
            }
        });
    }

    /// Stops everything: no new work is taken, what is under way ends, at most `patience`.
    pub async fn stop(&self, patience: Duration) {
        self.room.stop.cancel();
        self.room.wake();
        self.tracker.close();
        if tokio::time::timeout(patience, self.tracker.wait())
            .await
            .is_err()
        {
            tracing::warn!("work was still under way at the end; it goes on at the next start");
        }
        // An engine that was never started has kept no limit yet.
        if let Some(changes) = self.take_changes() {
            health::keep_rest(&self.room, changes).await;
        }
    }
}

/// A connection pool for all marketplaces. No redirect is followed: a key goes to no
/// other host. Yandex Market closes idle connections, so none is kept for long.
fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .pool_idle_timeout(Duration::from_secs(5))
        .user_agent(concat!("super-ai-manager/", env!("CARGO_PKG_VERSION")))
}

fn built(client: reqwest::ClientBuilder) -> Result<reqwest::Client> {
    client.build().map_err(|_| EngineError::BadInput {
        field: "http",
        why: "no TLS on this machine",
    })
}
