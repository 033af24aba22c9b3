//! What models cost, written down in the transaction that settles the task.

use chrono::{DateTime, Utc};
use store::Tx;
use store::usage::NewUsage;

use crate::error::Result;
use crate::lease::Lease;
use crate::pen::Used;

/// Keeps what a call of a model used, whether it brought a text or not.
pub(crate) async fn keep(
    tx: &mut Tx,
    lease: &Lease,
    purpose: &str,
    used: &Used,
    now: DateTime<Utc>,
) -> Result<()> {
    let task = &lease.leased().task;
    let tokens = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let new = NewUsage {
        partner: task.partner,
        account: task.account,
        task: Some(task.id),
        purpose: purpose.to_owned(),
        provider: used.provider.to_owned(),
        model: used.model.clone(),
        input_tokens: tokens(used.usage.input.saturating_add(used.usage.cache_write)),
        output_tokens: tokens(used.usage.output),
        cached_tokens: tokens(used.usage.cache_read),
        cost_micros: used.cost_micros,
        stop: None,
    };
    store::usage::add(tx, &new, now, &crate::day::spend_day(now)).await?;
    Ok(())
}
