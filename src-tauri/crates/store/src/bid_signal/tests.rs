use domain::{Campaign, CampaignItem, CampaignState, Currency, Money, PayFor};

use super::*;
use crate::fixture::{self, start};
use crate::kept;
use crate::sheet::Reading;

fn rub(minor: i64) -> Bid {
    Bid::Money(Money::new(minor, Currency::RUB))
}

fn signal(listing: &str, campaign: Option<&str>, query: &str, bid: Bid) -> BidSignal {
    BidSignal {
        listing: listing.into(),
        campaign: campaign.map(Into::into),
        placement: String::new(),
        query: query.to_owned(),
        kind: BidSignalKind::Advised,
        mark: String::new(),
        bid,
        reach: Some(25.into()),
    }
}

fn campaign() -> Campaign {
    Campaign {
        external_id: "c1".into(),
        name: "Choynak".to_owned(),
        kind: "cpc".to_owned(),
        state: CampaignState::Active,
        pays: PayFor::Click,
        automatic: false,
        budget_day: None,
        budget_week: None,
        left: None,
        items: vec![CampaignItem {
            listing: "l1".into(),
            placement: String::new(),
            bid: Some(rub(400)),
        }],
        from: None,
        until: None,
        updated_at: None,
    }
}

#[tokio::test]
async fn a_campaign_hears_what_is_said_of_its_own_listings() {
    let (_dir, store, _, account) = fixture::shop().await;
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let signals = vec![
        signal("l1", Some("c1"), "", rub(700)),
        signal("l1", None, "", Bid::Share(550)),
        signal("l1", Some("c2"), "", rub(300)),
        signal("l1", Some("c1"), "choynak", rub(900)),
        signal("l2", None, "", rub(100)),
    ];
    let kept = store.write(move |tx| {
        Box::pin(async move {
            kept::keep(tx, reading, &[campaign()]).await?;
            kept::keep(tx, reading, &signals).await
        })
    });
    kept.await.unwrap();
    let mut conn = store.read().await.unwrap();
    let found = of_campaign(&mut conn, account, "c1").await.unwrap();
    let bids: Vec<Bid> = found.iter().map(|row| row.bid).collect();
    assert_eq!(
        bids,
        [Bid::Share(550), rub(700)],
        "neither another campaign's, nor a query's, nor of a listing that is not in it"
    );
    assert_eq!(found[0].reach, Some(25.0), "as percent");
}

#[tokio::test]
async fn signals_are_sought_listing_by_listing() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    let plan = fixture::plan(&mut conn, OF_CAMPAIGN).await;
    let sought = plan.iter().any(|step| {
        step.contains("SEARCH bid_signals USING PRIMARY KEY (account_id=? AND listing_key=?")
    });
    assert!(sought, "not all of a shop's signals are read: {plan:?}");
}
