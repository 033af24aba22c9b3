//! Tasks of DBS, DBW and pickup: what is remembered of them, and their steps.

use domain::{ParcelAct, ParcelStep, StepLine};

use super::*;
use crate::contract::{FileAnswer, FileWish, Receipt, Seen, Taken};
use crate::testing::{ACCOUNT, approved};

const HOST: &str = "/marketplace-api";
const DBS: &str = "/marketplace-api/api/marketplace/v3/dbs/orders";

fn task(id: i64) -> Value {
    json!({"id": id, "rid": format!("r{id}"), "createdAt": "2026-11-20T07:56:29Z",
        "nmId": 5, "chrtId": 6, "article": "A-1", "requiredMeta": ["sgtin"],
        "deliveryType": "dbs", "warehouseId": 658_434})
}

async fn says(server: &MockServer, at: &str, body: Value) {
    Mock::given(path(format!("{HOST}{at}")))
        .respond_with(ok(body))
        .mount(server)
        .await;
}

/// A shop whose only tasks are those of DBS that are given.
async fn only(server: &MockServer, new: &[i64], ended: &[i64], status: Value) {
    let empty = json!({"next": 0, "orders": []});
    let tasks = |ids: &[i64]| json!({"next": 0, "orders": ids.iter().map(|id| task(*id)).collect::<Vec<_>>()});
    for way in ["", "dbw/", "click-collect/"] {
        for list in ["new", ""] {
            let at = format!("/api/v3/{way}orders/{list}");
            says(server, at.trim_end_matches('/'), empty.clone()).await;
        }
    }
    says(server, "/api/v3/dbs/orders/new", tasks(new)).await;
    says(server, "/api/v3/dbs/orders", tasks(ended)).await;
    says(
        server,
        "/api/marketplace/v3/dbs/orders/status/info",
        json!({"orders": status}),
    )
    .await;
    let lacking = json!([{"key": "sgtin", "value": ""}]);
    let marks = json!({"orders": [{"orderId": 1, "isError": false, "metaDetails": lacking}]});
    says(server, "/api/marketplace/v3/dbs/orders/meta/details", marks).await;
}

/// A whole round: what was told, and what the next one begins with.
async fn round(server: &MockServer, carried: Option<Cursor>) -> (Vec<Parcel>, Option<Cursor>) {
    let shop = shop(server);
    let feed = shop.parcels().expect("offered");
    let (mut rows, mut at) = (Vec::new(), carried);
    loop {
        let page = feed.page(at.as_ref(), window()).await.expect("a page");
        assert!(page.bad.is_empty(), "all rows are good: {:?}", page.bad);
        rows.extend(page.rows);
        if !page.more {
            return (rows, feed.carried(&page.cursor));
        }
        at = Some(page.cursor);
    }
}

fn standing(id: i64, supplier: &str) -> Value {
    json!([{"orderId": id, "supplierStatus": supplier, "wbStatus": "waiting", "errors": []}])
}

#[tokio::test]
async fn a_task_that_no_list_names_is_remembered_until_it_ends() {
    let server = MockServer::start().await;
    only(&server, &[1], &[], json!([])).await;
    let (rows, carried) = round(&server, None).await;
    assert_eq!(
        rows[0].external_id.as_str(),
        "dbs:1",
        "its way is in its name"
    );
    assert_eq!(rows[0].lines[0].marks, ["sgtin"], "what it must carry");

    server.reset().await;
    only(&server, &[], &[], standing(1, "confirm")).await;
    let (rows, carried) = round(&server, carried).await;
    let acts: Vec<_> = rows[0].acts.iter().map(|act| act.as_str()).collect();
    assert_eq!(
        acts,
        ["mark", "hand_over", "cancel"],
        "no list names it, and it is told all the same"
    );
    assert_eq!(
        rows[0].lines[0].listing.as_str(),
        "5:6",
        "as it was when it was new"
    );

    server.reset().await;
    only(&server, &[], &[], standing(1, "receive")).await;
    let (rows, carried) = round(&server, carried).await;
    assert_eq!(rows, [], "the buyer has it");
    let asked_before = asked(&server, &format!("{DBS}/status/info")).await.len();
    round(&server, carried).await;
    let asked_after = asked(&server, &format!("{DBS}/status/info")).await.len();
    assert_eq!(asked_after, asked_before, "and nobody asks about it again");
}

#[tokio::test]
async fn a_task_that_wb_does_not_know_any_more_is_forgotten() {
    let server = MockServer::start().await;
    only(&server, &[1], &[], json!([])).await;
    let (_, carried) = round(&server, None).await;
    server.reset().await;
    only(&server, &[], &[], json!([])).await;
    let (rows, carried) = round(&server, carried).await;
    assert_eq!(rows, [], "nobody has it");
    let left = carried.expect("a cursor").0;
    assert_eq!(left["memory"], json!([]), "nor is it remembered: {left}");
}

