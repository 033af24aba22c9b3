//! A sandbox and an installation that runs its demo, in one process.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use api::demo::{DemoHost, DemoRun, DemoShop, DemoWish, DemoWrite};
use api::{Api, ApiError, Caller, Places, Role};
use async_trait::async_trait;
use domain::{SharedClock, SystemClock};
use sandbox::{DemoAccount, Options, Sandbox};
use secrets::{Memory, Sensitive};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tokio::sync::broadcast::error::RecvError;

use crate::time::{WorldTime, start};

/// How long anything may take before a journey has failed; on a loaded machine, too.
const PATIENCE: Duration = Duration::from_secs(150);

/// The partner who looks and decides.
pub const PARTNER: Caller = Caller {
    role: Role::Partner,
    partner: None,
};

/// A running demo with everything that a journey may look at.
pub struct Stage {
    /// The marketplaces.
    pub sandbox: Arc<Sandbox>,
    /// The installation.
    pub api: Api,
    home: TempDir,
}

/// A sandbox at that speed that keeps everything on tape.
pub fn world(seed: u64, speed: f64) -> Options {
    Options {
        seed,
        speed,
        record: true,
        ..Options::at(start())
    }
}

impl Stage {
    /// Opens the demo on a new sandbox.
    ///
    /// # Panics
    /// When anything of it fails.
    pub async fn open(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        Self::on(sandbox).await
    }

    /// Opens the demo on that sandbox.
    ///
    /// # Panics
    /// When anything of it fails.
    pub async fn on(sandbox: Sandbox) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        Self::at(Arc::new(sandbox), home).await
    }

    /// Opens the demo on that sandbox in a home that may have been lived in.
    ///
    /// # Panics
    /// When anything of it fails.
    pub async fn at(sandbox: Arc<Sandbox>, home: TempDir) -> Self {
        let host = Arc::new(Ground::of(Arc::clone(&sandbox)));
        let api = open(home.path(), host).await.expect("the demo opens");
        let session: Value = get(&api, &PARTNER, "session_get", json!({})).await;
        assert_eq!(
            session.get("mode"),
            Some(&json!("engine")),
            "nobody else has this store open"
        );
        Self { sandbox, api, home }
    }

    /// Opens the demo on a new sandbox with other keys or addresses than it gave out.
    ///
    /// # Panics
    /// When anything of it fails.
    pub async fn with(options: Options, change: impl FnMut(&mut DemoAccount)) -> Self {
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        Self::given(Arc::new(sandbox), change).await
    }

    /// Opens the demo on that sandbox with other keys or addresses than it gave out.
    ///
    /// # Panics
    /// When anything of it fails.
    pub async fn given(sandbox: Arc<Sandbox>, change: impl FnMut(&mut DemoAccount)) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let host = Arc::new(Ground::of(Arc::clone(&sandbox)).with(change));
        let api = open(home.path(), host).await.expect("the demo opens");
        Self { sandbox, api, home }
    }

    /// Where the installation keeps its files.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Calls as the owner.
    ///
    /// # Panics
    /// When the call fails or its result has another shape.
    pub async fn owner<T: DeserializeOwned>(&self, name: &str, args: Value) -> T {
        get(&self.api, &Caller::OWNER, name, args).await
    }

    /// Calls as the partner.
    ///
    /// # Panics
    /// When the call fails or its result has another shape.
    pub async fn partner<T: DeserializeOwned>(&self, name: &str, args: Value) -> T {
        get(&self.api, &PARTNER, name, args).await
    }

    /// How many writes the marketplaces have taken.
    pub fn taken(&self) -> usize {
        let writes = self.sandbox.ledger().writes();
        writes
            .iter()
            .filter(|write| write.outcome.is_applied())
            .count()
    }

    /// The store from outside, read-only.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn store(&self) -> Store {
        look(&self.api.store_path().await).await
    }

    /// Waits until nothing is missing any more. `missing` is asked again after every change.
    ///
    /// # Panics
    /// When something is still missing after a long time; it says what.
    pub async fn until<F>(&self, what: &str, mut missing: impl FnMut() -> F)
    where
        F: Future<Output = Vec<String>>,
    {
        let mut changes = self.api.changes();
        let mut last = Vec::new();
        let waiting = async {
            loop {
                last = missing().await;
                if last.is_empty() {
                    return;
                }
                match changes.recv().await {
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => panic!("the installation was closed"),
                }
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let stands = stands(&self.store().await).await;
            panic!(
                "{what}: still missing after {PATIENCE:?}: {last:#?}; as it stands: {stands:#?}"
            );
        }
    }

    /// From now on nothing new is written, and what is under way comes to its end.
    ///
    /// # Panics
    /// When something does not come to an end.
    pub async fn calm(&self) {
        let off = |skill: &str, rating: Option<u8>| json!({ "skill": skill, "rating": rating, "level": "off", "locked": false });
        let rows = (1..=5).map(|rating| off("answer_review", Some(rating)));
        let rows: Vec<Value> = rows.chain([off("answer_question", None)]).collect();
        let _: Value = self
            .owner("settings_set", json!({ "autonomy": rows }))
            .await;
        let store = self.store().await;
        self.until("the work ends", || under_way(&store)).await;
    }

    /// Ends the installation; sandbox and home stay.
    pub async fn close(self) -> (Arc<Sandbox>, TempDir) {
        self.api.close().await;
        (self.sandbox, self.home)
    }
}

