//! What became of single items of a write.

said! {
    /// `productImportProductsPricesResponse`, `productv2ProductsStocksResponse`.
    Results {
        result: list Outcome,
    }

    /// Their items.
    Outcome {
        offer_id: text,
        warehouse_id: whole,
        updated: truth,
        errors: rows,
    }
}
