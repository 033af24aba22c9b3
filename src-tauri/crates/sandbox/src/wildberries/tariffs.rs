//! What WB charges: its share by subject, tariffs of three warehouses.

use chrono::NaiveDate;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{ids, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::charge;

const HOST: &str = "common-api";
const COMMISSION: Limit = Limit::new("commission", 1, 60, 2);
const RATES: Limit = Limit::new("tariffs", 60, 60, 5);
/// Warehouses and what a litre costs there, in hundredths of a rouble.
const WAREHOUSES: [(&str, u64); 3] = [("Коледино", 4800), ("Казань", 4100), ("Ташкент", 3900)];

pub(super) fn routes() -> Vec<Route> {
    let get = |path, limit, handler| Route::read(Method::GET, HOST, path, limit, handler);
    vec![
        get("/api/v1/tariffs/commission", &COMMISSION, commission),
        get("/api/v1/tariffs/box", &RATES, boxes),
        get("/api/v1/tariffs/pallet", &RATES, pallets),
        get("/api/v1/tariffs/return", &RATES, returns),
    ]
}

fn bad(call: &Call, detail: &str) -> Reply {
    refuse::titled(
        StatusCode::BAD_REQUEST,
        "tariffs",
        "Bad Request",
        detail,
        call,
    )
}

/// GET /api/v1/tariffs/commission, as a seller in Uzbekistan gets it.
fn commission(bazaar: &Bazaar, call: &Call) -> Reply {
    if !matches!(call.query("locale"), None | Some("ru" | "en" | "zh")) {
        return bad(call, "parameter \"locale\" in query has an error");
    }
    let share: Value = serde_json::from_str(&format!(
        "{}.{}",
        charge::COMMISSION / 10,
        charge::COMMISSION % 10
    ))
    .unwrap_or_default();
    let mut rows: Vec<Value> = Vec::new();
    for product in bazaar.world.products() {
        let subject = ids::subject(product);
        let told = rows
            .iter()
            .any(|row| row.get("subjectID") == Some(&json!(subject)));
        if !told {
            rows.push(json!({
                "kgvpMarketplaceUz": share,
                "kgvpPaidStorageUz": share,
                "kgvpSupplierUz": share,
                "parentID": 657,
                "parentName": "Дом",
                "subjectID": subject,
                "subjectName": ids::subject_name(product),
            }));
        }
    }
    Reply::json(&json!({ "report": rows }))
}

/// Hundredths as WB writes amounts: with a comma.
fn comma(hundredths: u64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

fn answered(call: &Call, next: &[&str], row: impl Fn(&str, u64) -> Value) -> Reply {
    let day = call
        .query("date")
        .and_then(|text| text.parse::<NaiveDate>().ok());
    if day.is_none() {
        return bad(call, "Invalid date param");
    }
    let rows = WAREHOUSES.map(|(name, litre)| row(name, litre));
    let mut data = json!({"currency": "RUB", "warehouseList": rows});
    if let Some(fields) = data.as_object_mut() {
        for name in next {
            fields.insert((*name).to_owned(), json!("2027-01-01"));
        }
    }
    Reply::json(&json!({"response": {"data": data}}))
}

/// GET /api/v1/tariffs/box.
fn boxes(_: &Bazaar, call: &Call) -> Reply {
    answered(call, &["dtNextBox", "dtTillMax"], |name, litre| {
        json!({
            "boxDeliveryBase": comma(litre),
            "boxDeliveryCoefExpr": "160",
            "boxDeliveryLiter": comma(litre / 4),
            "boxDeliveryMarketplaceBase": comma(litre * 9 / 10),
            "boxDeliveryMarketplaceCoefExpr": "125",
            "boxDeliveryMarketplaceLiter": comma(litre / 5),
            "boxStorageBase": comma(litre / 300),
            "boxStorageCoefExpr": "115",
            "boxStorageLiter": if name == "Ташкент" { "-".to_owned() } else { comma(litre / 600) },
            "geoName": "",
            "warehouseName": name,
        })
    })
}

/// GET /api/v1/tariffs/pallet.
fn pallets(_: &Bazaar, call: &Call) -> Reply {
    answered(call, &["dtNextPallet", "dtTillMax"], |name, litre| {
        json!({
            "palletDeliveryExpr": "170",
            "palletDeliveryValueBase": comma(litre),
            "palletDeliveryValueLiter": comma(litre / 4),
            "palletStorageExpr": "155",
            "palletStorageValueExpr": comma(litre),
            "warehouseName": name,
        })
    })
}

/// GET /api/v1/tariffs/return.
fn returns(_: &Bazaar, call: &Call) -> Reply {
    let next = [
        "dtNextDeliveryDumpKgt",
        "dtNextDeliveryDumpSrg",
        "dtNextDeliveryDumpSup",
    ];
    answered(call, &next, |name, litre| {
        json!({
            "deliveryDumpKgtOfficeBase": "1 039",
            "deliveryDumpKgtOfficeLiter": "9,1",
            "deliveryDumpKgtReturnExpr": "1 050",
            "deliveryDumpSrgOfficeExpr": "170",
            "deliveryDumpSrgReturnExpr": "170",
            "deliveryDumpSupCourierBase": comma(litre * 4),
            "deliveryDumpSupCourierLiter": "9,1",
            "deliveryDumpSupOfficeBase": comma(litre * 2),
            "deliveryDumpSupOfficeLiter": "9,1",
            "deliveryDumpSupReturnExpr": comma(litre * 5),
            "warehouseName": name,
        })
    })
}