#[tokio::test]
async fn nothing_about_the_buyer_is_remembered() {
    let server = MockServer::start().await;
    only(&server, &[], &[], json!([])).await;
    server.reset().await;
    let mut new = task(1);
    new["address"] = json!({"fullAddress": "Самарканд, ул. Регистан, 5"});
    new["comment"] = json!("позвоните заранее");
    says(&server, "/api/v3/dbs/orders/new", json!({"orders": [new]})).await;
    only(&server, &[], &[], json!([])).await;
    let (_, carried) = round(&server, None).await;
    let text = carried.expect("a task is remembered").0.to_string();
    assert!(text.contains("A-1"), "the goods are: {text}");
    assert!(
        !text.contains("Регистан") && !text.contains("позвоните"),
        "neither where to nor what was asked for: {text}"
    );
}

#[tokio::test]
async fn what_ended_without_the_buyer_is_told_as_cancelled() {
    let server = MockServer::start().await;
    let both = json!([
        {"orderId": 1, "supplierStatus": "receive", "wbStatus": "sold", "errors": []},
        {"orderId": 2, "supplierStatus": "reject", "wbStatus": "canceled_by_client", "errors": []},
    ]);
    only(&server, &[], &[1, 2], both).await;
    let (rows, _) = round(&server, None).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.external_id.as_str(), row.state.as_str()))
        .collect();
    assert_eq!(
        told,
        [("dbs:2", "cancelled")],
        "the other one is the buyer's"
    );
}

#[tokio::test]
async fn a_way_that_the_seller_has_not_got_hides_no_other() {
    let server = MockServer::start().await;
    Mock::given(path(format!("{HOST}/api/v3/dbs/orders/new")))
        .respond_with(
            ResponseTemplate::new(403)
                .set_body_json(json!({"code": "AccessDenied", "message": "Доступ запрещён"})),
        )
        .mount(&server)
        .await;
    says(&server, "/api/v3/orders/new", json!({"orders": [task(7)]})).await;
    only(&server, &[], &[], json!([])).await;
    let (rows, _) = round(&server, None).await;
    assert_eq!(
        rows[0].external_id.as_str(),
        "7",
        "the task of FBS is there"
    );
    assert!(
        asked(&server, &format!("{HOST}/api/v3/dbs/orders"))
            .await
            .is_empty(),
        "no further"
    );
}

fn step(parcel: &str, act: ParcelAct, marks: &[(&str, &str)]) -> ParcelStep {
    let marks = marks
        .iter()
        .map(|(kind, code)| ((*kind).to_owned(), (*code).to_owned()));
    ParcelStep {
        account: ACCOUNT,
        parcel: parcel.into(),
        act,
        lines: vec![StepLine {
            item: None,
            listing: "5:6".into(),
            quantity: 1,
            marks: marks.collect(),
        }],
        reason: None,
        supply: None,
        expected: "deliver/waiting".to_owned(),
    }
}

async fn body(server: &MockServer, at: &str) -> Value {
    let requests = asked(server, at).await;
    assert_eq!(requests.len(), 1, "one request to {at}");
    requests[0].body_json().expect("JSON")
}

