use chrono::NaiveDate;
use domain::{
    AccountId, AdDay, AdFigures, Campaign, CampaignItem, CampaignState, Currency, Money, PayFor,
};

use super::*;
use crate::fixture::{self, start};
use crate::kept;

fn roubles(minor: i64) -> Money {
    Money::new(minor, Currency::RUB)
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn campaign(id: &str, state: CampaignState) -> Campaign {
    Campaign {
        external_id: id.into(),
        name: format!("Campaign {id}"),
        kind: "search".to_owned(),
        state,
        pays: PayFor::Views,
        automatic: false,
        budget_day: Some(roubles(100_000)),
        budget_week: None,
        left: None,
        items: vec![CampaignItem {
            listing: "l1".into(),
            placement: "search".to_owned(),
            bid: Some(Bid::Share(250)),
        }],
        from: None,
        until: None,
        updated_at: None,
    }
}

fn told(campaign: &str, at: u32, spend: i64, revenue: Option<i64>) -> AdDay {
    AdDay {
        campaign: campaign.into(),
        listing: None,
        day: day(at),
        figures: AdFigures {
            views: Some(1000),
            clicks: Some(10),
            carts: None,
            orders: Some(1),
            spend: roubles(spend),
            revenue: revenue.map(roubles),
        },
    }
}

async fn kept<T: Kept>(store: &crate::open::Store, account: AccountId, rows: Vec<T>) {
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let kept = store.write(move |tx| Box::pin(async move { kept::keep(tx, reading, &rows).await }));
    kept.await.unwrap();
}

#[tokio::test]
async fn a_campaign_shows_what_it_cost_in_the_days_that_are_asked_for() {
    let (_dir, store, partner, account) = fixture::shop().await;
    let other = CampaignState::Other("moderation".to_owned());
    let rows = vec![
        campaign("a", CampaignState::Active),
        campaign("b", CampaignState::Active),
        campaign("c", CampaignState::Ended),
        campaign("d", other.clone()),
    ];
    kept(&store, account, rows).await;
    let days = vec![
        told("a", 10, 100, Some(1000)),
        told("a", 19, 300, Some(2000)),
        told("a", 20, 200, Some(3000)),
        told("b", 20, 900, Some(4000)),
        told("b", 19, 100, None),
    ];
    kept(&store, account, days).await;
    let mut conn = store.read().await.unwrap();
    let span = AdSpan {
        from: day(14),
        to: day(20),
    };
    let filter = |queue, after| CampaignFilter {
        account: None,
        queue,
        span,
        after,
    };
    let first = list(&mut conn, partner, &filter(CampaignQueue::Active, None), 1)
        .await
        .unwrap();
    assert_eq!(first[0].key, "b", "what costs most comes first");
    let sum = first[0].sum.unwrap();
    assert_eq!(sum.spend, Some(roubles(1000)), "two days");
    assert_eq!(
        sum.revenue, None,
        "one day was not told: a part is not the whole"
    );
    let after = Some(first[0].last());
    let rest = list(&mut conn, partner, &filter(CampaignQueue::Active, after), 9)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1, "the next page");
    assert_eq!(
        rest[0].sum.unwrap().spend,
        Some(roubles(500)),
        "the tenth lies before the span"
    );
    assert_eq!(
        rest[0].sum.unwrap().revenue,
        Some(roubles(5000)),
        "told for every day"
    );
    let paused = list(&mut conn, partner, &filter(CampaignQueue::Paused, None), 9)
        .await
        .unwrap();
    assert_eq!(paused[0].state, other, "an unknown state keeps its word");
    assert_eq!(paused[0].sum, None, "no data is not zero");
    let counts = counts(&mut conn, partner, None).await.unwrap();
    assert_eq!(counts.get("active"), Some(&2), "{counts:?}");
    let totals = totals(&mut conn, partner, None, span).await.unwrap();
    assert_eq!(
        totals[0].sum.spend,
        Some(roubles(1500)),
        "all that the shop spent"
    );
    let items = items(&mut conn, account, "a", 9).await.unwrap();
    assert_eq!(items[0].bid, Some(Bid::Share(250)), "a share of the price");
    let days = super::days(&mut conn, account, "a", span).await.unwrap();
    assert_eq!(days.len(), 2, "day by day");
}

#[tokio::test]
async fn sums_walk_the_days_by_their_key() {
    let (_dir, store) = fixture::store().await;
    let mut conn = store.read().await.unwrap();
    let plan = fixture::plan(&mut conn, list::LISTED).await;
    let seeks = |table: &str| {
        let step = plan
            .iter()
            .find(|step| step.split(' ').nth(1) == Some(table));
        step.is_some_and(|step| step.starts_with("SEARCH"))
    };
    assert!(seeks("d"), "the days are sought, never scanned: {plan:?}");
    assert!(seeks("c"), "and so are the campaigns: {plan:?}");
}
