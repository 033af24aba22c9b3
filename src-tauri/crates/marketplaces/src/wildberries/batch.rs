//! Changes that leave in several requests: each has its own outcome, and one that is lost takes
//! nothing from those before it.

use std::collections::HashSet;

use super::api::Api;
use crate::Result;
use crate::contract::{Receipt, Taken};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Reply};

/// A request and the places of the changes that it carries.
pub(super) struct Batch {
    pub(super) places: Vec<usize>,
    pub(super) call: Call,
}

/// Sends them one after the other. `taken` holds what is known of each change before; `read` tells
/// what an answer says of those of its batch, in their order. A change that one of its requests
/// refuses is refused.
///
/// # Errors
/// When the only one fails, or the first one before it reached anybody who could refuse it: nothing
/// is known of any change then. A later one that is lost leaves its changes for the read-back to
/// find out.
pub(super) async fn send(
    api: &Api,
    mut taken: Vec<Taken>,
    batches: Vec<Batch>,
    read: impl Fn(&Batch, Reply) -> Result<Vec<Taken>>,
) -> Result<Vec<Taken>> {
    let mut told = HashSet::new();
    for (number, batch) in batches.iter().enumerate() {
        let sent = api.raw(&batch.call).await;
        let outcome = match sent.and_then(|reply| read(batch, reply)) {
            Err(error) if batches.len() == 1 || number == 0 && !is_refusal(&error) => {
                return Err(error);
            }
            Err(error) if error.may_have_happened => {
                vec![Taken::Accepted(Receipt::default()); batch.places.len()]
            }
            Err(error) => vec![Taken::Refused(error.message); batch.places.len()],
            Ok(outcome) => outcome,
        };
        for (place, one) in batch.places.iter().zip(outcome) {
            let first = told.insert(*place);
            match taken.get_mut(*place) {
                Some(slot) if first || matches!(slot, Taken::Accepted(_)) => *slot = one,
                _ => {}
            }
        }
    }
    Ok(taken)
}

fn is_refusal(error: &MarketplaceError) -> bool {
    matches!(error.kind, ErrorKind::Rejected | ErrorKind::NotFound)
}
