//! Yandex's words for the stages of an order.

use crate::world::{Order, Stage};

/// Status and substatus.
pub(super) fn of(order: &Order, stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Created => ("PROCESSING", "STARTED"),
        Stage::Packing => ("PROCESSING", "READY_TO_SHIP"),
        Stage::HandedOver | Stage::Delivering => ("DELIVERY", "DELIVERY_SERVICE_RECEIVED"),
        Stage::AtPickup => ("PICKUP", "PICKUP_SERVICE_RECEIVED"),
        Stage::Completed => ("DELIVERED", "DELIVERY_SERVICE_DELIVERED"),
        Stage::Returned => ("RETURNED", "DELIVERY_SERVICE_DELIVERED"),
        Stage::Cancelled if order.by_buyer => ("CANCELLED", "USER_CHANGED_MIND"),
        Stage::Cancelled => ("CANCELLED", "SHOP_FAILED"),
    }
}

/// What became of the goods; nothing is told before they leave.
pub(super) fn of_item(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Created | Stage::Packing => None,
        Stage::HandedOver | Stage::Delivering | Stage::AtPickup => Some("SHIPPED"),
        Stage::Completed => Some("DELIVERED_TO_BUYER"),
        Stage::Returned => Some("RETURNED"),
        Stage::Cancelled => Some("CANCELLED"),
    }
}
