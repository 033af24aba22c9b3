//! What every part of the engine shares.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use domain::{AccountId, SharedClock};
use secrets::SecretStore;
use store::Store;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::error::Result;
use crate::pen::Pen;
use crate::shops::{OpenShop, Shops};

/// One store with everything that works on it.
pub struct Room {
    /// The store.
    pub store: Store,
    /// Tells the time.
    pub clock: SharedClock,
    /// Opened shops.
    pub shops: Shops,
    /// Who writes.
    pub pen: Pen,
    /// Ends everything that runs.
    pub stop: CancellationToken,
    secrets: RwLock<Arc<dyn SecretStore>>,
    keys: tokio::sync::Mutex<()>,
    work: Notify,
}

impl Room {
    /// A room in which nothing runs yet.
    pub fn new(
        store: Store,
        clock: SharedClock,
        shops: Shops,
        secrets: Arc<dyn SecretStore>,
    ) -> Self {
        Self {
            store,
            clock,
            shops,
            pen: Pen::default(),
            stop: CancellationToken::new(),
            secrets: RwLock::new(secrets),
            keys: tokio::sync::Mutex::default(),
            work: Notify::new(),
        }
    }

    /// The present moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The place where keys are kept.
    pub fn secrets(&self) -> Arc<dyn SecretStore> {
        Arc::clone(&self.secrets.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps keys elsewhere from now on. Shops are opened anew, with the keys from there.
    pub fn keep_secrets_in(&self, place: Arc<dyn SecretStore>) {
        *self.secrets.write().unwrap_or_else(PoisonError::into_inner) = place;
        self.shops.forget_all();
    }

    /// Shops' keys are kept and forgotten by one at a time.
    pub(crate) async fn keys_turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.keys.lock().await
    }

    /// An opened shop.
    ///
    /// # Errors
    /// As [`Shops::open`].
    pub async fn open_shop(&self, account: AccountId) -> Result<Arc<OpenShop>> {
        let secrets = self.secrets();
        // Boxed: it is part of every task's future.
        Box::pin(self.shops.open(&self.store, secrets.as_ref(), account)).await
    }

    /// What one text may cost at most, in millionths of a US dollar.
    pub fn reserve(&self) -> i64 {
        self.pen.most()
    }

    /// Another writes, or at another price: drafts to come reserve what they now can cost,
    /// and those that waited for a key or for money may run.
    ///
    /// # Errors
    /// The store's.
    pub async fn wake_for_ai(&self) -> Result<()> {
        let (now, reserve) = (self.now(), self.reserve());
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    queue::set_reserve(tx.conn(), crate::answering::DRAFT, reserve).await?;
                    queue::wake_waiting(tx.conn(), "auth", None, now).await?;
                    queue::wake_waiting(tx.conn(), "budget", None, now).await?;
                    // Whether it helped, the next call tells: it warns again if not.
                    for partner in store::partner::list(tx.conn()).await? {
                        for code in ["ai_key", "ai_billing", "ai_spend_limit"] {
                            let cause = format!("{code}:{}", partner.id);
                            store::alert::clear(tx, &cause, now).await?;
                        }
                    }
                    Ok::<(), crate::error::EngineError>(())
                })
            })
            .await?;
        self.wake();
        Ok(())
    }

    /// Tells the workers that there may be work.
    pub fn wake(&self) {
        self.work.notify_waiters();
        self.work.notify_one();
    }

    /// Waits until there may be work, at most `span` of the clock's time.
    pub async fn work_or(&self, span: std::time::Duration) {
        let wait = self.clock.real(span);
        tokio::select! {
            () = self.work.notified() => {}
            () = tokio::time::sleep(wait) => {}
            () = self.stop.cancelled() => {}
        }
    }

    /// Waits `span` of the clock's time; false when the engine stops meanwhile.
    pub async fn pause(&self, span: std::time::Duration) -> bool {
        tokio::select! {
            () = tokio::time::sleep(self.clock.real(span)) => true,
            () = self.stop.cancelled() => false,
        }
    }
}
