//! The cabinet and its shops: who may be asked about, and what counts as one lane.

use super::{PARALLEL, business, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// One shop of the cabinet, which the API calls a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shop {
    /// Number.
    pub(super) id: u64,
    /// Sells from the seller's own warehouse (FBS) or from Market's (FBY).
    pub(super) own: bool,
}

impl Shop {
    /// The way of selling.
    pub(super) fn kind(self) -> &'static str {
        if self.own { "FBS" } else { "FBY" }
    }

    /// The shop's address.
    pub(super) fn domain(self) -> String {
        format!("Zarafshon Uy {}", self.kind())
    }
}

/// Both shops.
pub(super) fn shops(bazaar: &Bazaar) -> [Shop; 2] {
    let first = 100_000_000 + 3 * (business(bazaar) % 1_000_000);
    [
        Shop {
            id: first,
            own: true,
        },
        Shop {
            id: first + 1,
            own: false,
        },
    ]
}

/// The shop that goods of the seller's own warehouse, or Market's, are sold by.
pub(super) fn shop(bazaar: &Bazaar, own: bool) -> Shop {
    let [fbs, fby] = shops(bazaar);
    if own { fbs } else { fby }
}

/// The shop that the path names.
pub(super) fn asked(bazaar: &Bazaar, call: &Call) -> Option<Shop> {
    let id: u64 = call.name("campaignId").parse().ok()?;
    shops(bazaar).into_iter().find(|shop| shop.id == id)
}

/// Refuses a cabinet or shop that is not the seller's.
pub(super) fn open(bazaar: &Bazaar, call: &Call) -> Result<(), Reply> {
    let cabinet = call.name("businessId");
    if !cabinet.is_empty() && cabinet != business(bazaar).to_string() {
        return Err(refuse::forbidden("Access to business denied"));
    }
    if !call.name("campaignId").is_empty() && asked(bazaar, call).is_none() {
        return Err(refuse::forbidden("Access to campaign denied"));
    }
    Ok(())
}

/// What requests at the same moment are counted by, and how many there may be.
pub(super) fn lane(call: &Call) -> (String, u32) {
    let named = |name: &str| format!("{name} {}", call.name(name));
    let name = match (call.name("campaignId"), call.name("businessId")) {
        ("", "") => "cabinet".to_owned(),
        ("", _) => named("businessId"),
        _ => named("campaignId"),
    };
    (name, PARALLEL)
}
