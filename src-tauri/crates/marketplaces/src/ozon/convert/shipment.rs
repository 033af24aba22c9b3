//! Shipments of the seller's own parcels: those that can be made, and those that are made.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ExternalId, Scheme, Supply};

use crate::feed::Flaw;
use crate::ozon::wire::shipment::{Carriage, ShippingMethod};

/// Ozon's word for a shipment that was made and not confirmed.
pub(in crate::ozon) const NEW: &str = "new";

/// Before the number of one that is made, and before the method and the day of one that can be.
const MADE: &str = "carriage:";
const CAN_BE: &str = "method:";

/// What a step of a shipment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ozon) enum Target {
    /// One that is made.
    Made(i64),
    /// One that can be made: the method of delivery and the day.
    CanBe(i64, NaiveDate),
}

impl Target {
    /// The shipment of a supply; `None` where it is a delivery to Ozon's shelves.
    pub(in crate::ozon) fn of(supply: &ExternalId) -> Option<Self> {
        let supply = supply.as_str();
        if let Some(number) = supply.strip_prefix(MADE) {
            return number.parse().ok().map(Self::Made);
        }
        let (method, day) = supply.strip_prefix(CAN_BE)?.split_once(':')?;
        Some(Self::CanBe(method.parse().ok()?, day.parse().ok()?))
    }

    fn id(self) -> ExternalId {
        let text = match self {
            Self::Made(number) => format!("{MADE}{number}"),
            Self::CanBe(method, day) => format!("{CAN_BE}{method}:{day}"),
        };
        text.into()
    }
}

/// The day of a method's shipments.
pub(in crate::ozon) fn departs(row: &ShippingMethod) -> Option<NaiveDate> {
    row.departure_date.get(..10)?.parse().ok()
}

/// Shipments of a method of delivery. One that could be made of nothing is none.
pub(in crate::ozon) fn shipments(row: &ShippingMethod) -> Result<Option<Vec<Supply>>, Flaw> {
    let method = row.delivery_method_id.filter(|id| *id > 0);
    let method = method.ok_or(Flaw::missing("delivery_method_id"))?;
    let day = departs(row).ok_or(Flaw::missing("departure_date"))?;
    let mut all = Vec::new();
    for carriage in &row.carriages {
        let made = carriage.id.filter(|id| *id > 0);
        if made.is_none() && carriage.postings_count.unwrap_or_default() <= 0 {
            continue;
        }
        let target = made.map_or(Target::CanBe(method, day), Target::Made);
        all.push(supply(row, carriage, target));
    }
    Ok(Some(all))
}

fn supply(row: &ShippingMethod, carriage: &Carriage, target: Target) -> Supply {
    let names = [&row.delivery_method_name, &row.warehouse_name];
    let name = names.into_iter().find(|name| !name.is_empty());
    let address = Some(&row.dropoff_address).filter(|address| !address.is_empty());
    Supply {
        external_id: target.id(),
        name: name.map_or_else(|| row.departure_date.clone(), Clone::clone),
        state: carriage.status.clone(),
        open: matches!(target, Target::CanBe(..)) || carriage.status == NEW,
        scheme: match row.is_rfbs {
            Some(true) => Scheme::SellerDelivery,
            _ => Scheme::Seller,
        },
        warehouse: address.cloned(),
        created_at: None,
        at: cutoff(&row.cutoff_at),
        amount: carriage.postings_count,
    }
}

fn cutoff(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.with_timezone(&Utc))
}
