use chrono::TimeDelta;
use domain::{Parcel, ParcelLine as Line, ParcelState, Scheme};
use serde_json::{Value, json};
use store::{Reading, StoreError};

use crate::Code;
use crate::caller::{Caller, Role};
use crate::fixture::{Room, morning};

const PARTNER: Caller = Caller {
    role: Role::Partner,
    partner: None,
};

fn parcel(id: &str, hours: i64, state: ParcelState) -> Parcel {
    Parcel {
        external_id: id.into(),
        order: format!("order-{id}").as_str().into(),
        scheme: Scheme::Seller,
        word: state.as_str().to_owned(),
        state,
        created_at: morning(),
        ship_by: Some(morning() + TimeDelta::hours(hours)),
        warehouse: None,
        supply: None,
        lines: vec![Line {
            item: None,
            listing: "l0".into(),
            title: "as ordered".to_owned(),
            quantity: 2,
            marks: Vec::new(),
        }],
        acts: vec![domain::ParcelAct::Confirm],
    }
}

impl Room {
    /// Parcels of the first shop, whose goods have a card.
    async fn ordered(&self) {
        self.stocked(1).await;
        let reading = Reading {
            account: self.accounts[0],
            round: 1,
            now: morning(),
        };
        let rows = vec![
            parcel("2", 9, ParcelState::New),
            parcel("1", 3, ParcelState::Packing),
            parcel("3", 1, ParcelState::HandedOver),
        ];
        let house = self.api.house();
        let kept = house
            .store()
            .write(move |tx| Box::pin(async move { store::kept::keep(tx, reading, &rows).await }));
        let kept: Result<usize, StoreError> = kept.await;
        assert_eq!(kept.unwrap(), 3, "all are new");
    }
}

fn query(queue: &str, after: Option<&Value>) -> Value {
    json!({ "account": null, "queue": queue, "search": null, "after": after, "limit": 1 })
}

#[tokio::test]
async fn parcels_come_by_their_deadline_with_goods_and_what_the_shop_wants_to_know() {
    let room = Room::with(&["wildberries", "uzum"]).await;
    room.ordered().await;
    let page = room.call("parcels_list", query("to_do", None)).await;
    let row = &page["rows"][0];
    assert_eq!(row["key"], "1", "the first to be due: {page}");
    assert_eq!(
        row["lines"][0]["title"], "Choynak l0",
        "as the card calls it"
    );
    assert_eq!(row["lines"][0]["quantity"], 2, "pieces");
    assert_eq!(
        page["counts"]["to_do"], 2,
        "what has left wants nothing: {page}"
    );
    assert_eq!(page["counts"]["handed_over"], 1, "and is counted");
    let next = room
        .call("parcels_list", query("to_do", Some(&page["next"])))
        .await;
    assert_eq!(next["rows"][0]["key"], "2", "the next page goes on: {next}");
    assert_eq!(next["next"], Value::Null, "it is the last");
    let shops = page["shops"].as_array().unwrap();
    let of = |marketplace: &str| {
        let own = shops.iter().find(|shop| shop["marketplace"] == marketplace);
        own.unwrap().clone()
    };
    assert_eq!(
        of("wildberries")["supplies"],
        json!([]),
        "a supply is wanted, none is open"
    );
    assert_eq!(of("uzum")["supplies"], Value::Null, "none is wanted");
    assert!(
        !of("uzum")["reasons"].as_array().unwrap().is_empty(),
        "a reason is"
    );
    let error = room
        .asked("parcels_list", query("to_do", Some(&json!("x"))))
        .await;
    assert_eq!(error.unwrap_err().code, Code::BadInput, "no end of a page");
}

#[tokio::test]
async fn documents_say_where_there_are_none() {
    let room = Room::with(&["wildberries", "uzum"]).await;
    let all = json!({ "account": null, "after": null, "limit": 50 });
    let page = room.call("documents_list", all).await;
    assert_eq!(
        page["not_offered"],
        json!(["uzum"]),
        "absence is an answer: {page}"
    );
}

#[tokio::test]
async fn who_only_watches_neither_steps_nor_fetches() {
    let room = Room::with(&["wildberries"]).await;
    room.ordered().await;
    let step = json!({ "account": room.accounts[0].0, "parcels": ["2"], "act": "cancel", "reason": null,
        "supply": null, "marks": [] });
    let wish =
        json!({ "account": room.accounts[0].0, "wish": { "what": "labels", "parcels": ["2"] } });
    for (call, args) in [("parcels_propose", &step), ("files_get", &wish)] {
        let refused = room.api.call(&PARTNER, call, args.clone()).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden, "{call}");
    }
    let page = room
        .api
        .call(&PARTNER, "parcels_list", query("to_do", None))
        .await;
    assert!(page.is_ok(), "but sees them: {page:?}");
}

#[tokio::test]
async fn strange_shops_parcels_and_files_are_not_found() {
    let room = Room::with(&["wildberries"]).await;
    let of = |account: i64, parcel: &str| {
        json!({ "account": account, "parcels": [parcel], "act": "cancel", "reason": null,
            "supply": null, "marks": [] })
    };
    let account = room.accounts[0].0;
    for args in [of(account, "nine"), of(99, "2")] {
        let error = room.asked("parcels_propose", args).await.unwrap_err();
        assert_eq!(error.code, Code::NotFound, "{error:?}");
    }
    let none = json!({ "account": account, "wish": { "what": "labels", "parcels": [] } });
    let error = room.asked("files_get", none).await.unwrap_err();
    assert_eq!(error.code, Code::BadInput, "labels of nothing: {error:?}");
    let strange = json!({ "account": 99, "wish": { "what": "labels", "parcels": ["2"] } });
    let error = room.asked("files_get", strange).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound, "a strange shop: {error:?}");
    let file = room.api.file(&Caller::OWNER, 1).await.unwrap_err();
    assert_eq!(file.code, Code::NotFound, "no such file: {file:?}");
}
