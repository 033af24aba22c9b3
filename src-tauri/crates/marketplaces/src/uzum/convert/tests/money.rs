//! Sold items, expenses, notes of what comes back, supplies.

use domain::{LedgerKind, LedgerRow, ParcelAct, ParcelState, ReturnKind, ReturnState};

use super::*;

fn sold_items() -> Vec<Value> {
    rows(include_str!("../../fixtures/sales.json"), "/orderItems")
}

fn amounts(rows: Vec<Result<LedgerRow, BadRow>>) -> Vec<(LedgerKind, i64, i64)> {
    let good = rows.into_iter().map(|row| row.expect("a good row"));
    good.map(|row| (row.kind, row.quantity, row.amount.minor))
        .collect()
}

#[test]
fn a_sold_item_becomes_its_amounts() {
    let all = amounts(sales(&sold_items()[0]));
    let expected = [
        (LedgerKind::Sale, 3, 567_000),
        (LedgerKind::Return, 1, -189_000),
        (LedgerKind::Commission, 0, -68_040),
        (LedgerKind::Logistics, 0, -10_000),
    ];
    assert_eq!(
        all, expected,
        "the profit says that the sums are of all pieces"
    );
    let sum: i64 = all.iter().map(|(.., amount)| amount).sum();
    assert_eq!(sum, 299_960, "together they are the seller's profit");
}

#[test]
fn sums_of_one_piece_are_told_by_the_profit() {
    let all = amounts(sales(&sold_items()[1]));
    let sum: i64 = all.iter().map(|(.., amount)| amount).sum();
    assert_eq!(
        sum, 22_800,
        "3600 and 5000 are of each of the two pieces: {all:?}"
    );
}

#[rstest]
#[case::not_settled(2, 0)]
#[case::given_up(3, 0)]
#[case::given_back(4, 0)]
fn what_is_not_sold_adds_up_to_nothing(#[case] place: usize, #[case] expected: i64) {
    let all = amounts(sales(&sold_items()[place]));
    let sum: i64 = all.iter().map(|(.., amount)| amount).sum();
    assert_eq!(sum, expected, "{all:?}");
    assert_eq!(all.len(), if place == 4 { 2 } else { 0 }, "{all:?}");
}

#[test]
fn a_sale_without_a_price_is_bad_and_names_the_place() {
    let bad = sales(&sold_items()[5]).remove(0).expect_err("no price");
    assert_eq!(bad.path, "sellerPrice", "{}", bad.raw);
}

#[rstest]
#[case(0, OrderStatus::Delivered, 2)]
#[case(2, OrderStatus::Processing, 1)]
#[case(3, OrderStatus::Cancelled, 1)]
#[case(4, OrderStatus::Returned, 1)]
#[case(6, OrderStatus::Other("AWAITED".into()), 1)]
fn an_item_of_uzums_shelf_is_an_order(
    #[case] place: usize,
    #[case] status: OrderStatus,
    #[case] pieces: i64,
) {
    let order = shelf_order(&sold_items()[place]).expect("a good item");
    assert_eq!(order.status, status, "as far as the finance list tells");
    assert_eq!(order.scheme, Scheme::Marketplace, "Uzum stores it");
    assert_eq!(order.lines[0].quantity, pieces, "without what came back");
    assert!(
        order.external_id.as_str().starts_with("item:"),
        "never an order's number"
    );
}

#[test]
fn expenses_are_signed_and_named_by_their_words() {
    let all = rows(
        include_str!("../../fixtures/payments.json"),
        "/payload/payments",
    );
    let good: Vec<LedgerRow> = all
        .iter()
        .take(3)
        .map(|raw| expense(raw).expect("good"))
        .collect();
    let told: Vec<_> = good
        .iter()
        .map(|row| (row.kind.clone(), row.amount.minor))
        .collect();
    let expected = [
        (LedgerKind::Storage, -12_500),
        (LedgerKind::Other("bonus".into()), 3_000),
        (LedgerKind::Advertising, 0),
    ];
    assert_eq!(told, expected, "what was paid back counts for nothing");
    let day = good[0].day.to_string();
    assert_eq!(day, "2026-11-21", "20:30 UTC is the next day in Tashkent");
    let bad = expense(&all[3]).expect_err("neither in nor out");
    assert_eq!(bad.path, "type", "{}", bad.raw);
}

#[test]
fn notes_of_what_comes_back_become_returns() {
    let fixture: Value =
        serde_json::from_str(include_str!("../../fixtures/returns.json")).expect("JSON");
    let notes = fixture.as_array().expect("a bare list");
    let two: Vec<_> = returns(&notes[0])
        .into_iter()
        .map(|row| row.expect("good"))
        .collect();
    assert_eq!(two.len(), 2, "one for each item");
    assert_eq!(two[0].external_id.as_str(), "3001:1", "note and item");
    assert_eq!(
        two[0].kind,
        ReturnKind::Return,
        "FBS is what buyers gave back"
    );
    assert_eq!(two[0].state, ReturnState::Waiting, "it is assembled");
    let deadline = two[0].deadline.map(|at| at.to_rfc3339());
    assert_eq!(
        deadline.as_deref(),
        Some("2026-11-17T00:00:00+00:00"),
        "before it costs money"
    );
    let shelf = returns(&notes[1]).remove(0).expect("good");
    assert_eq!(shelf.kind, ReturnKind::FromShelf, "defects lie at Uzum");
    assert_eq!(shelf.state, ReturnState::Closed, "it is completed");
    let bad = returns(&notes[2]).remove(0).expect_err("no amount");
    assert_eq!(bad.path, "returnItems.amount", "{}", bad.raw);
    assert!(returns(&notes[3]).is_empty(), "nothing is in it yet");
}

