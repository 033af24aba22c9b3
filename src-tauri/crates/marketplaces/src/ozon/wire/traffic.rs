//! How buyers find products: the funnel, search terms, turnover, the rating of cards.

said! {
    /// `analyticsAnalyticsGetDataResponse`.
    FunnelReport {
        result: part FunnelRows,
    }

    /// `AnalyticsGetDataResponseResult`.
    FunnelRows {
        data: rows,
    }

    /// `analyticsDataRow`: values in the order in which metrics were asked for.
    FunnelRow {
        dimensions: list Dimension,
        metrics: list Figure,
    }

    /// `analyticsDataRowDimension`.
    Dimension {
        id: text,
    }

    /// `v1AnalyticsProductQueriesDetailsResponse`.
    TermList {
        queries: rows,
        page_count: whole,
    }

    /// `AnalyticsProductQueriesDetailsResponseQuery`.
    TermRow {
        query: text,
        sku: whole,
        position: amount,
        order_count: whole,
        unique_search_users: whole,
        unique_view_users: whole,
    }

    /// `v1AnalyticsTurnoverStocksResponse`.
    TurnoverList {
        items: rows,
    }

    /// `v1AnalyticsTurnoverStocksResponseItem`.
    TurnoverRow {
        sku: whole,
        current_stock: whole,
        ads: amount,
        idc: amount,
        idc_grade: maybe_text,
    }

    /// `v1GetProductRatingBySkuResponse`.
    RatingList {
        products: rows,
    }

    /// `GetProductRatingBySkuResponseProductRating`.
    RatingRow {
        sku: whole,
        rating: amount,
        groups: list RatingGroup,
    }

    /// `GetProductRatingBySkuResponseRatingGroup`.
    RatingGroup {
        name: text,
        conditions: list Condition,
        improve_attributes: list Improvement,
    }

    /// `GetProductRatingBySkuResponseRatingCondition`.
    Condition {
        description: text,
        fulfilled: truth,
    }

    /// `GetProductRatingBySkuResponseRatingImproveAttribute`.
    Improvement {
        name: text,
    }
}

/// A figure that may be told as text.
#[derive(Debug, Clone, Copy, Default, serde::Deserialize)]
#[serde(transparent)]
pub(in crate::ozon) struct Figure(
    #[serde(deserialize_with = "crate::loose::amount")]
    pub(in crate::ozon)  Option<rust_decimal::Decimal>,
);
