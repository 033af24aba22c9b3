//! Deliveries to Ozon's warehouses (`/v3/supply-order/list`, `/v3/supply-order/get`).

said! {
    /// `v3SupplyOrderListResponse`.
    SupplyIds {
        order_ids: rows,
        last_id: maybe_text,
    }

    /// `v3SupplyOrderGetResponse`.
    SupplyList {
        orders: rows,
    }

    /// `SupplyOrderGetResponseOrder`.
    SupplyOrder {
        order_id: whole,
        order_number: text,
        created_date: moment,
        state: text,
        dropoff_warehouse: part Point,
        supplies: list Part,
        timeslot: part Slot,
    }

    /// `OrderDropOffWarehouse`, `SupplyStorageWarehouse`.
    Point {
        name: text,
    }

    /// `OrderSupply`.
    Part {
        storage_warehouse: part Point,
    }

    /// `SupplyOrderGetResponseTimeslotTZ`: the time of the place, and how far it is from UTC.
    Slot {
        timeslot: part Span,
        timezone_info: part Zone,
    }

    /// `TimeslotTZTimeslot`.
    Span {
        from: moment,
    }

    /// `TimeslotTZTimezoneInfo`: seconds.
    Zone {
        offset: text,
    }
}
