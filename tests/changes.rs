//! Every kind of change that a shop offers, done by hand: written once, then looked at until the
//! marketplace says how it stands. What a shop lacks is skipped because it says so.

mod goods;
mod notes;
mod papers;
mod parcels;
mod people;
mod selling;

use std::time::Duration;

use domain::{Change, ExternalId, Listing};
use marketplaces::{Changes, Cursor, Receipt, Row, Seen, Shop, Taken, Window};
use sandbox::WorldClock;

use crate::hand;

/// Looks at a change so often before it must be known how it stands.
const LOOKS: usize = 60;

/// A shop whose time stands still unless somebody waits.
pub struct Hand<'a> {
    /// The shop.
    pub shop: &'a dyn Shop,
    /// The world's time.
    pub time: WorldClock,
    /// How far back a first round reads.
    pub window: Window,
}

impl Hand<'_> {
    /// All rows of a feed; none where it is not offered.
    ///
    /// # Panics
    /// When the sandbox refuses.
    pub async fn rows<T: Row>(&self) -> Vec<T> {
        self.rows_after(&mut None).await
    }

    /// The same in one round after another: what an earlier one left in `carried` is gone on with.
    async fn rows_after<T: Row>(&self, carried: &mut Option<Cursor>) -> Vec<T> {
        let Some(feed) = T::source(self.shop) else {
            return Vec::new();
        };
        let window = || Window {
            now: domain::Clock::now(&crate::time::Leap(self.time.clone())),
            ..self.window
        };
        let page = async |after: Option<Cursor>| {
            hand::patient(&self.time, async || {
                feed.page(after.as_ref(), window()).await
            })
            .await
        };
        let walk = hand::walk(carried.take(), |span| self.time.advance(span), page).await;
        let walk = walk.unwrap_or_else(|error| panic!("{}: {error}", T::FEED));
        *carried = walk.cursor.and_then(|last| feed.carried(&last));
        walk.rows
    }

    /// Writes a change and looks until it is known how it stands.
    ///
    /// # Panics
    /// When it is not taken.
    pub async fn change<C: Change>(&self, by: &dyn Changes<C>, change: &C) -> (Receipt, Seen) {
        let kind = C::KIND.as_str();
        assert!(by.most() >= 1, "{kind}: one at least leaves in a request");
        let approved = [hand::approved(change)];
        let taken = hand::patient(&self.time, async || by.write(&approved).await).await;
        let taken = taken.unwrap_or_else(|error| panic!("{kind}: {error}"));
        let receipt = match taken.as_slice() {
            [Taken::Accepted(receipt)] => receipt.clone(),
            other => panic!("{kind}: one change has one outcome, a good one: {other:?}"),
        };
        for _ in 0..LOOKS {
            let look = hand::patient(&self.time, async || by.seen(change, &receipt).await).await;
            match look.unwrap_or_else(|error| panic!("{kind}: {error}")) {
                Seen::Pending => self.time.advance(Duration::from_secs(30)),
                seen => return (receipt, seen),
            }
        }
        panic!("{kind}: nobody ever says how it stands");
    }

    /// What is taken must be there; whether it was.
    async fn there_if_taken<C: Change>(&self, by: &dyn Changes<C>, change: &C) -> bool {
        let approved = [hand::approved(change)];
        let taken = hand::patient(&self.time, async || by.write(&approved).await).await;
        let Ok([Taken::Accepted(receipt)]) = taken.as_deref() else {
            // A refusal may cost as much as several requests: they come back.
            self.time.advance(Duration::from_secs(10));
            return false;
        };
        let seen = hand::patient(&self.time, async || by.seen(change, receipt).await).await;
        assert_eq!(seen, Ok(Seen::There), "what was taken is read back");
        true
    }

    async fn there<C: Change>(&self, by: &dyn Changes<C>, change: &C) -> Receipt {
        let (receipt, seen) = self.change(by, change).await;
        assert_eq!(
            seen,
            Seen::There,
            "{}: what was taken is read back",
            C::KIND.as_str()
        );
        receipt
    }

    /// Does one change of every kind.
    ///
    /// # Panics
    /// When one is not taken, or not read back.
    pub async fn everything(&self) {
        self.price().await;
        self.stock().await;
        self.papers().await;
        self.parcels().await;
        self.supplies().await;
        self.handed_over().await;
        self.documents().await;
        self.words().await;
        self.returned().await;
        self.chat().await;
        self.pin().await;
        self.promotion().await;
        self.campaign().await;
        self.card().await;
    }

    async fn article(&self, listing: &ExternalId) -> String {
        let listings = self.rows::<Listing>().await;
        let mut named = listings
            .into_iter()
            .filter(|one| one.external_id == *listing || one.aliases.contains(listing));
        named.next().map(|one| one.article).unwrap_or_default()
    }
}
