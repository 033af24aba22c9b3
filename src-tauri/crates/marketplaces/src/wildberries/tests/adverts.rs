//! Campaigns: bids in one request, turns that are sent once, money that arrives.

use domain::{Bid, CampaignAct, CampaignStep, Currency, Money, PayFor};

use super::*;
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const BIDS: &str = "/advert-api/api/advert/v1/bids";
const ADVERTS: &str = "/advert-api/api/advert/v2/adverts";

fn step(campaign: Option<&str>, act: CampaignAct) -> CampaignStep {
    CampaignStep {
        account: ACCOUNT,
        campaign: campaign.map(Into::into),
        name: "Кампания".to_owned(),
        act,
    }
}

fn bid(nm_id: i64, minor: i64) -> CampaignAct {
    CampaignAct::Bid {
        listing: nm_id.into(),
        placement: "search".to_owned(),
        bid: Some(Bid::Money(Money::new(minor, Currency::RUB))),
        expected: None,
    }
}

fn advert(status: i64, search: i64) -> Value {
    json!({"bid_type": "manual", "currency": "RUB", "id": 5, "status": status,
        "nm_settings": [{"bids_kopecks": {"search": search, "recommendations": 0}, "nm_id": 7}],
        "settings": {"name": "К", "payment_type": "cpc",
            "placements": {"search": true, "recommendations": false}}, "timestamps": {}})
}

#[tokio::test]
async fn bids_travel_together_and_turns_are_writes() {
    let server = MockServer::start().await;
    Mock::given(path(BIDS))
        .respond_with(ok(json!({"bids": [], "currency": "RUB"})))
        .expect(1)
        .mount(&server)
        .await;
    // A server's failure is no reason to start a campaign twice.
    Mock::given(path("/advert-api/adv/v0/start"))
        .respond_with(ResponseTemplate::new(502))
        .expect(1)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let all = [
        approved(step(Some("5"), bid(7, 250))),
        approved(step(Some("5"), CampaignAct::Start)),
        approved(step(Some("6"), bid(8, 300))),
    ];
    let taken = steps.write(&all).await.expect("an outcome for each");
    let yes = Taken::Accepted(Receipt::default());
    assert_eq!((&taken[0], &taken[2]), (&yes, &yes), "both bids");
    assert_eq!(taken[1], yes, "nobody knows, so the read-back finds out");
    let sent: Value = asked(&server, BIDS).await[0].body_json().expect("JSON");
    assert_eq!(
        sent["bids"][1],
        json!({"advert_id": 6, "nm_bids": [{"nm_id": 8, "bid_kopecks": 300,
            "placement": "search"}]}),
        "kopecks, with the placement within"
    );
}

