//! Assembly tasks and supplies.

use chrono::{DateTime, Utc};
use domain::{Parcel, ParcelAct, ParcelLine, ParcelState, Scheme, Supply};
use serde_json::Value;

use super::super::way::Way;
use super::super::wire::{self, Task, TaskStatus};
use super::{moment, needed, needed_moment, size_key};
use crate::http::row;
use crate::page::BadRow;

/// What the buyer says when they get it, asked for as one more mark of the piece (WB API 05-dbs:
/// `code` of `POST …/status/receive` and `…/reject`).
pub(crate) const CODE: &str = "code";

/// The number of a task, also of one that is otherwise bad.
pub(crate) fn task_id(raw: &Value) -> Option<i64> {
    row::<Task>(raw).ok()?.id
}

/// When a task was made.
pub(crate) fn task_made_at(raw: &Value) -> Option<DateTime<Utc>> {
    moment(&row::<Task>(raw).ok()?.created_at)
}

/// A task that WB does not deliver itself, but hands out; only such ones have labels in DBS.
const TO_PICKUP_POINT: &str = "dbsPickupPoint";

/// A task that waits for the seller.
pub(crate) fn new_parcel(raw: &Value, way: Way) -> Result<Parcel, BadRow> {
    let task: Task = row(raw)?;
    let status = TaskStatus {
        supplier_status: "new".to_owned(),
        wb_status: "waiting".to_owned(),
        ..TaskStatus::default()
    };
    let marks = task.required_meta.clone();
    parcel(raw, task, &status, marks, way)
}

/// A task by its status, with the marks that are still to be given; none once WB or the buyer has
/// it, and none of FBS while it is new: those are another list, which tells more.
pub(crate) fn known_parcel(
    raw: &Value,
    status: Option<&TaskStatus>,
    marks: Vec<String>,
    way: Way,
) -> Result<Option<Parcel>, BadRow> {
    let task: Task = row(raw)?;
    let status = needed(raw, "status", status)?;
    let handed = status.supplier_status == "complete" && status.wb_status != "waiting";
    let told = way == Way::Fbs && state(status) == ParcelState::New;
    if handed || told || status.supplier_status == "receive" {
        return Ok(None);
    }
    let marks = match status.supplier_status.as_str() {
        "deliver" if way == Way::Dbs => vec![CODE.to_owned()],
        "new" => task.required_meta.clone(),
        _ => marks,
    };
    parcel(raw, task, status, marks, way).map(Some)
}

fn parcel(
    raw: &Value,
    task: Task,
    status: &TaskStatus,
    marks: Vec<String>,
    way: Way,
) -> Result<Parcel, BadRow> {
    let nm_id = needed(raw, "nmId", task.nm_id)?;
    let state = state(status);
    let mut acts = acts(way, &state, status, !marks.is_empty());
    if way == Way::Dbs && task.delivery_type != TO_PICKUP_POINT {
        acts.retain(|act| *act != ParcelAct::Label);
    }
    let line = ParcelLine {
        item: None,
        listing: task
            .chrt_id
            .map_or_else(|| nm_id.into(), |chrt_id| size_key(nm_id, chrt_id)),
        title: task.article,
        quantity: 1,
        marks,
    };
    Ok(Parcel {
        external_id: way.key(needed(raw, "id", task.id)?),
        order: needed(raw, "rid", task.rid)?.into(),
        scheme: way.scheme(),
        acts,
        state,
        word: word(status),
        created_at: needed_moment(raw, "createdAt", &task.created_at)?,
        ship_by: None,
        warehouse: task.warehouse_id.map(Into::into),
        supply: task.supply_id.map(Into::into),
        lines: vec![line],
    })
}

/// Both of WB's words: the seller's part and WB's own.
pub(crate) fn word(status: &TaskStatus) -> String {
    format!("{}/{}", status.supplier_status, status.wb_status)
}

fn state(status: &TaskStatus) -> ParcelState {
    let gone = ["cancel", "declined", "defect"];
    if gone.iter().any(|word| status.wb_status.starts_with(word)) {
        return ParcelState::Cancelled;
    }
    match status.supplier_status.as_str() {
        "new" => ParcelState::New,
        "confirm" => ParcelState::Packing,
        "prepare" => ParcelState::Packed,
        "complete" | "deliver" => ParcelState::HandedOver,
        "reject" => ParcelState::Cancelled,
        gone if gone.starts_with("cancel") => ParcelState::Cancelled,
        _ => ParcelState::Other(word(status)),
    }
}

