//! What WB charges.

use chrono::NaiveDate;
use domain::{Currency, Money, Rate, Scheme, Tariff, TariffKind};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{Commission, WarehouseRates};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// WB's share for a subject, by scheme.
pub(crate) fn commissions(raw: &Value, from: NaiveDate) -> Vec<Result<Tariff, BadRow>> {
    let read = || -> Result<Vec<Tariff>, BadRow> {
        let told: Commission = row(raw)?;
        let subject = needed(raw, "subjectName", told.subject_name)?;
        let all = [
            (Scheme::Seller, "FBS", told.kgvp_marketplace),
            (Scheme::Marketplace, "FBW", told.paid_storage_kgvp),
            (Scheme::SellerDelivery, "DBS", told.kgvp_supplier),
            (Scheme::Unknown, "", told.kgvp_china),
        ];
        let tariff = |(scheme, word, value): (Scheme, &str, Option<Decimal>)| {
            Some(Tariff {
                kind: TariffKind::Commission,
                scope: subject.clone(),
                listing: None,
                scheme,
                word: word.to_owned(),
                rate: Rate::Percent { value: value? },
                from,
                until: None,
            })
        };
        Ok(all.into_iter().filter_map(tariff).collect())
    };
    apart(read())
}

/// What a warehouse costs: boxes, pallets, returns, whichever the row tells.
pub(crate) fn rates(
    raw: &Value,
    currency: Currency,
    (from, until): (NaiveDate, Option<NaiveDate>),
) -> Vec<Result<Tariff, BadRow>> {
    let read = || -> Result<Vec<Tariff>, BadRow> {
        let told: WarehouseRates = row(raw)?;
        let scope = needed(raw, "warehouseName", told.warehouse_name.clone())?;
        let tariff = |(kind, scheme, word, rate): Named| Tariff {
            kind,
            scope: scope.clone(),
            listing: None,
            scheme,
            word: word.to_owned(),
            rate,
            from,
            until,
        };
        Ok(named(&told, currency).into_iter().map(tariff).collect())
    };
    apart(read())
}

fn apart(read: Result<Vec<Tariff>, BadRow>) -> Vec<Result<Tariff, BadRow>> {
    match read {
        Ok(tariffs) => tariffs.into_iter().map(Ok).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

type Named = (TariffKind, Scheme, &'static str, Rate);

fn named(told: &WarehouseRates, currency: Currency) -> Vec<Named> {
    use TariffKind::{Logistics, ReturnLogistics, Storage};
    let money = |text: &str| Money::parse_major(text, currency).ok();
    let litres = |first: &str, further: &str| {
        Some(Rate::PerUnit {
            first: money(first)?,
            further: money(further)?,
            unit: "litre".to_owned(),
        })
    };
    let fixed = |text: &str| {
        Some(Rate::Fixed {
            value: money(text)?,
        })
    };
    let (own, wb) = (Scheme::Seller, Scheme::Marketplace);
    let all = [
        (
            Logistics,
            wb,
            "box",
            litres(&told.box_delivery_base, &told.box_delivery_liter),
        ),
        (
            Logistics,
            own,
            "box FBS",
            litres(
                &told.box_delivery_marketplace_base,
                &told.box_delivery_marketplace_liter,
            ),
        ),
        (
            Storage,
            wb,
            "box",
            litres(&told.box_storage_base, &told.box_storage_liter),
        ),
        (
            Logistics,
            wb,
            "pallet",
            litres(
                &told.pallet_delivery_value_base,
                &told.pallet_delivery_value_liter,
            ),
        ),
        (
            Storage,
            wb,
            "pallet",
            fixed(&told.pallet_storage_value_expr),
        ),
        (
            ReturnLogistics,
            Scheme::Unknown,
            "office",
            litres(
                &told.delivery_dump_sup_office_base,
                &told.delivery_dump_sup_office_liter,
            ),
        ),
        (
            ReturnLogistics,
            Scheme::Unknown,
            "courier",
            litres(
                &told.delivery_dump_sup_courier_base,
                &told.delivery_dump_sup_courier_liter,
            ),
        ),
        (
            ReturnLogistics,
            Scheme::Unknown,
            "unclaimed",
            fixed(&told.delivery_dump_sup_return_expr),
        ),
    ];
    let some = all.into_iter();
    some.filter_map(|(kind, scheme, word, rate)| Some((kind, scheme, word, rate?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commissions_are_told_by_scheme_in_every_country() {
        let day = NaiveDate::default();
        // Two of the official examples.
        let russia = json!({"kgvpBooking": 14.5, "kgvpMarketplace": 15.5, "kgvpSupplier": 12.5,
            "paidStorageKgvp": 15.5, "subjectName": "Оборудование зуботехническое"});
        let uzbekistan = json!({"kgvpMarketplaceUz": 15.5, "kgvpPaidStorageUz": 15.5,
            "kgvpSupplierUz": 15.5, "subjectName": "Оборудование зуботехническое"});
        for raw in [russia, uzbekistan] {
            let rows = commissions(&raw, day);
            assert_eq!(rows.len(), 3, "FBS, FBW, DBS: {rows:?}");
            assert!(rows.iter().all(Result::is_ok), "all good");
        }
        let nameless = commissions(&json!({"kgvpMarketplace": 15.5}), day);
        assert!(
            matches!(nameless.as_slice(), [Err(_)]),
            "for which subject?"
        );
    }

    #[test]
    fn a_dash_is_no_tariff_and_a_comma_is_a_point() {
        let raw = json!({"boxDeliveryBase": "48", "boxDeliveryLiter": "11,2",
            "boxStorageBase": "-", "boxStorageLiter": "0,07", "warehouseName": "Коледино"});
        let day = NaiveDate::default();
        let rows = rates(&raw, "RUB".parse().expect("a currency"), (day, None));
        let [Ok(row)] = rows.as_slice() else {
            panic!("one tariff: {rows:?}")
        };
        let Rate::PerUnit { further, .. } = &row.rate else {
            panic!("by the litre: {row:?}")
        };
        assert_eq!(further.minor, 1120, "11,2 roubles");
    }
}
