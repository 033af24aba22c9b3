//! Reviews that buyers see first. What may be pinned is paid for by a subscription or an option of
//! the tariff, and their limits say which of them has room.

use async_trait::async_trait;
use domain::{Approved, PinPlace, ReviewPin};
use http::Method;
use serde_json::json;

use super::api::Api;
use super::profile::FEEDBACKS;
use super::wire::{Data, Pin, PinLimit, PinLimits, PinOutcome, Pins};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::feed::readable;
use crate::http::Call;

const WRITE: &str = "pins.write";
const SEEN: &str = "pins.seen";
const PINS: &str = "/api/feedbacks/v1/pins";
/// Rows of one answer, at most (WB API 09-communications).
const LIMIT: i64 = 500;
/// More pages than any seller's pins fill; a list that never ends is given up.
const PAGES: usize = 40;

/// Pins reviews.
pub(super) struct ReviewPins {
    pub(super) api: Api,
}

#[async_trait]
impl Changes<ReviewPin> for ReviewPins {
    fn fit(&self, change: &ReviewPin) -> std::result::Result<(), Unfit<ReviewPin>> {
        match change.review.as_str().trim().is_empty() {
            true => Err(Unfit::new("pin.review")),
            false => Ok(()),
        }
    }

    async fn write(&self, changes: &[Approved<ReviewPin>]) -> Result<Vec<Taken>> {
        let mut taken = Vec::new();
        for change in changes {
            taken.push(match change.content().pinned {
                true => self.pin(change).await?,
                false => self.unpin(change).await?,
            });
        }
        Ok(taken)
    }

    async fn seen(&self, change: &ReviewPin, _: &Receipt) -> Result<Seen> {
        let pinned = self.found(SEEN, change).await?.is_some();
        let word = if pinned { "pinned" } else { "unpinned" };
        Ok(match pinned == change.pinned {
            true => Seen::There,
            false => Seen::Different(word.to_owned()),
        })
    }
}

impl ReviewPins {
    async fn pin(&self, change: &Approved<ReviewPin>) -> Result<Taken> {
        let wanted = change.content();
        let Some(method) = self.method().await? else {
            return Ok(Taken::Refused("no pins are left".to_owned()));
        };
        let call = Call::write(WRITE, FEEDBACKS, Method::POST, PINS)
            .bucket("feedbacks")
            .until(change.ends())
            .json(json!([{"pinMethod": method, "pinOn": word(wanted.place),
                "feedbackId": wanted.review}]));
        let found: Data<Vec<PinOutcome>> = self.api.read(&call).await?;
        Ok(match found.data.first() {
            Some(outcome) if !outcome.is_there() => Taken::Refused(outcome.words()),
            // Without a word about it, it is looked for.
            _ => Taken::Accepted(Receipt::default()),
        })
    }

    /// A pin is taken away by its own number; where it is gone, nothing is to be done.
    async fn unpin(&self, change: &Approved<ReviewPin>) -> Result<Taken> {
        if let Some(pin) = self.found(WRITE, change.content()).await? {
            let call = Call::write(WRITE, FEEDBACKS, Method::DELETE, PINS)
                .bucket("feedbacks")
                .until(change.ends())
                .json(json!([pin]));
            self.api.ask(&call).await?;
        }
        Ok(Taken::Accepted(Receipt::default()))
    }

    /// The number of the pin, if there is one.
    async fn found(&self, operation: &'static str, wanted: &ReviewPin) -> Result<Option<i64>> {
        let own = |pin: &Pin| {
            pin.feedback_id == wanted.review.as_str()
                && pin.pin_on == word(wanted.place)
                && pin.state == "pinned"
        };
        let mut next: Option<i64> = None;
        for _ in 0..PAGES {
            let mut call = call(operation, PINS)
                .query("state", "pinned")
                .query("pinOn", word(wanted.place))
                .query("limit", &LIMIT);
            let listing = wanted.listing.as_ref();
            if let Some(nm_id) = listing.filter(|id| id.as_str().parse::<i64>().is_ok()) {
                call = call.query("nmId", nm_id);
            }
            if let Some(next) = next {
                call = call.query("next", &next);
            }
            let page: Pins = self.api.read(&call).await?;
            let pins: Vec<Pin> = readable(&page.data);
            let pin = pins.iter().find(|pin| own(pin));
            if let Some(pin) = pin.and_then(|pin| pin.pin_id) {
                return Ok(Some(pin));
            }
            next = page.next.filter(|after| Some(*after) != next);
            if next.is_none() {
                break;
            }
        }
        Ok(None)
    }

    /// The way of paying that has room for another pin.
    async fn method(&self) -> Result<Option<&'static str>> {
        let call = call(WRITE, "/api/feedbacks/v1/pins/limits");
        let found: Data<PinLimits> = self.api.read(&call).await?;
        let limits = found.data;
        let ways = [
            ("subscription", limits.subscription),
            ("tariff", limits.tariff),
        ];
        let mut ways = ways.into_iter();
        Ok(ways.find_map(|(name, limit)| limit.filter(PinLimit::has_room).map(|_| name)))
    }
}

fn call(operation: &'static str, path: &str) -> Call {
    Call::read(operation, FEEDBACKS, Method::GET, path).bucket("feedbacks")
}

/// WB's word for a place.
fn word(place: PinPlace) -> &'static str {
    match place {
        PinPlace::Card => "nm",
        PinPlace::Group => "imt",
    }
}