#[tokio::test]
async fn tasks_of_one_step_go_in_one_request_and_each_is_answered() {
    let server = MockServer::start().await;
    // The official example of the answer.
    let results = json!([
        {"orderId": 1, "isError": true, "errors": [{"code": 404, "detail": "NotFound"}]},
        {"orderId": 2, "isError": false},
    ]);
    Mock::given(method("POST"))
        .respond_with(ok(json!({"requestId": "0361", "results": results})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let code = [("code", "741852")];
    let steps = ["dbs:1", "dbs:2"].map(|id| approved(step(id, ParcelAct::Deliver, &code)));
    let taken = by.write(&steps).await.expect("an outcome for each");
    assert_eq!(
        taken,
        [
            Taken::Refused("NotFound".to_owned()),
            Taken::Accepted(Receipt::default())
        ],
        "in WB's word"
    );
    let item = |id: i64| json!({"orderId": id, "code": "741852"});
    assert_eq!(
        body(&server, &format!("{DBS}/status/receive")).await,
        json!({"orders": [item(1), item(2)]}),
        "with the code that the buyer says"
    );
}

#[tokio::test]
async fn what_is_missing_or_not_there_never_leaves() {
    let server = MockServer::start().await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let cases = [
        (step("dbs:1", ParcelAct::Deliver, &[]), "parcel.code"),
        (step("dbs:1", ParcelAct::Cancel, &[]), "parcel.code"),
        (step("dbw:1", ParcelAct::Deliver, &[]), "parcel.act"),
        (step("pickup:1", ParcelAct::HandOver, &[]), "parcel.act"),
        (step("air:1", ParcelAct::Confirm, &[]), "parcel.number"),
        (
            step("dbs:1", ParcelAct::Mark, &[("expiration", "01.01.2027")]),
            "parcel.mark_kind",
        ),
    ];
    for (step, reason) in cases {
        let unfit = by.fit(&step).expect_err("it does not fit");
        assert_eq!(unfit.reason, reason, "{} {:?}", step.parcel, step.act);
        let taken = by.write(&[approved(step)]).await.expect("an outcome");
        assert!(matches!(taken[0], Taken::Refused(_)), "{reason}: not sent");
    }
    let all = server.received_requests().await.expect("recorded");
    assert!(all.is_empty(), "WB was never asked");
}

#[tokio::test]
async fn giving_up_what_is_on_its_way_says_that_the_buyer_refused_it() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ok(json!({"requestId": "0361", "results": []})))
        .mount(&server)
        .await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let new = ParcelStep {
        expected: "new/waiting".to_owned(),
        ..step("dbs:2", ParcelAct::Cancel, &[])
    };
    let refused = ParcelStep {
        expected: "prepare/ready_for_pickup".to_owned(),
        reason: Some("reject".to_owned()),
        ..step("pickup:3", ParcelAct::Cancel, &[])
    };
    let steps = [
        step("dbs:1", ParcelAct::Cancel, &[("code", "741852")]),
        new,
        refused,
    ];
    by.write(&steps.map(approved)).await.expect("taken");
    assert_eq!(
        body(&server, &format!("{DBS}/status/reject")).await,
        json!({"orders": [{"orderId": 1, "code": "741852"}]}),
        "at the door"
    );
    assert_eq!(
        body(&server, &format!("{DBS}/status/cancel")).await,
        json!({"ordersIds": [2]}),
        "before it left"
    );
    let pickup = "/marketplace-api/api/marketplace/v3/click-collect/orders/status/reject";
    assert_eq!(
        body(&server, pickup).await,
        json!({"ordersIds": [3]}),
        "in the shop, where no code is asked for"
    );
}

#[tokio::test]
async fn each_way_is_read_back_in_its_own_words() {
    let server = MockServer::start().await;
    let orders = json!([{"id": 1, "supplierStatus": "complete", "wbStatus": "waiting"}]);
    says(
        &server,
        "/api/v3/dbw/orders/status",
        json!({"orders": orders}),
    )
    .await;
    let errors = json!([{"code": 404, "detail": "NotFound"}]);
    let unknown = json!([{"orderId": 2, "supplierStatus": "", "wbStatus": "", "errors": errors}]);
    says(
        &server,
        "/api/marketplace/v3/dbs/orders/status/info",
        json!({"orders": unknown}),
    )
    .await;
    let shop = shop(&server);
    let by = shop.parcel_steps().expect("offered");
    let seen = async |id: &str, act| by.seen(&step(id, act, &[]), &Receipt::default()).await;
    assert_eq!(
        seen("dbw:1", ParcelAct::HandOver).await,
        Ok(Seen::There),
        "the courier has it"
    );
    let gone = seen("dbs:2", ParcelAct::Confirm)
        .await
        .expect_err("WB does not know it");
    assert_eq!(gone.kind, ErrorKind::NotFound, "an error within the answer");
}

#[tokio::test]
async fn a_label_of_dbs_is_a_document_of_its_own() {
    let server = MockServer::start().await;
    let stickers = json!([{"orderId": 1, "file": "JVBERi0xLjQ="}]);
    says(
        &server,
        "/api/marketplace/v3/dbs/orders/stickers",
        json!({"stickers": stickers}),
    )
    .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let wish = |ids: &[&str]| FileWish::Labels {
        parcels: ids.iter().map(|id| (*id).into()).collect(),
    };
    let FileAnswer::Here(file) = files.file(&wish(&["dbs:1"]), None).await.expect("a label") else {
        panic!("at once")
    };
    assert_eq!(
        (file.name.as_str(), &*file.bytes),
        ("label.pdf", b"%PDF-1.4".as_slice()),
        "as WB made it"
    );
    let two = files.file(&wish(&["dbs:1", "7"]), None).await;
    assert_eq!(
        two.expect_err("pages cannot be put together").kind,
        ErrorKind::Rejected,
        "nothing was asked for"
    );
    let none = files.file(&wish(&["pickup:1"]), None).await;
    assert_eq!(
        none.expect_err("no label").kind,
        ErrorKind::Unsupported,
        "the buyer fetches it"
    );
}
