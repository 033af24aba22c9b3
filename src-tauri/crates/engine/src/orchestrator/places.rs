//! The places that running tasks take: so many in each lane, so many of them for one account.

use std::collections::HashMap;

use domain::AccountId;
use queue::{Lane, Leased};
use tokio::task::{Id, JoinError};

/// A lane of the queue.
struct LaneSpec {
    name: &'static str,
    /// How many tasks it runs at once.
    most: usize,
    /// It runs while all stands still: a person who stopped everything wants to take back what
    /// went wrong.
    even_paused: bool,
    /// How many of them for one account: a marketplace that hangs must not hold up the others.
    per_account: usize,
}

const LANES: [LaneSpec; 3] = [
    LaneSpec {
        name: "ai",
        most: 4,
        even_paused: false,
        per_account: 4,
    },
    LaneSpec {
        name: "write",
        most: 4,
        even_paused: false,
        per_account: 2,
    },
    LaneSpec {
        name: "undo",
        most: 2,
        even_paused: true,
        per_account: 1,
    },
];

/// Which task takes which place.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<Id, (String, Option<AccountId>)>);

impl Places {
    /// A task takes its place.
    pub(super) fn take(&mut self, id: Id, leased: &Leased) {
        let task = &leased.task;
        self.0.insert(id, (task.lane.clone(), task.account));
    }

    /// A task has ended, also by a panic.
    pub(super) fn free(&mut self, ended: &Result<(Id, ()), JoinError>) {
        match ended {
            Ok((id, ())) => self.0.remove(id),
            Err(error) => self.0.remove(&error.id()),
        };
    }

    /// Lanes with room.
    pub(super) fn lanes(&self) -> Vec<Lane> {
        let busy = |name: &str| self.0.values().filter(|(lane, _)| lane == name).count();
        LANES
            .iter()
            .map(|lane| Lane {
                name: lane.name.to_owned(),
                room: lane.most.saturating_sub(busy(lane.name)),
                even_paused: lane.even_paused,
                per_account: lane.per_account,
            })
            .filter(|lane| lane.room > 0)
            .collect()
    }

    /// Lane and account of each running task.
    pub(super) fn running(&self) -> Vec<(String, AccountId)> {
        let places = self.0.values();
        places
            .filter_map(|(lane, account)| Some((lane.clone(), (*account)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test]
    async fn a_task_that_panicked_frees_its_place() {
        let mut running = JoinSet::new();
        let mut places = Places::default();
        for lane in ["write", "write", "ai"] {
            let id = running.spawn(async { panic!("a mistake of ours") }).id();
            places.0.insert(id, (lane.to_owned(), Some(AccountId(1))));
        }
        let room = |places: &Places, name: &str| {
            let lanes = places.lanes();
            let lane = lanes.iter().find(|lane| lane.name == name);
            lane.map(|lane| lane.room)
        };
        assert_eq!(room(&places, "write"), Some(2), "two places are taken");
        while let Some(ended) = running.join_next_with_id().await {
            places.free(&ended);
        }
        assert_eq!(room(&places, "write"), Some(4), "and free again");
        assert!(places.running().is_empty(), "nothing runs");
    }
}
