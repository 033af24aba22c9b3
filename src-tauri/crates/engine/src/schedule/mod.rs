//! When each feed of each shop is read. One loop per shop: a slow marketplace
//! delays nobody else, and a long feed no other feed of its shop.

mod agenda;
mod load;
mod shop;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::AccountId;
use store::account::Account;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::shop::ShopLoop;
use crate::error::Result;
use crate::jobs::{Job, JobKind, JobView, Jobs};
use crate::room::Room;

/// A new or removed shop is noticed within this.
const LOOK: Duration = Duration::from_secs(3);

/// One shop's loop from outside.
struct Loop {
    stop: CancellationToken,
    hurry: Arc<Notify>,
}

#[derive(Default)]
struct Held {
    loops: HashMap<AccountId, Loop>,
    /// Readings that a person asked for and that no loop has begun yet.
    wishes: HashMap<AccountId, Job>,
    /// Shops of which everything is due at once.
    hurried: HashSet<AccountId>,
}

/// All loops.
#[derive(Default)]
pub(crate) struct Loops(Mutex<Held>);

impl Loops {
    /// Reads every feed of a shop now, as a job that can be watched and stopped; the one that
    /// runs if there is one. `None` when it was over before it could be looked at.
    pub(crate) fn wish(
        &self,
        (room, jobs): (&Room, &Arc<Jobs>),
        id: AccountId,
        kind: JobKind,
    ) -> Option<JobView> {
        let mut held = self.lock();
        let running = jobs.running(id);
        if running.is_some() {
            return running;
        }
        let of_shop = held.loops.get(&id).map(|one| one.stop.child_token());
        let stop = of_shop.unwrap_or_else(|| room.stop.child_token());
        let job = jobs.begin(kind, Some(id), stop, room.now());
        let view = job.view();
        held.wishes.insert(id, job);
        if let Some(one) = held.loops.get(&id) {
            one.hurry.notify_one();
        }
        view
    }

    /// Asks about every key and reads every feed of every shop now.
    pub(crate) fn hurry_all(&self) {
        let mut held = self.lock();
        held.hurried = held.loops.keys().copied().collect();
        for one in held.loops.values() {
            one.hurry.notify_one();
        }
    }

    fn take_hurry(&self, id: AccountId) -> bool {
        self.lock().hurried.remove(&id)
    }

    fn take_wish(&self, id: AccountId) -> Option<Job> {
        self.lock().wishes.remove(&id)
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps one loop per shop until the room stops.
pub(crate) async fn run(room: Arc<Room>, loops: Arc<Loops>, jobs: Arc<Jobs>) -> Result<()> {
    let tracker = TaskTracker::new();
    loop {
        let accounts = store::account::list(&mut *room.store.read().await?, None).await?;
        match_loops((&room, &jobs, &loops), &tracker, &accounts);
        if !room.pause(LOOK).await {
            break;
        }
    }
    tracker.close();
    tracker.wait().await;
    Ok(())
}

fn match_loops(
    of: (&Arc<Room>, &Arc<Jobs>, &Arc<Loops>),
    tracker: &TaskTracker,
    accounts: &[Account],
) {
    let (room, _, loops) = of;
    let there = |id: &AccountId| accounts.iter().any(|account| account.id == *id);
    let mut held = loops.lock();
    held.wishes.retain(|id, _| there(id));
    held.hurried.retain(there);
    held.loops.retain(|id, one| {
        if !there(id) {
            one.stop.cancel();
        }
        there(id)
    });
    for account in accounts {
        held.loops.entry(account.id).or_insert_with(|| {
            let (stop, hurry) = (room.stop.child_token(), Arc::new(Notify::new()));
            let shop = ShopLoop::new(of, account.id, stop.clone(), Arc::clone(&hurry));
            tracker.spawn(shop.run());
            Loop { stop, hurry }
        });
    }
}
