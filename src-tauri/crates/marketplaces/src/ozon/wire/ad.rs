//! Advertising (Performance API of 2026-08-06). Budgets and bids per click are millionths of a
//! rouble, figures of statistics roubles as text.

said! {
    /// `GET /api/client/campaign`.
    CampaignList {
        list: rows,
    }

    /// A campaign. `placement` is told as a word, as a list of words or not at all, and is not read.
    #[serde(rename_all = "camelCase")]
    AdCampaign {
        id: text,
        title: text,
        state: text,
        adv_object_type: text,
        payment_type: text,
        from_date: text,
        to_date: text,
        daily_budget: whole,
        weekly_budget: whole,
        product_autopilot_strategy: text,
        updated_at: moment,
    }

    /// `GET /api/client/campaign/{campaignId}/v2/products` and
    /// `POST /api/client/campaign/search_promo/v2/products`.
    ProductsOfCampaign {
        products: rows,
    }

    /// A product that is paid for by the click.
    ClickProduct {
        sku: text,
        bid: whole,
    }

    /// A product that is paid for by the order; the bid is in percent of the price.
    #[serde(rename_all = "camelCase")]
    OrderProduct {
        sku: text,
        bid: amount,
        search_promo_status: truth,
    }

    /// `POST /api/client/search_promo/product/enable`.
    Enabled {
        response: rows,
    }

    /// What became of a product in it.
    EnabledProduct {
        sku: text,
        error: text,
        update: truth,
    }

    /// `POST /api/client/statistics/products/sku`.
    SkuDays {
        rows: rows,
    }

    /// A day of a product in a campaign.
    #[serde(rename_all = "camelCase")]
    SkuDay {
        campaign_id: text,
        sku: text,
        date: text,
        views: whole,
        clicks: whole,
        to_cart: whole,
        orders: whole,
        expense: amount,
        sales: amount,
    }

    /// A report that was ordered.
    #[serde(rename_all = "UPPERCASE")]
    Ordered {
        uuid: text,
    }

    /// `GET /api/client/statistics/{UUID}`.
    ReportState {
        state: text,
        error: text,
    }

    /// `GET /api/client/campaign/{campaignId}/products/bids/competitive`: members are told like
    /// products that are paid for by the click.
    CompetitiveBids {
        bids: rows,
    }

    /// `POST /api/client/min/sku`.
    #[serde(rename_all = "camelCase")]
    LowestBids {
        min_bids: rows,
    }

    /// A product with a bid.
    SkuBid {
        sku: text,
        bid: amount,
    }

    /// `POST /api/client/search_promo/bids/recommendation`: percent of the price by SKU.
    #[serde(rename_all = "camelCase")]
    AdvisedBids {
        recommended_bids: part serde_json::Map<String, serde_json::Value>,
    }
}
