//! Campaigns are handled by a person, on every marketplace that lets it be done, and only as far as
//! it does.

use api::view::ad::{AdsPage, CampaignActs, CampaignDetail, CampaignRow, CampaignState};
use api::{Caller, Code};
use domain::Capability;
use journeys::decided::{agreed, some, writable};
use journeys::stage::{PARTNER, Stage, world};
use serde_json::{Value, json};

/// World seconds per second.
const SPEED: f64 = 240.0;

async fn page(stage: &Stage, queue: &str) -> AdsPage {
    let all =
        json!({ "account": null, "queue": queue, "period": "7d", "after": null, "limit": 200 });
    stage.partner("ads_list", all).await
}

async fn active(stage: &Stage, marketplace: &str) -> CampaignRow {
    let open = async || {
        let rows = page(stage, "active").await.rows.into_iter();
        rows.filter(|row| row.marketplace == marketplace && row.items > 0)
            .collect::<Vec<_>>()
    };
    let rows = some(stage, "a campaign runs", open).await;
    rows.into_iter().next().expect("it was just there")
}

async fn detail(stage: &Stage, row: &CampaignRow) -> CampaignDetail {
    let args = json!({ "account": row.account, "key": row.key, "period": "7d" });
    stage.partner("campaign_get", args).await
}

fn step(row: &CampaignRow, step: &Value) -> Value {
    json!({ "account": row.account, "key": row.key, "step": step })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bid_is_set_once_and_shown() {
    let stage = Stage::open(world(21, SPEED)).await;
    let mut set = 0;
    for marketplace in writable(Capability::Ads) {
        let row = active(&stage, &marketplace).await;
        let known = detail(&stage, &row).await;
        let mut items = known.items.iter();
        let Some((item, bid)) = items.find_map(|item| Some((item, item.bid.as_ref()?))) else {
            continue;
        };
        let now = bid.money.as_ref().map(|money| money.minor).or(bid.share);
        let wanted = now.expect("a bid has a size") + 100;
        let args = step(
            &row,
            &json!({ "act": "bid", "listing_key": item.listing_key,
            "placement": item.placement, "bid": wanted }),
        );
        agreed(&stage, &marketplace, "campaign_propose", args).await;
        set += 1;
        stage
            .until("the bid is shown", || async {
                let known = detail(&stage, &row).await;
                let same = |one: &&api::view::ad::CampaignItem| {
                    (&one.listing_key, &one.placement) == (&item.listing_key, &item.placement)
                };
                let bid = known
                    .items
                    .iter()
                    .find(same)
                    .and_then(|one| one.bid.clone());
                let shown = bid.and_then(|bid| bid.money.map(|one| one.minor).or(bid.share));
                match shown == Some(wanted) {
                    true => Vec::new(),
                    false => vec![format!("{marketplace}: {shown:?}, not {wanted}")],
                }
            })
            .await;
    }
    assert!(set > 0, "one marketplace at least lets bids be set");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_is_paused_and_started_where_that_is_offered() {
    let stage = Stage::open(world(22, SPEED)).await;
    let mut paused = 0;
    for marketplace in writable(Capability::Ads) {
        let row = active(&stage, &marketplace).await;
        let named = json!({ "account": row.account, "key": row.key });
        let acts: CampaignActs = stage.owner("campaign_acts", named).await;
        for (offered, act, queue) in [
            (acts.pause, "pause", "paused"),
            (acts.start, "start", "active"),
        ] {
            if !offered {
                continue;
            }
            let args = step(&row, &json!({ "act": act }));
            agreed(&stage, &marketplace, "campaign_propose", args).await;
            let find = async || {
                let rows = page(&stage, queue).await.rows.into_iter();
                rows.filter(|one| (one.account, &one.key) == (row.account, &row.key))
                    .collect::<Vec<_>>()
            };
            let found = some(&stage, "the campaign is where it belongs", find).await;
            let state = found.first().map(|row| row.state);
            let expected = match act {
                "pause" => CampaignState::Paused,
                _ => CampaignState::Active,
            };
            assert_eq!(state, Some(expected), "{marketplace}: {act}");
            paused += 1;
        }
    }
    assert!(
        paused > 0,
        "one marketplace at least lets campaigns be paused"
    );
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_sees_what_advertising_costs_and_asks_for_nothing() {
    let stage = Stage::open(world(23, SPEED)).await;
    let marketplace = writable(Capability::Ads)
        .into_iter()
        .next()
        .expect("one has ads");
    let row = active(&stage, &marketplace).await;
    let totals = some(&stage, "days are read", async || {
        page(&stage, "active").await.totals
    })
    .await;
    let spent = totals.iter().filter(|total| total.figures.spend.is_some());
    assert!(
        spent.count() > 0,
        "what was spent, shop by shop: {totals:?}"
    );
    for (call, args) in [
        (
            "campaign_acts",
            json!({ "account": row.account, "key": row.key }),
        ),
        ("campaign_propose", step(&row, &json!({ "act": "pause" }))),
    ] {
        let refused = stage.api.call(&PARTNER, call, args).await;
        assert_eq!(
            refused.expect_err(call).code,
            Code::Forbidden,
            "{call}: view-only"
        );
    }
    let unknown = json!({ "account": row.account, "key": "no-such", "step": { "act": "pause" } });
    let found = stage
        .api
        .call(&Caller::OWNER, "campaign_propose", unknown)
        .await;
    assert_eq!(
        found.expect_err("it is not there").code,
        Code::NotFound,
        "said so"
    );
    stage.close().await;
}
