//! At most four requests of an account at once, however often it is opened.

use std::sync::Arc;

use domain::AccountId;
use futures::poll;
use serde_json::json;

use super::{Yandex, keys, on, server};
use crate::testing::{ACCOUNT, shop, window};

#[tokio::test]
async fn the_fifth_request_waits_until_a_lane_is_free() {
    let server = server().await;
    let empty = json!({ "status": "OK", "result": { "offerMappings": [], "paging": {} } });
    on(&server, "/v2/businesses/77/offer-mappings", empty).await;
    let yandex = Yandex::new();
    let lanes = yandex.lanes(ACCOUNT);
    let busy = lanes.acquire_many(4).await.expect("four lanes");
    let shop = shop(&yandex, &server, &keys());
    let mut page = shop.catalogue().expect("offered").page(None, window());
    for _ in 0..10 {
        assert!(poll!(&mut page).is_pending(), "all lanes are taken");
    }
    let sent = server.received_requests().await.unwrap_or_default();
    assert!(sent.is_empty(), "nothing left this machine");
    drop(busy);
    page.await.expect("a free lane");
}

#[test]
fn lanes_belong_to_the_account() {
    let yandex = Yandex::new();
    let twice = [yandex.lanes(ACCOUNT), yandex.lanes(ACCOUNT)];
    assert!(
        Arc::ptr_eq(&twice[0], &twice[1]),
        "opened twice, four lanes"
    );
    let other = yandex.lanes(AccountId(8));
    assert!(
        !Arc::ptr_eq(&twice[0], &other),
        "another account has its own"
    );
}
