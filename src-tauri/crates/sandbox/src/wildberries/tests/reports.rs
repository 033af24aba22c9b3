//! What WB adds up, advises and thinks of the shop.

use super::*;

const LINES: &str = "finance-api/api/finance/v1/sales-reports/detailed";
const LIST: &str = "finance-api/api/finance/v1/sales-reports/list";
const ACQUIRING: &str = "finance-api/api/finance/v1/acquiring/list";

async fn rows(bench: &Bench, path: &str, body: &Value) -> Vec<Value> {
    let (status, body) = json(ask(bench, Method::POST, path).json(body)).await;
    assert_eq!(status, 200, "{path}: {body}");
    bench.pass(61);
    body.as_array().expect("rows").clone()
}

/// Kopecks of a sum as WB writes it: whole roubles, or with two digits behind a point.
fn kopecks(row: &Value, name: &str) -> i64 {
    let told = row[name].as_str().expect("a sum is a text");
    let digits: i64 = told.replace('.', "").parse().expect("a number");
    if told.contains('.') {
        digits
    } else {
        digits * 100
    }
}

#[tokio::test]
async fn totals_are_the_sums_of_the_lines() {
    let bench = Bench::new().await;
    let until = start().date_naive();
    let period = json!({"dateFrom": until - chrono::Days::new(40), "dateTo": until});
    let lines = rows(&bench, LINES, &period).await;
    let reports = rows(&bench, LIST, &period).await;
    let week = &reports[1];
    let own: Vec<&Value> = lines
        .iter()
        .filter(|line| line["reportId"] == week["reportId"])
        .collect();
    assert!(own.len() > 3, "a week with lines: {week}");
    let goods = |name: &str| -> i64 {
        let signed = own
            .iter()
            .map(|line| match line["docTypeName"] == "Возврат" {
                true => -kopecks(line, name),
                false => kopecks(line, name),
            });
        signed.sum()
    };
    let plain = |name: &str| -> i64 { own.iter().map(|line| kopecks(line, name)).sum() };
    assert_eq!(kopecks(week, "forPaySum"), goods("forPay"), "for the goods");
    assert_eq!(
        kopecks(week, "deliveryServiceSum"),
        plain("deliveryService"),
        "for the way"
    );
    let taken = [
        "deliveryServiceSum",
        "paidStorageSum",
        "deductionSum",
        "penaltySum",
    ];
    let taken: i64 = taken.iter().map(|name| kopecks(week, name)).sum();
    assert_eq!(
        kopecks(week, "bankPaymentSum"),
        kopecks(week, "forPaySum") - taken,
        "what is left is paid out"
    );
    let fees = rows(&bench, ACQUIRING, &period).await;
    let fee = fees.iter().find(|fee| fee["dateFrom"] == week["dateFrom"]);
    let fee = fee.expect("a report about the same week");
    assert_eq!(
        kopecks(fee, "acquiringFeeSum"),
        goods("acquiringFee"),
        "the banks' part of the same lines"
    );
    assert_ne!(fee["reportId"], week["reportId"], "a report of its own");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn lists_keep_to_their_period_and_their_limit() {
    let bench = Bench::new().await;
    let until = start().date_naive();
    let short = json!({"dateFrom": until, "dateTo": until});
    let empty = send(ask(&bench, Method::POST, LIST).json(&short)).await;
    assert_eq!(empty.status(), 204, "no week lies within one day");
    let (status, _) = json(ask(&bench, Method::POST, LIST).json(&short)).await;
    assert_eq!(status, 429, "one request a minute");
    let (status, _) = json(ask(&bench, Method::POST, ACQUIRING).json(&json!({}))).await;
    assert_eq!(status, 400, "a period is needed");
}

#[tokio::test]
async fn bids_have_a_floor_and_advice() {
    let bench = Bench::new().await;
    let (_, body) = json(ask(
        &bench,
        Method::GET,
        "advert-api/adv/v1/promotion/count",
    ))
    .await;
    let id = &body["adverts"][0]["advert_list"][0]["advertId"];
    let path = format!("advert-api/api/advert/v2/adverts?ids={id}");
    let (_, body) = json(ask(&bench, Method::GET, &path)).await;
    let card = &body["adverts"][0]["nm_settings"][0];
    let nm = &card["nm_id"];
    let wanted = json!({"advert_id": id, "nm_ids": [nm], "payment_type": "cpc",
        "placement_types": ["search"]});
    let path = "advert-api/api/advert/v1/bids/min";
    let (_, body) = json(ask(&bench, Method::POST, path).json(&wanted)).await;
    assert_eq!(
        body["bids"][0]["bids"][0]["value"], 150,
        "as bids are judged"
    );
    let mut strange = wanted.clone();
    strange["nm_ids"] = json!([7]);
    let (status, _) = json(ask(&bench, Method::POST, path).json(&strange)).await;
    assert_eq!(status, 400, "no card of the campaign");
    let path = "advert-api/api/advert/v0/bids/recommendations";
    let advice = format!("{path}?nmId={nm}&advertId={id}");
    let (_, body) = json(ask(&bench, Method::GET, &advice)).await;
    let level = |name: &str| body["levels"][0][name]["bidKopecks"].as_i64();
    assert!(
        level("range1To2") > level("range3To10") && level("range3To10") > level("range11To34"),
        "higher places cost more: {body}"
    );
    let (status, _) = json(ask(
        &bench,
        Method::GET,
        &format!("{path}?nmId=7&advertId={id}"),
    ))
    .await;
    assert_eq!(status, 400, "no card of the campaign");
    bench.keeps_to_contract();
}

#[tokio::test]
async fn the_rating_is_told_to_a_service_alone() {
    let bench = Bench::new().await;
    let path = "feedbacks-api/api/common/v1/rating";
    let (status, _) = json(ask(&bench, Method::GET, path)).await;
    assert_eq!(status, 403, "the demo's token is a personal one");
    bench.pass(61);
    let request = bench.ask(Method::GET, &format!("wildberries/{path}"));
    let service = forged(&bench, &json!({"acc": 4}));
    let (status, body) = json(request.header("authorization", service)).await;
    assert_eq!(status, 200, "{body}");
    let rating = body["valuation"].as_f64().expect("a rating");
    assert!((1.0..=5.0).contains(&rating), "the mean of stars: {body}");
    bench.keeps_to_contract();
}
