//! What is said about bids. Amounts in whole numbers as text are millionths of a rouble like the
//! bids of campaigns; one with a point is in roubles, like the limits of bids.

use domain::{Bid, BidSignal, BidSignalKind, Currency, ExternalId, Money};
use rust_decimal::Decimal;

use super::ad::{money, share};
use crate::feed::Flaw;
use crate::ozon::wire::ad::{ClickProduct, SkuBid};

/// What others bid for a product of a campaign; zero is Ozon's word for none.
pub(in crate::ozon) fn competitive(
    row: ClickProduct,
    campaign: &str,
) -> Result<Option<BidSignal>, Flaw> {
    let told = row.bid.ok_or(Flaw::missing("bid"))?;
    let bid = money(Some(told)).map(Bid::Money);
    signal(row.sku, bid, BidSignalKind::Competitive, Some(campaign))
}

/// The lowest bid by the click at a placement.
pub(in crate::ozon) fn lowest(row: SkuBid, placement: &str) -> Result<Option<BidSignal>, Flaw> {
    let told = row.bid.ok_or(Flaw::missing("bid"))?;
    let roubles = Some(told).filter(|bid| *bid > Decimal::ZERO);
    let bid = roubles.and_then(|bid| Money::from_major(bid, Currency::RUB).ok());
    let signal = signal(row.sku, bid.map(Bid::Money), BidSignalKind::Lowest, None)?;
    Ok(signal.map(|signal| BidSignal {
        placement: placement.to_owned(),
        ..signal
    }))
}

/// The advised share of the price by the order, told in percent.
pub(in crate::ozon) fn advised(row: SkuBid, campaign: &str) -> Result<Option<BidSignal>, Flaw> {
    let told = row.bid.ok_or(Flaw::missing("bid"))?;
    let bid = share(Some(told)).filter(|share| *share > 0).map(Bid::Share);
    signal(row.sku, bid, BidSignalKind::Advised, Some(campaign))
}

fn signal(
    sku: String,
    bid: Option<Bid>,
    kind: BidSignalKind,
    campaign: Option<&str>,
) -> Result<Option<BidSignal>, Flaw> {
    if sku.is_empty() {
        return Err(Flaw::missing("sku"));
    }
    Ok(bid.map(|bid| BidSignal {
        listing: sku.into(),
        campaign: campaign.map(ExternalId::from),
        placement: String::new(),
        query: String::new(),
        kind,
        mark: String::new(),
        bid,
        reach: None,
    }))
}