/// Tasks that are not done and effects whose outcome is not known.
async fn under_way(store: &Store) -> Vec<String> {
    let sql = "SELECT kind || ' ' || state || ' ' || unique_key FROM tasks
         UNION ALL SELECT 'effect ' || state || ' ' || key FROM effects WHERE state IN ('intent', 'sent', 'accepted', 'unknown')";
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_scalar(sql).fetch_all(&mut *conn).await;
    rows.expect("tasks can be listed")
}

/// Everything in figures, for the message of a journey that failed.
async fn stands(store: &Store) -> Vec<String> {
    let sql = "SELECT a.marketplace || ' is ' || a.state || ' ' || coalesce(a.problem, '') FROM accounts a
         UNION ALL SELECT a.marketplace || ' ' || f.feed || ': ' || f.rows_seen || ' rows, ' || f.bad_rows || ' bad '
             || CASE f.running WHEN 1 THEN 'running ' ELSE '' END || coalesce(f.problem, '')
             FROM feed_state f JOIN accounts a ON a.id = f.account_id
         UNION ALL SELECT a.marketplace || ' ' || c.kind || ' ' || c.state || ': ' || sum(c.amount)
             FROM answer_counts c JOIN accounts a ON a.id = c.account_id WHERE c.amount > 0 GROUP BY a.marketplace, c.kind, c.state
         UNION ALL SELECT 'tasks ' || kind || ' ' || state || ': ' || count(*) || ' ' || coalesce(max(problem), '') FROM tasks GROUP BY kind, state
         UNION ALL SELECT 'effects ' || kind || ' ' || state || ': ' || count(*) || ' ' || coalesce(max(problem), '') FROM effects GROUP BY kind, state
         UNION ALL SELECT 'why ' || act || ' ' || marketplace || ': ' || subject || ' ' || why FROM activity WHERE act IN ('asked_person', 'refused_answer')
         UNION ALL SELECT 'acts ' || act || ' ' || outcome || ': ' || count(*) || ' ' || max(why) FROM activity GROUP BY act, outcome
         UNION ALL SELECT 'alert ' || kind || ' ' || cause FROM alerts";
    let mut conn = store.read().await.expect("a reader");
    let rows = sqlx::query_scalar(sql).fetch_all(&mut *conn).await;
    rows.expect("the store can be summed up")
}

/// Opens the demo of `home` as the engine.
///
/// # Errors
/// As [`Api::open_demo`].
pub async fn open(home: &Path, host: Arc<dyn DemoHost>) -> Result<Api, ApiError> {
    crypto();
    log();
    let options = api::Options {
        places: Places::below(home),
        demo: Some(host),
        secrets: Some(Arc::new(Memory::default())),
        engine: true,
    };
    Api::open_demo(options, 60.0, 1).await
}

/// Chooses the cryptography of TLS, as every program of ours does at its start.
pub fn crypto() {
    // Another test of this process may have chosen it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Logs as `JOURNEY_LOG` says (`info,engine=debug`), for looking into a journey that failed.
pub fn log() {
    if let Ok(filter) = std::env::var("JOURNEY_LOG") {
        let log = tracing_subscriber::fmt().with_env_filter(filter);
        // Another journey of this process may have begun it.
        let _ = log.with_writer(std::io::stderr).try_init();
    }
}

/// A call that must succeed.
///
/// # Panics
/// When the call fails or its result has another shape.
pub async fn get<T: DeserializeOwned>(api: &Api, caller: &Caller, name: &str, args: Value) -> T {
    let result = api.call(caller, name, args).await;
    let value = result.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A store from outside, read-only.
///
/// # Panics
/// When it cannot be opened.
pub async fn look(path: &Path) -> Store {
    let options = OpenOptions::viewer(Arc::new(SystemClock));
    let opened = Store::open(path, options).await.expect("a viewer");
    opened.store
}

/// Serves the demo from a sandbox that somebody else started and will stop.
pub struct Ground {
    sandbox: Arc<Sandbox>,
    shops: Vec<DemoAccount>,
}

impl Ground {
    /// All shops of a sandbox.
    pub fn of(sandbox: Arc<Sandbox>) -> Self {
        let shops = sandbox.accounts();
        Self { sandbox, shops }
    }

    /// The same with other keys or addresses.
    #[must_use]
    pub fn with(mut self, change: impl FnMut(&mut DemoAccount)) -> Self {
        self.shops.iter_mut().for_each(change);
        self
    }
}

#[async_trait]
impl DemoHost for Ground {
    async fn open(&self, _: DemoWish) -> Result<Arc<dyn DemoRun>, ApiError> {
        let (sandbox, shops) = (Arc::clone(&self.sandbox), self.shops.clone());
        Ok(Arc::new(Self { sandbox, shops }))
    }
}

#[async_trait]
impl DemoRun for Ground {
    fn clock(&self) -> SharedClock {
        Arc::new(WorldTime(self.sandbox.clock()))
    }

    fn shops(&self) -> Vec<DemoShop> {
        self.shops.iter().map(shop).collect()
    }

    fn ai(&self) -> (String, Sensitive<String>) {
        let ai = self.sandbox.ai();
        (ai.base.to_string(), Sensitive::new(ai.key))
    }

    fn writes(&self) -> Vec<DemoWrite> {
        Vec::new()
    }

    async fn close(&self) {}
}

/// A sandbox's account as the demo knows it.
pub fn shop(account: &DemoAccount) -> DemoShop {
    let fields = account.fields.iter();
    DemoShop {
        marketplace: account.marketplace.clone(),
        name: account.name.clone(),
        fields: fields
            .map(|(name, value)| (name.clone(), Sensitive::from(value.as_str())))
            .collect(),
        base: account.base.to_string(),
    }
}