#[tokio::test]
async fn a_step_is_read_back_in_the_campaign() {
    let server = MockServer::start().await;
    Mock::given(path(ADVERTS))
        .and(query_param("ids", "5"))
        .respond_with(ok(json!({"adverts": [advert(11, 250)]})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    for (act, expected) in [
        (CampaignAct::Pause, Seen::There),
        (CampaignAct::Start, Seen::Different("paused".to_owned())),
        (bid(7, 250), Seen::There),
        (bid(7, 300), Seen::Different("2.50 RUB".to_owned())),
    ] {
        let seen = steps
            .seen(&step(Some("5"), act.clone()), &Receipt::default())
            .await;
        assert_eq!(seen.expect("read"), expected, "{act:?}");
    }
}

#[tokio::test]
async fn what_wb_does_not_have_is_said_before() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let create = |pays, bid| CampaignAct::Create {
        listings: vec!["7".into()],
        pays,
        bid,
        budget: None,
    };
    let budget = |per: &str, minor| CampaignAct::Budget {
        per: per.to_owned(),
        amount: Money::new(minor, Currency::RUB),
        expected: None,
    };
    for (wanted, reason) in [
        (step(None, create(PayFor::Click, None)), None),
        (
            step(None, create(PayFor::Order, None)),
            Some("campaign.pays"),
        ),
        (
            step(None, create(PayFor::Click, Some(Bid::Share(5)))),
            Some("campaign.later"),
        ),
        (
            step(Some("5"), budget("day", 100_000)),
            Some("campaign.budget_kind"),
        ),
        (
            step(Some("5"), budget("in", 100_050)),
            Some("campaign.whole_units"),
        ),
        (step(Some("5"), budget("in", 100_000)), None),
        (step(None, CampaignAct::Start), Some("campaign.number")),
    ] {
        let found = steps.fit(&wanted).err().map(|unfit| unfit.reason);
        assert_eq!(found, reason, "{wanted:?}");
    }
}

#[tokio::test]
async fn a_campaign_that_was_made_is_known_by_its_number() {
    let server = MockServer::start().await;
    Mock::given(path("/advert-api/adv/v2/seacat/save-ad"))
        .respond_with(ok(json!(5)))
        .mount(&server)
        .await;
    Mock::given(path(ADVERTS))
        .respond_with(ok(json!({"adverts": [advert(4, 0)]})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let steps = shop.campaign_steps().expect("offered");
    let create = step(
        None,
        CampaignAct::Create {
            listings: vec!["7".into()],
            pays: PayFor::Click,
            bid: None,
            budget: None,
        },
    );
    let taken = steps
        .write(&[approved(create.clone())])
        .await
        .expect("taken");
    let [Taken::Accepted(receipt)] = taken.as_slice() else {
        panic!("taken: {taken:?}")
    };
    assert_eq!(receipt.id, Some("5".into()), "the answer is its number");
    let seen = steps.seen(&create, receipt).await;
    assert_eq!(seen.expect("read"), Seen::There, "it is listed");
}

#[tokio::test]
async fn days_are_asked_for_campaign_after_campaign_and_period_after_period() {
    let server = MockServer::start().await;
    Mock::given(path("/advert-api/adv/v1/promotion/count"))
        .respond_with(ok(json!({"adverts": [{"type": 9, "status": 9, "count": 1,
            "advert_list": [{"advertId": 5}]}, {"type": 8, "status": 9, "count": 1,
            "advert_list": [{"advertId": 4}]}], "all": 2})))
        .mount(&server)
        .await;
    Mock::given(path("/advert-api/adv/v3/fullstats"))
        .respond_with(ok(json!(null)))
        .mount(&server)
        .await;
    // A new shop each time: three requests a minute are not what this is about.
    let page = async |after: Option<&Cursor>| {
        let shop = shop(&server);
        let days = shop.ad_days().expect("offered");
        days.page(after, window()).await.expect("a page")
    };
    let mut after = None;
    for _ in 0..5 {
        let page = page(after.as_ref()).await;
        after = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    let sent = asked(&server, "/advert-api/adv/v3/fullstats").await;
    let query = |name: &str| -> Vec<String> {
        let of = |request: &wiremock::Request| {
            let mut pairs = request.url.query_pairs();
            let found = pairs.find(|(key, _)| key == name);
            found
                .map(|(_, value)| value.into_owned())
                .unwrap_or_default()
        };
        sent.iter().map(of).collect()
    };
    assert_eq!(
        query("beginDate"),
        ["2026-08-24", "2026-09-24", "2026-10-25"],
        "90 days back, 31 at a time"
    );
    assert_eq!(query("ids"), ["5", "5", "5"], "the old type is gone");
    let page = page(after.as_ref()).await;
    assert!(!page.more, "the next round is short");
    let sent = asked(&server, "/advert-api/adv/v3/fullstats").await;
    let last = sent
        .last()
        .expect("it was asked")
        .url
        .query()
        .unwrap_or_default()
        .to_owned();
    assert!(
        last.contains("beginDate=2026-11-19"),
        "figures settle late: {last}"
    );
}
