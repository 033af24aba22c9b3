//! Setting prices. WB takes a full price in whole units and a whole percent of discount, works on
//! it for a while, and keeps a price back that is several times lower than the present one.

use async_trait::async_trait;
use domain::{Approved, ExternalId, Money, PriceChange};
use http::Method;
use serde_json::{Value, json};

use super::api::Api;
use super::batch::{self, Batch};
use super::convert;
use super::profile::PRICES;
use super::uploads;
use super::wire::{Data, Goods, GoodsList, UploadedGoods};
use crate::Result;
use crate::contract::{Changes, Receipt, Seen, Taken, Unfit};
use crate::error::{ErrorKind, MarketplaceError};
use crate::http::{Call, Reply, row};

mod fit;

const WRITE: &str = "prices.write";
const SEEN: &str = "prices.seen";

/// Sets prices.
pub(super) struct PriceChanges {
    pub(super) api: Api,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target {
    nm_id: i64,
    /// Only where sizes cost different amounts.
    size: Option<i64>,
}

impl Target {
    fn of(listing: &ExternalId) -> Option<Self> {
        let (nm_id, size) = match listing.as_str().split_once(':') {
            Some((nm_id, size)) => (nm_id, Some(size.parse().ok()?)),
            None => (listing.as_str(), None),
        };
        Some(Self {
            nm_id: nm_id.parse().ok()?,
            size,
        })
    }

    /// Whether an upload tells of it.
    fn is(self, goods: &UploadedGoods) -> bool {
        let size = self.size.is_none_or(|size| goods.size_id == Some(size));
        goods.nm_id == Some(self.nm_id) && size
    }

    /// The row of an upload.
    fn row(self, change: &PriceChange) -> Option<Value> {
        let full = fit::whole(change.before.unwrap_or(change.price))?;
        match self.size {
            Some(size) => Some(json!({"nmID": self.nm_id, "sizeID": size, "price": full})),
            None => {
                let discount = fit::percent(change)?;
                Some(json!({"nmID": self.nm_id, "price": full, "discount": discount}))
            }
        }
    }
}

#[async_trait]
impl Changes<PriceChange> for PriceChanges {
    fn most(&self) -> usize {
        uploads::MOST
    }

    fn fit(&self, change: &PriceChange) -> std::result::Result<(), Unfit<PriceChange>> {
        match Target::of(&change.listing) {
            None => Err(Unfit::new("price.listing")),
            Some(target) => fit::fit(change, target.size.is_some()),
        }
    }

    /// Cards and sizes are uploads of their own.
    async fn write(&self, changes: &[Approved<PriceChange>]) -> Result<Vec<Taken>> {
        let unfit = Taken::Refused("a price that WB cannot hold".to_owned());
        let batches = [false, true]
            .into_iter()
            .filter_map(|sizes| upload(changes, sizes));
        batch::send(
            &self.api,
            vec![unfit; changes.len()],
            batches.collect(),
            |batch, reply| {
                let taken = self.taken(&batch.call, reply)?;
                Ok(vec![taken; batch.places.len()])
            },
        )
        .await
    }

    async fn seen(&self, change: &PriceChange, receipt: &Receipt) -> Result<Seen> {
        let target = Target::of(&change.listing).ok_or_else(unknown)?;
        if let Some(upload) = &receipt.id
            && let Some(seen) =
                uploads::stands(&self.api, SEEN, upload, |one| target.is(one)).await?
        {
            return Ok(seen);
        }
        let (price, full) = self.standing(target).await?;
        let wanted = (change.price, change.before.unwrap_or(change.price));
        Ok(match target.size {
            // A size has a price before the card's discount and nothing else.
            Some(_) if full == wanted.1 => Seen::There,
            None if (price, full) == wanted => Seen::There,
            _ if Some(price) == change.expected => Seen::Pending,
            _ => Seen::Different(format!("{} {}", price.major(), price.currency)),
        })
    }
}

/// The upload of the changes for sizes, or of the others.
fn upload(changes: &[Approved<PriceChange>], sizes: bool) -> Option<Batch> {
    let row = |(place, change): (usize, &Approved<PriceChange>)| {
        let target = Target::of(&change.content().listing)?;
        let row = target.row(change.content())?;
        (target.size.is_some() == sizes).then_some((place, row))
    };
    let (places, rows): (Vec<_>, Vec<_>) = changes.iter().enumerate().filter_map(row).unzip();
    let path = match sizes {
        true => "/api/v2/upload/task/size",
        false => "/api/v2/upload/task",
    };
    let call = Call::write(WRITE, PRICES, Method::POST, path)
        .bucket("prices")
        .until(changes.iter().filter_map(Approved::ends).min())
        .json(json!({ "data": rows }));
    (!places.is_empty()).then_some(Batch { places, call })
}

impl PriceChanges {
    fn taken(&self, call: &Call, reply: Reply) -> Result<Taken> {
        match self.api.success(call, reply) {
            Ok(reply) => {
                let said = serde_json::from_slice(&reply.body).unwrap_or_default();
                Ok(Taken::Accepted(Receipt::of(&said, "/data/id")))
            }
            // Nothing to do is no refusal; reading tells whether that is so.
            Err(error) if error.message.contains("already set") => {
                Ok(Taken::Accepted(Receipt::default()))
            }
            Err(error) => Err(error),
        }
    }

    /// The price after and before the discount that stands now.
    async fn standing(&self, target: Target) -> Result<(Money, Money)> {
        let call = Call::read(SEEN, PRICES, Method::POST, "/api/v2/list/goods/filter")
            .bucket("prices")
            .json(json!({"nmList": [target.nm_id]}));
        let found: Data<GoodsList> = self.api.read(&call).await?;
        for raw in &found.data.list_goods {
            let Ok(goods) = row::<Goods>(raw) else {
                continue;
            };
            let mut sizes = goods.sizes.iter();
            let size = match target.size {
                None => sizes.next(),
                wanted => sizes.find(|size| size.size_id == wanted),
            };
            if goods.nm_id == Some(target.nm_id)
                && let Some(size) = size
                && let Ok(standing) = convert::standing(raw, &goods, size)
            {
                return Ok(standing);
            }
        }
        Err(unknown())
    }
}

fn unknown() -> MarketplaceError {
    MarketplaceError::new(ErrorKind::NotFound, SEEN, "no such card")
}
