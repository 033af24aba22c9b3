//! Where an installation keeps its files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrets::{Closed, Keychain, SealedFile, SecretError, SecretName, SecretStore};

/// Paths of one installation.
#[derive(Debug, Clone)]
pub struct Places {
    /// Folder of everything.
    pub home: PathBuf,
    /// The seller's store.
    pub store: PathBuf,
    /// The demo's store, apart from the seller's.
    pub demo_store: PathBuf,
}

impl Places {
    /// The usual places below a folder.
    pub fn below(home: impl Into<PathBuf>) -> Self {
        let home = home.into();
        let store = home.join("store.sqlite3");
        let demo_store = home.join("demo").join("store.sqlite3");
        Self {
            home,
            store,
            demo_store,
        }
    }

    /// One store file, used for the seller's and for the demo alike.
    pub fn of_store(store: impl Into<PathBuf>) -> Self {
        let store = store.into();
        let home = store
            .parent()
            .map_or_else(|| PathBuf::from("."), Path::to_owned);
        Self {
            home,
            demo_store: store.clone(),
            store,
        }
    }

    /// Stand-in hosts for a marketplace, when this installation is pointed at a sandbox on
    /// this machine (`SAM_STAND_IN=http://127.0.0.1:PORT`); real hosts otherwise.
    pub(crate) fn stand_in(&self, marketplace: &str) -> Option<String> {
        let base = std::env::var("SAM_STAND_IN").ok()?;
        Some(format!("{}/{marketplace}", base.trim_end_matches('/')))
    }

    /// What the sandbox was told, for its next run.
    pub(crate) fn demo_ledger(&self) -> PathBuf {
        self.demo_store.with_extension("ledger.jsonl")
    }

    /// Folder of rule packs in place of the built-in ones: `<marketplace>.toml`.
    pub fn rules(&self) -> PathBuf {
        self.home.join("rules")
    }

    /// The sealed file for the keys of a store, when the owner chose one.
    pub(crate) fn sealed_file(&self, store: &str) -> PathBuf {
        self.home.join(format!("keys-{store}.sealed"))
    }

    /// Names this start of the program, so that a lost worker's leases are known.
    pub(crate) fn boot(&self) -> String {
        use std::sync::atomic::{AtomicU64, Ordering};
        static STARTS: AtomicU64 = AtomicU64::new(0);
        let start = STARTS.fetch_add(1, Ordering::Relaxed);
        let since = domain::Clock::now(&domain::SystemClock).timestamp_millis();
        format!("{}-{since}-{start}", std::process::id())
    }

    /// Where the keys of a store are: the sealed file that the owner chose, which waits for its
    /// passphrase, else the system's keychain. Keys are never written anywhere else.
    pub(crate) async fn keys_of(&self, store: &str) -> Arc<dyn SecretStore> {
        let sealed = self.sealed_file(store);
        if SealedFile::exists(&sealed) {
            let about = SealedFile::describe_closed(&sealed);
            return Arc::new(Closed::new(about, SecretError::Sealed));
        }
        match Keychain::detect(store).await {
            Ok(keychain) => Arc::new(keychain),
            Err(why) => Arc::new(Closed::new(Keychain::describe_closed(), why)),
        }
    }
}

/// The place itself if it gives out keys, else closed with its reason. A keychain may be there and
/// locked: only asking tells. May show the system's own prompt.
pub(crate) async fn tried(place: Arc<dyn SecretStore>) -> Arc<dyn SecretStore> {
    if place.closed().is_some() {
        return place;
    }
    let asked = match SecretName::new(engine::AI_SECRET) {
        Ok(name) => place.get(&name).await.map(drop),
        Err(error) => Err(error),
    };
    match asked {
        Err(why) if why.is_temporary() => Arc::new(Closed::new(place.describe(), why)),
        _ => place,
    }
}
