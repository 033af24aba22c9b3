//! Where an installation keeps its files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrets::{Keychain, Memory, SealedFile, SecretStore};

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

    /// The sealed file for keys, when the owner chose one.
    pub(crate) fn sealed_file(&self) -> PathBuf {
        self.home.join("keys.sealed")
    }

    /// Names this start of the program, so that a lost worker's leases are known.
    pub(crate) fn boot(&self) -> String {
        use std::sync::atomic::{AtomicU64, Ordering};
        static STARTS: AtomicU64 = AtomicU64::new(0);
        let start = STARTS.fetch_add(1, Ordering::Relaxed);
        let since = domain::Clock::now(&domain::SystemClock).timestamp_millis();
        format!("{}-{since}-{start}", std::process::id())
    }

    /// The system's keychain; without one, a place in memory that keeps nothing, and what
    /// is wrong. Keys are never written anywhere else without the owner's choice.
    pub(crate) async fn keychain(&self) -> (Arc<dyn SecretStore>, Option<String>, bool) {
        if SealedFile::exists(&self.sealed_file()) {
            let problem = "the sealed file waits for its passphrase".to_owned();
            return (Arc::new(Memory::default()), Some(problem), true);
        }
        match Keychain::detect(&self.owner()).await {
            Ok(keychain) => (Arc::new(keychain), None, false),
            Err(error) => (Arc::new(Memory::default()), Some(error.to_string()), true),
        }
    }

    /// Tells the keys of two stores apart within one keychain.
    pub(crate) fn owner(&self) -> String {
        let path = std::fs::canonicalize(&self.home).unwrap_or_else(|_| self.home.clone());
        let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
        for byte in path.to_string_lossy().bytes() {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{sum:016x}")
    }
}