/// A task of FBS is handed over with its whole supply, so that this is a step of the supply. Of
/// what the seller delivers, giving up means that the buyer refused it.
fn acts(way: Way, state: &ParcelState, status: &TaskStatus, lacks_marks: bool) -> Vec<ParcelAct> {
    let mut acts = Vec::new();
    if *state == ParcelState::Packing && lacks_marks {
        acts.push(ParcelAct::Mark);
    }
    acts.extend(match (state, way) {
        (ParcelState::New, _) => Some(ParcelAct::Confirm),
        (ParcelState::Packing, Way::Dbs | Way::Dbw) => Some(ParcelAct::HandOver),
        (ParcelState::Packing, Way::Pickup) => Some(ParcelAct::Arrive),
        (ParcelState::Packed, Way::Pickup) | (ParcelState::HandedOver, Way::Dbs) => {
            Some(ParcelAct::Deliver)
        }
        _ => None,
    });
    let packed = matches!(state, ParcelState::Packing | ParcelState::HandedOver);
    if packed && way != Way::Pickup {
        acts.push(ParcelAct::Label);
    }
    let own = match state {
        ParcelState::New | ParcelState::Packing => status.is_cancellable != Some(false),
        ParcelState::Packed => true,
        ParcelState::HandedOver => way == Way::Dbs,
        ParcelState::Cancelled | ParcelState::Other(_) => false,
    };
    acts.extend(own.then_some(ParcelAct::Cancel));
    acts
}

