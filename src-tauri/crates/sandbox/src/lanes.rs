//! How many requests of one kind are being answered at the same moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A venue's bound on requests at the same moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Requests with the same name count together.
    pub name: String,
    /// How many may be under way.
    pub most: u32,
}

/// Lanes in use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lanes(Arc<Mutex<HashMap<String, u32>>>);

/// A place in a lane, given back when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    lanes: Lanes,
    name: String,
    /// The lane was full.
    pub(crate) crowded: bool,
}

impl Lanes {
    /// Takes a place; over the bound it is taken too, and says so.
    pub(crate) fn enter(&self, lane: Lane) -> Turn {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(lane.name.clone()).or_default();
        *count += 1;
        Turn {
            crowded: *count > lane.most,
            lanes: self.clone(),
            name: lane.name,
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut counts = self.lanes.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.name) {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_lane_is_free_again_when_one_leaves() {
        let lanes = Lanes::default();
        let enter = |name: &str| {
            let name = name.to_owned();
            lanes.enter(Lane { name, most: 2 })
        };
        let (first, _second) = (enter("a"), enter("a"));
        assert!(enter("a").crowded, "the third at once is too many");
        assert!(!enter("b").crowded, "another lane is empty");
        drop(first);
        assert!(!enter("a").crowded, "one left, so one may come");
    }
}
