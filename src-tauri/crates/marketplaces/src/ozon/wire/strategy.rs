//! Pricing strategies and the competitors that they follow (`/v1/pricing-strategy/…`).

said! {
    /// `v1GetStrategyListResponse`.
    StrategyList {
        strategies: rows,
    }

    /// Its items.
    Strategy {
        id: text,
        products_count: whole,
    }

    /// `v1GetStrategyItemsResponse`.
    StrategyProducts {
        result: part StrategyIds,
    }

    /// Its `result`: numbers, also as text.
    StrategyIds {
        product_id: list serde_json::Value,
    }

    /// `v1GetStrategyItemInfoResponse`.
    StrategyAnswer {
        result: part StrategyItem,
    }

    /// Its `result`. The price has no currency: it is the cabinet's. The competitor is a number by
    /// the schema and a text by its example.
    StrategyItem {
        strategy_id: text,
        is_enabled: truth,
        strategy_product_price: amount,
        strategy_competitor_id: text,
        strategy_competitor_product_url: text,
    }
}