/// A supply; where it goes is told by number only.
pub(crate) fn supply(raw: &Value) -> Result<Supply, BadRow> {
    let supply: wire::Supply = row(raw)?;
    let at = |text: &Option<String>| text.as_deref().and_then(moment);
    let (closed, scanned) = (at(&supply.closed_at), at(&supply.scan_dt));
    let open = supply.done != Some(true);
    let state = match (open, scanned) {
        (true, _) => "open",
        (false, None) => "closed",
        (false, Some(_)) => "scanned",
    };
    Ok(Supply {
        external_id: needed(raw, "id", supply.id)?.into(),
        name: supply.name,
        state: state.to_owned(),
        open,
        scheme: Scheme::Seller,
        warehouse: None,
        created_at: supply.created_at.as_deref().and_then(moment),
        at: scanned.or(closed),
        amount: None,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    /// The official example of `GET /api/v3/orders/new`, what we do not read left out.
    pub(in super::super) fn example() -> Value {
        json!({"requiredMeta": ["uin"], "optionalMeta": ["sgtin"], "deliveryType": "fbs",
            "article": "one-ring-7548", "rid": "f884001e44e511edb8780242ac120002",
            "createdAt": "2022-05-04T07:56:29Z", "id": 13_833_711, "warehouseId": 658_434,
            "nmId": 123_456_789, "chrtId": 987_654_321, "price": 1014})
    }

    fn status(supplier: &str, wb: &str) -> TaskStatus {
        TaskStatus {
            id: Some(13_833_711),
            is_cancellable: Some(true),
            supplier_status: supplier.to_owned(),
            wb_status: wb.to_owned(),
            errors: Vec::new(),
        }
    }

    #[test]
    fn a_new_task_waits_with_its_marks() {
        let parcel = new_parcel(&example(), Way::Fbs).expect("the official example");
        assert_eq!(parcel.external_id.as_str(), "13833711", "its number");
        assert_eq!(
            parcel.order.as_str(),
            "f884001e44e511edb8780242ac120002",
            "rid is srid, the order's identity"
        );
        assert_eq!(
            parcel.lines[0].listing.as_str(),
            "123456789:987654321",
            "a size"
        );
        assert_eq!(parcel.lines[0].marks, ["uin"], "what the piece must carry");
        assert_eq!(
            parcel.acts,
            [ParcelAct::Confirm, ParcelAct::Cancel],
            "put into a supply or given up"
        );
    }

    #[rstest]
    #[case("confirm", "waiting", Some("packing"))]
    #[case("complete", "waiting", Some("handed_over"))]
    #[case("complete", "sorted", None)]
    #[case("new", "waiting", None)]
    #[case("new", "declined_by_client", Some("cancelled"))]
    #[case("cancel", "canceled", Some("cancelled"))]
    #[case("frozen", "waiting", Some("frozen/waiting"))]
    fn a_task_is_told_while_the_seller_has_it(
        #[case] supplier: &str,
        #[case] wb: &str,
        #[case] expected: Option<&str>,
    ) {
        let told = known_parcel(
            &example(),
            Some(&status(supplier, wb)),
            Vec::new(),
            Way::Fbs,
        );
        let told = told.expect("a good row");
        let state = told.as_ref().map(|parcel| parcel.state.as_str());
        assert_eq!(state, expected, "{supplier}/{wb}");
    }

    #[rstest]
    #[case(Way::Dbs, "new", &["confirm", "cancel"])]
    #[case(Way::Dbs, "confirm", &["mark", "hand_over", "cancel"])]
    #[case(Way::Dbs, "deliver", &["deliver", "cancel"])]
    #[case(Way::Dbw, "confirm", &["mark", "hand_over", "label", "cancel"])]
    #[case(Way::Dbw, "complete", &["label"])]
    #[case(Way::Pickup, "confirm", &["mark", "arrive", "cancel"])]
    #[case(Way::Pickup, "prepare", &["deliver", "cancel"])]
    #[case(Way::Pickup, "cancel_shelf_life", &[])]
    #[case(Way::Dbs, "cancel_missed_call", &[])]
    fn each_way_has_steps_of_its_own(
        #[case] way: Way,
        #[case] supplier: &str,
        #[case] expected: &[&str],
    ) {
        let lacking = vec!["sgtin".to_owned()];
        let told = known_parcel(&example(), Some(&status(supplier, "waiting")), lacking, way);
        let parcel = told.expect("a good row").expect("in the seller's hands");
        let acts: Vec<_> = parcel.acts.iter().map(|act| act.as_str()).collect();
        assert_eq!(acts, expected, "{way:?} {supplier}");
    }

    #[rstest]
    #[case(Way::Dbs)]
    #[case(Way::Pickup)]
    fn what_the_buyer_has_is_told_no_more(#[case] way: Way) {
        let told = known_parcel(
            &example(),
            Some(&status("receive", "sold")),
            Vec::new(),
            way,
        );
        assert_eq!(told.expect("a good row"), None, "in the buyer's hands");
    }

    #[test]
    fn a_task_on_its_way_to_the_buyer_wants_the_code_that_they_say() {
        let under_way = status("deliver", "waiting");
        let mut raw = example();
        raw["deliveryType"] = json!("dbsPickupPoint");
        let told = known_parcel(&raw, Some(&under_way), Vec::new(), Way::Dbs);
        let parcel = told.expect("a good row").expect("in the seller's hands");
        assert_eq!(parcel.lines[0].marks, [CODE], "asked for like a mark");
        assert_eq!(parcel.scheme, Scheme::SellerDelivery, "the seller delivers");
        assert!(
            parcel.acts.contains(&ParcelAct::Label),
            "what goes to a pickup point has a label"
        );
    }

    #[test]
    fn a_task_without_a_status_is_a_bad_row() {
        assert!(
            known_parcel(&example(), None, Vec::new(), Way::Fbs).is_err(),
            "nobody knows whose hands it is in"
        );
    }

    #[test]
    fn a_supply_is_open_until_it_is_closed() {
        let mut raw = json!({"id": "WB-GI-1234567", "done": false, "name": "Тестовая поставка",
            "createdAt": "2022-05-04T07:56:29Z", "closedAt": null, "scanDt": null});
        let open = supply(&raw).expect("a supply");
        assert!(open.open, "parcels can be put into it");
        assert_eq!(open.at, None, "nothing is due");
        raw["done"] = json!(true);
        raw["closedAt"] = json!("2022-05-05T07:56:29Z");
        let closed = supply(&raw).expect("a supply");
        assert_eq!(
            (closed.open, closed.state.as_str()),
            (false, "closed"),
            "handed over"
        );
        assert!(closed.at.is_some(), "when");
    }
}
