//! From a wish to change something at a marketplace to the proof that it stands there: propose,
//! judge, decide, look whether what was seen still stands, send once, read back, write down.
//! One set of rails for every kind; what differs is a [`Verb`].

mod apply;
mod end;
mod fits;
mod judge;
mod leave;
mod look;
mod propose;
mod verb;

pub(crate) use apply::{ApplyTask, given_up, is_open, run};
pub use fits::fits;
pub use propose::{Proposed, cancel, decide, propose, undo};

use domain::{AccountId, ChangeKind, PartnerId};
use queue::Unique;
use serde_json::json;
use store::Tx;

use crate::error::Result;
use crate::lease::Task;

/// Applies the changes of one kind that a shop's people agreed to.
pub const APPLY: &str = "apply_changes/1";

/// A person has been waited for.
const PRIORITY: i64 = 10;

/// Pushes the task that applies changes of that kind; one that lives does it, too.
pub(crate) async fn schedule(
    tx: &mut Tx,
    partner: PartnerId,
    account: AccountId,
    kind: ChangeKind,
    undoing: bool,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let (lane, suffix) = match undoing {
        true => ("undo", ":undo"),
        false => ("write", ""),
    };
    let task = Task {
        partner,
        account,
        kind: APPLY,
        key: format!("apply:{account}:{}{suffix}", kind.as_str()),
        unique: Unique::WhileLive,
        payload: json!(ApplyTask { kind, undoing }),
        priority: PRIORITY,
        lane,
        run_at: now,
        reserve: 0,
    };
    task.push(tx, now).await?;
    Ok(())
}
