//! Marks of pieces: all of them go back, with those that are new.

use domain::{ParcelAct, ParcelStep, StepLine};
use serde_json::{Value, json};
use wiremock::MockServer;

use super::{asked, on, shop};
use crate::contract::{Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const GET: &str = "/v6/fbs/posting/product/exemplar/create-or-get";
const SET: &str = "/v6/fbs/posting/product/exemplar/set";
const STATUS: &str = "/v5/fbs/posting/product/exemplar/status";

fn step(marks: &[(&str, &str)]) -> ParcelStep {
    let marks = marks
        .iter()
        .map(|(kind, code)| ((*kind).to_owned(), (*code).to_owned()));
    ParcelStep {
        account: ACCOUNT,
        parcel: "1-1-1".into(),
        act: ParcelAct::Mark,
        lines: vec![StepLine {
            item: None,
            listing: "7".into(),
            quantity: 2,
            marks: marks.collect(),
        }],
        reason: None,
        supply: None,
        expected: "awaiting_packaging".to_owned(),
    }
}

fn piece(id: i64, marks: &Value) -> Value {
    json!({ "exemplar_id": id, "gtd": "", "is_gtd_absent": true, "rnpt": "r", "weight": null,
        "marks": marks })
}

async fn standing(server: &MockServer) {
    let imei = json!({ "mark": "35", "mark_type": "imei", "check_status": "passed" });
    let old = json!({ "mark": "old", "mark_type": "mandatory_mark" });
    let products = json!([
        { "product_id": "7", "quantity": 2, "exemplars": [piece(1, &json!([imei, old])), piece(2, &json!([]))] },
        { "product_id": 8, "quantity": 1, "exemplars": [piece(3, &json!([]))] },
    ]);
    let told = json!({ "posting_number": "1-1-1", "multi_box_qty": 1, "products": products });
    on(server, GET, told).await;
    on(server, SET, json!({})).await;
}

#[tokio::test]
async fn every_piece_goes_back_with_its_marks() {
    let server = MockServer::start().await;
    standing(&server).await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let wanted = step(&[
        ("mandatory_mark", "a"),
        ("mandatory_mark", "b"),
        ("gtd", "10/1"),
    ]);
    by.write(&[approved(wanted)]).await.expect("taken");
    let kept = |id: i64, more: Value| {
        let mut one = json!({ "exemplar_id": id, "gtd": "", "is_gtd_absent": true, "rnpt": "r" });
        let fields = one.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        one
    };
    let mark = |kind: &str, code: &str| json!({ "mark": code, "mark_type": kind });
    let first = json!({ "gtd": "10/1", "is_gtd_absent": false,
        "marks": [mark("imei", "35"), mark("mandatory_mark", "a")] });
    let expected = json!({ "posting_number": "1-1-1", "multi_box_qty": 1, "products": [
        { "product_id": 7, "exemplars": [kept(1, first),
            kept(2, json!({ "marks": [mark("mandatory_mark", "b")] }))] },
        { "product_id": 8, "exemplars": [kept(3, json!({ "marks": [] }))] },
    ] });
    assert_eq!(
        asked(&server, SET).await,
        [expected],
        "what is left out would be erased"
    );
}

#[tokio::test]
async fn more_marks_than_pieces_are_not_sent() {
    let server = MockServer::start().await;
    standing(&server).await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let wanted = step(&[("imei", "1"), ("imei", "2"), ("imei", "3")]);
    let taken = by.write(&[approved(wanted)]).await.expect("an answer");
    assert!(matches!(taken.as_slice(), [Taken::Refused(_)]), "{taken:?}");
    assert!(asked(&server, SET).await.is_empty(), "nothing was sent");
}

#[tokio::test]
async fn the_check_says_whether_marks_stand() {
    let errors = |codes: Value| json!([{ "mark": "a", "mark_type": "imei", "error_codes": codes }]);
    for (status, marks, seen) in [
        ("validation_in_process", errors(json!([])), Seen::Pending),
        ("ship_available", errors(json!([])), Seen::There),
        ("update_available", errors(json!([])), Seen::There),
        (
            "ship_not_available",
            errors(json!(["ALREADY_SOLD"])),
            Seen::Refused("ALREADY_SOLD".to_owned()),
        ),
        (
            "ship_not_available",
            json!([]),
            Seen::Different("ship_not_available".to_owned()),
        ),
    ] {
        let server = MockServer::start().await;
        let products = json!([{ "product_id": 7, "exemplars": [piece(1, &marks)] }]);
        on(
            &server,
            STATUS,
            json!({ "status": status, "products": products }),
        )
        .await;
        let shop = shop(&server);
        let by = shop.parcel_steps().expect("offered");
        let found = by.seen(&step(&[("imei", "a")]), &Receipt::default()).await;
        assert_eq!(found.expect("read"), seen, "{status} {marks}");
    }
}

#[tokio::test]
async fn marks_that_nobody_can_give_are_said_before() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    for (marks, fits) in [
        (&[("imei", "1")][..], true),
        (&[("rnpt", "1")][..], true),
        (&[("country", "UZ")][..], false),
        (&[][..], false),
    ] {
        assert_eq!(by.fit(&step(marks)).is_ok(), fits, "{marks:?}");
    }
}
