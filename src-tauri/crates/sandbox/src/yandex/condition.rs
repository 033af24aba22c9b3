//! States of a cabinet in which something is refused (concepts/error-codes and concepts/api-access
//! of the documentation, read 2026-09-16).

use super::{STALL, UZBEKISTAN, business, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::faults::{Fault, FaultRule, Times};

/// Writes whose description has 423: "Business is in migration".
const MOVED: [&str; 5] = [
    "/v2/businesses/{businessId}/offer-cards/update",
    "/v2/businesses/{businessId}/offer-mappings/archive",
    "/v2/businesses/{businessId}/offer-mappings/unarchive",
    "/v2/businesses/{businessId}/offer-mappings/update",
    "/v2/businesses/{businessId}/offer-prices/updates",
];

/// How a state is shown.
pub(super) fn played(condition: Condition) -> Option<Played> {
    let part = match condition {
        Condition::NoCategory => "no_communication",
        Condition::ExpiredKey => "revoked",
        Condition::Blocked => "closed",
        Condition::Moving => "moving",
        Condition::OtherHost => {
            let down = FaultRule::new(Fault::Reset, Times::Always).from_host(UZBEKISTAN);
            return Some(Played::part(STALL.id, "market_yandex_go").with(down.at(STALL.id)));
        }
        // A subscription raises limits and opens nothing.
        Condition::NoSubscription => return None,
    };
    Some(Played::part(STALL.id, part))
}

/// Refuses what the state of the cabinet closes.
pub(super) fn admit(bazaar: &Bazaar, call: &Call) -> Result<(), Reply> {
    if call.plays("revoked") {
        return Err(refuse::unauthorised("Api-Key token is revoked"));
    }
    if call.plays("closed") && call.template != "/v2/campaigns" {
        let message = format!(
            "API for business {} disabled because it has only disabled partners",
            business(bazaar)
        );
        return Err(refuse::forbidden(&message));
    }
    if call.plays("no_communication") && is_of_buyers(call.template) {
        return Err(refuse::no_scope());
    }
    if call.plays("moving") && MOVED.contains(&call.template) {
        return Err(refuse::moving());
    }
    Ok(())
}

fn is_of_buyers(template: &str) -> bool {
    ["/goods-feedback", "/goods-questions", "/chats"]
        .iter()
        .any(|part| template.contains(part))
}
