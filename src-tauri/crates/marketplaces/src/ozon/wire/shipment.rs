//! Shipments of the seller's own parcels (`/v2/carriage/delivery/list`, `/v1/carriage/get`).

said! {
    /// `v2CarriageDeliveryListV2Response`.
    ShippingList {
        cursor: maybe_text,
        has_next: flag,
        methods: rows,
    }

    /// `CarriageDeliveryListV2ResponseDeliveryMethod`.
    ShippingMethod {
        delivery_method_id: whole,
        delivery_method_name: text,
        warehouse_name: text,
        departure_date: text,
        cutoff_at: text,
        dropoff_address: text,
        is_rfbs: truth,
        carriages: list Carriage,
    }

    /// `DeliveryMethodCarriage`; without a number it is one that can be made.
    Carriage {
        id: whole,
        status: text,
        postings_count: whole,
    }

    /// `carriageCarriageGetResponse`.
    CarriageState {
        status: text,
    }
}