#[test]
fn supplies_of_both_kinds_never_share_a_name() {
    let notes = rows(include_str!("../../fixtures/notes.json"), "/payload");
    let open = invoice(&notes[0]).expect("good");
    assert_eq!(
        (open.external_id.as_str(), open.open),
        ("8101", true),
        "may be given up"
    );
    assert_eq!(open.amount, Some(4), "orders in it");
    assert!(
        !invoice(&notes[1]).expect("good").open,
        "that one is accepted"
    );
    assert_eq!(
        invoice(&notes[2]).expect_err("no id").path,
        "id",
        "the place"
    );
    let fixture: Value =
        serde_json::from_str(include_str!("../../fixtures/shelf.json")).expect("JSON");
    let shelf = shelf_invoice(&fixture[0]).expect("good");
    assert_eq!(
        shelf.external_id.as_str(),
        "shelf:401",
        "another kind of number"
    );
    assert_eq!(shelf.scheme, Scheme::Marketplace, "for Uzum's shelves");
}

#[rstest]
#[case("CREATED", "FBS", false, ParcelState::New, &[ParcelAct::Confirm, ParcelAct::Cancel])]
#[case("PACKING", "FBS", false, ParcelState::Packing, &[ParcelAct::Label, ParcelAct::Cancel])]
#[case("PACKING", "FBS", true, ParcelState::Packing, &[ParcelAct::Mark, ParcelAct::Label, ParcelAct::Cancel])]
#[case("PACKING", "DBS", false, ParcelState::Packing, &[ParcelAct::HandOver, ParcelAct::Label, ParcelAct::Cancel])]
#[case("PENDING_DELIVERY", "FBS", false, ParcelState::Packed, &[ParcelAct::Label])]
#[case("DELIVERING", "DBS", false, ParcelState::HandedOver, &[ParcelAct::Deliver])]
#[case("DELIVERING", "FBS", false, ParcelState::HandedOver, &[])]
#[case("PENDING_CANCELLATION", "FBS", false, ParcelState::Cancelled, &[])]
#[case("TELEPORTED", "FBS", false, ParcelState::Other("TELEPORTED".into()), &[])]
fn a_parcel_knows_what_may_be_done(
    #[case] status: &str,
    #[case] scheme: &str,
    #[case] marked: bool,
    #[case] state: ParcelState,
    #[case] acts: &[ParcelAct],
) {
    let raw = json!({
        "id": 7, "status": status, "scheme": scheme, "dateCreated": "2026-11-22T10:00:00Z",
        "deliverUntil": "2026-11-24T10:00:00Z", "identifierRequired": marked,
        "invoiceNumber": 120_000_000_555_i64,
        "orderItems": [{"id": 71, "productId": 1, "amount": 2}]
    });
    let parcel = parcel(&raw).expect("a good order");
    assert_eq!(parcel.state, state, "{status}");
    assert_eq!(parcel.acts, acts, "{status} {scheme}");
    assert_eq!(parcel.supply, Some(555.into()), "the note by its identity");
    assert_eq!(
        parcel.lines[0].marks.len(),
        usize::from(marked),
        "a mark for each piece"
    );
}

#[test]
fn a_sku_tells_its_price_its_pace_and_its_commission() {
    let raw = json!({"productId": 1, "category": "Uy", "skuList": [
        {"skuId": 11, "price": 189_000, "commission": 18.5, "avgdsales": 0.75, "quantityActive": 4, "quantityFbs": 5, "rankInfo": {"rank": "A"}},
        {"skuId": 12}
    ]});
    let prices = prices(&raw);
    assert_eq!(
        prices.iter().filter(|row| row.is_ok()).count(),
        1,
        "one has no price"
    );
    let turnover = turnover(&raw, crate::testing::start());
    let first = turnover[0].as_ref().expect("good");
    assert_eq!(first.available, Some(9), "at Uzum and with the seller");
    assert_eq!(
        first.per_day.map(|d| d.to_string()).as_deref(),
        Some("0.75"),
        "a day"
    );
    assert_eq!(first.grade.as_deref(), Some("A"), "Uzum's grade");
    assert_eq!(
        turnover[1].as_ref().expect("good").available,
        None,
        "not told is not nothing"
    );
    let tariffs = commissions(&raw, chrono::NaiveDate::default());
    assert_eq!(tariffs.len(), 1, "no commission is no tariff");
}
