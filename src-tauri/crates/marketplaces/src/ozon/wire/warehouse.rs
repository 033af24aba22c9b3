//! Warehouses and what lies in each.

said! {
    /// `v2WarehouseListV2Response`.
    WarehouseList {
        cursor: maybe_text,
        has_next: flag,
        warehouses: rows,
    }

    /// `WarehouseListV2ResponseWarehouse`.
    Place {
        warehouse_id: whole,
        name: text,
        status: text,
        is_rfbs: truth,
        pause_at: maybe_text,
    }

    /// `v2GetProductInfoStocksByWarehouseFbsResponseV2`.
    PlaceStockList {
        cursor: maybe_text,
        has_next: flag,
        products: rows,
    }

    /// `v2GetProductInfoStocksByWarehouseFbsResponseV2Product`.
    PlaceStock {
        sku: whole,
        offer_id: text,
        present: whole,
        reserved: whole,
        free_stock: whole,
        warehouse_id: whole,
        warehouse_name: text,
    }
    /// `v1AnalyticsStocksResponse`.
    DepotStockList {
        items: rows,
    }

    /// `v1AnalyticsStocksResponseItem`: one of Ozon's warehouses.
    DepotStock {
        sku: whole,
        available_stock_count: whole,
        warehouse_name: text,
        cluster_name: text,
    }
}
