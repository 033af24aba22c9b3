//! What was computed once is remembered; making it again would give the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Remembered things of one kind by stall and day (or line).
pub(super) type Memory<T> = Mutex<HashMap<(&'static str, i64), Arc<Vec<T>>>>;

/// What is remembered under `key`, made when it is asked for the first time.
pub(super) fn remember<T>(
    memory: &Memory<T>,
    key: (&'static str, i64),
    make: impl FnOnce() -> Vec<T>,
) -> Arc<Vec<T>> {
    if let Some(known) = memory
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&key)
    {
        return Arc::clone(known);
    }
    // Made outside the lock: a review asks for orders, and two makers make the same.
    let made = Arc::new(make());
    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(memory.entry(key).or_insert(made))
}

/// What is remembered under `key` so far.
pub(super) fn known<T>(memory: &Memory<T>, key: (&'static str, i64)) -> Arc<Vec<T>> {
    let memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    memory.get(&key).cloned().unwrap_or_default()
}

/// Remembers `longer` under `key`, unless somebody has remembered more in the meantime.
pub(super) fn store_longer<T>(memory: &Memory<T>, key: (&'static str, i64), longer: Vec<T>) {
    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = memory.entry(key).or_default();
    if entry.len() < longer.len() {
        *entry = Arc::new(longer);
    }
}
