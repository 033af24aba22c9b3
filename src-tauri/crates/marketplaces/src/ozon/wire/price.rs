//! Prices, what they are compared with, and what is charged (`/v5/product/info/prices`).

said! {
    /// `productv5GetProductInfoPricesV5Response`.
    PriceList {
        cursor: maybe_text,
        items: rows,
    }

    /// `productGetProductInfoPricesV5ResponseItem`.
    PriceItem {
        product_id: text,
        offer_id: text,
        price: part Cost,
        price_indexes: part Indexes,
        commissions: part Commissions,
    }

    /// `ItemPricev5`: major units.
    Cost {
        price: amount,
        old_price: amount,
        min_price: amount,
        marketing_seller_price: amount,
        currency_code: text,
    }

    /// `GetProductInfoPricesResponseItemPriceIndexes`.
    Indexes {
        color_index: text,
        external_index_data: part Index,
        ozon_index_data: part Index,
        self_marketplaces_index_data: part Index,
    }

    /// `PriceIndexesIndexExternalData` and its sisters.
    Index {
        min_price: amount,
        min_price_currency: text,
        price_index_value: amount,
    }

    /// `ItemCommissionsv5`: percents, and amounts in the currency of the price.
    Commissions {
        sales_percent_fbo: amount,
        sales_percent_fbs: amount,
        sales_percent_rfbs: amount,
        fbo_deliv_to_customer_amount: amount,
        fbo_direct_flow_trans_min_amount: amount,
        fbo_direct_flow_trans_max_amount: amount,
        fbo_return_flow_amount: amount,
        fbs_deliv_to_customer_amount: amount,
        fbs_direct_flow_trans_min_amount: amount,
        fbs_direct_flow_trans_max_amount: amount,
        fbs_first_mile_min_amount: amount,
        fbs_first_mile_max_amount: amount,
        fbs_return_flow_amount: amount,
    }
}
