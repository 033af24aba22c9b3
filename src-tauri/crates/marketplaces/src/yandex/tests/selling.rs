//! Bids, cards and promotions: what is sent, and how answers are understood.

use domain::{
    Bid, CampaignAct, CampaignStep, CardAttribute, CardChange, Currency, Money, PromotionStep,
};
use serde_json::json;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, ResponseTemplate};

use super::sent::{list, puts, roubles};
use super::{asked, fixture, ok, on, server, shop};
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const PRICES: &str = "/v2/businesses/77/offer-prices";

fn bid(bid: Option<Bid>) -> CampaignStep {
    CampaignStep {
        account: ACCOUNT,
        campaign: Some("boost".into()),
        name: String::new(),
        act: CampaignAct::Bid {
            listing: "SAM-1".into(),
            placement: String::new(),
            bid,
            expected: None,
        },
    }
}

#[tokio::test]
async fn a_bid_is_a_share_and_zero_takes_the_goods_out() {
    let server = server().await;
    puts(&server, "/v2/businesses/77/bids", ok()).await;
    let rows = fixture("rows")["bids"].clone();
    on(&server, "/v2/businesses/77/bids/info", list("bids", rows)).await;
    let shop = shop(&server);
    let by = shop.campaign_steps().expect("offered");
    let steps = [approved(bid(Some(Bid::Share(570)))), approved(bid(None))];
    by.write(&steps).await.expect("taken");
    let expected =
        json!({ "bids": [{ "sku": "SAM-1", "bid": 570 }, { "sku": "SAM-1", "bid": 0 }] });
    assert_eq!(
        asked(&server, "/77/bids").await,
        [expected],
        "hundredths of a percent"
    );
    let seen = by
        .seen(&bid(Some(Bid::Share(570))), &Receipt::default())
        .await;
    assert_eq!(seen.expect("read"), Seen::There, "it stands");
    let unfit = by
        .fit(&bid(Some(Bid::Share(20))))
        .expect_err("below the least");
    let near = unfit.nearest.map(|near| near.act);
    assert_eq!(near, Some(bid(Some(Bid::Share(50))).act), "the least bid");
    assert!(
        by.fit(&bid(Some(Bid::Money(roubles(5))))).is_err(),
        "no bids in money"
    );
    let start = CampaignStep {
        act: CampaignAct::Start,
        ..bid(None)
    };
    assert!(
        by.fit(&start).is_err(),
        "the API neither starts nor stops a campaign"
    );
}

fn card() -> CardChange {
    CardChange::of(ACCOUNT, Some("SAM-1".into()), "SAM-1")
}

#[tokio::test]
async fn the_second_language_has_texts_alone() {
    let server = server().await;
    let tail = "/v2/businesses/77/offer-mappings/update";
    let mock = Mock::given(method("POST")).and(path(format!("/partner{tail}")));
    let reply = ResponseTemplate::new(200).set_body_json(ok());
    mock.and(query_param("language", "UZ"))
        .respond_with(reply)
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    let uzbek = CardChange {
        language: "uz".to_owned(),
        title: Some("Soʻzana".to_owned()),
        ..card()
    };
    by.write(&[approved(uzbek.clone())]).await.expect("taken");
    let expected =
        json!({ "offerMappings": [{ "offer": { "offerId": "SAM-1", "name": "Soʻzana" } }] });
    assert_eq!(
        asked(&server, tail).await,
        [expected],
        "what is not named stays"
    );
    let too_much = CardChange {
        brand: Some("Zarafshon".to_owned()),
        ..uzbek
    };
    assert!(by.fit(&too_much).is_err(), "a brand has no language");
    let joined = CardChange {
        group: Some(domain::Group::Alone),
        ..card()
    };
    let refused = by.fit(&joined).err().map(|unfit| unfit.reason);
    assert_eq!(
        refused,
        Some("card.no_groups"),
        "not offered, and not left out in silence"
    );
}

#[tokio::test]
async fn characteristics_go_with_their_category_and_errors_are_told() {
    let server = server().await;
    let refused = json!({ "status": "OK", "results": [{ "offerId": "SAM-1", "errors":
        [{ "type": "UNKNOWN_PARAMETER", "message": "no such parameter" }] }] });
    on(&server, "/v2/businesses/77/offer-cards/update", refused).await;
    let left = json!({ "status": "OK", "result": { "notArchivedOffers":
        [{ "offerId": "SAM-1", "error": "OFFER_HAS_STOCKS" }] } });
    on(&server, "/v2/businesses/77/offer-mappings/archive", left).await;
    let shop = shop(&server);
    let by = shop.card_changes().expect("offered");
    let attribute = CardAttribute {
        id: "14".into(),
        shown: domain::Attribute {
            name: "Цвет".to_owned(),
            value: "белый".to_owned(),
        },
        values: vec!["140".into()],
    };
    let bare = CardChange {
        attributes: vec![attribute],
        ..card()
    };
    assert!(
        by.fit(&bare).is_err(),
        "Market would drop the others without a category"
    );
    let wanted = CardChange {
        category: Some("90500000".into()),
        ..bare
    };
    let taken = by.write(&[approved(wanted)]).await.expect("an answer");
    let words = Taken::Refused("UNKNOWN_PARAMETER no such parameter".to_owned());
    assert_eq!(taken, [words], "an error within a success");
    let expected = json!({ "offersContent": [{ "offerId": "SAM-1", "categoryId": 90_500_000,
        "parameterValues": [{ "parameterId": 14, "valueId": 140 }] }] });
    assert_eq!(
        asked(&server, "/offer-cards/update").await,
        [expected],
        "by identity"
    );
    let away = CardChange {
        archived: Some(true),
        ..card()
    };
    let taken = by.write(&[approved(away)]).await.expect("an answer");
    assert_eq!(
        taken,
        [Taken::Refused("OFFER_HAS_STOCKS".to_owned())],
        "it is on sale"
    );
}

#[tokio::test]
async fn a_promotion_wants_the_price_before_it() {
    let server = server().await;
    on(
        &server,
        PRICES,
        list("offers", fixture("rows")["prices"].clone()),
    )
    .await;
    let tail = "/v2/businesses/77/promos/offers/update";
    let refused = json!([{ "offerId": "SAM-1", "reason": "MAX_PROMO_PRICE_EXCEEDED" }]);
    on(&server, tail, list("rejectedOffers", refused)).await;
    let shop = shop(&server);
    let by = shop.promotion_steps().expect("offered");
    let wanted = PromotionStep {
        account: ACCOUNT,
        promotion: "cf_1".into(),
        listing: "SAM-1".into(),
        price: Some(roubles(1790)),
    };
    let taken = by
        .write(&[approved(wanted.clone())])
        .await
        .expect("an answer");
    let words = Taken::Refused("MAX_PROMO_PRICE_EXCEEDED".to_owned());
    assert_eq!(taken, [words], "refused within a success");
    let expected = json!({ "promoId": "cf_1", "offers": [{ "offerId": "SAM-1", "params":
        { "discountParams": { "price": 2490, "promoPrice": 1790 } } }] });
    assert_eq!(
        asked(&server, tail).await,
        [expected],
        "the crossed-out price beside it"
    );
    let odd = PromotionStep {
        price: Some(Money::new(179_050, Currency::RUB)),
        ..wanted
    };
    let near = by
        .fit(&odd)
        .expect_err("kopecks")
        .nearest
        .and_then(|near| near.price);
    assert_eq!(near, Some(roubles(1790)), "whole roubles");
}
