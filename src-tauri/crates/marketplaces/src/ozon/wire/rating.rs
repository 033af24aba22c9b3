//! Ratings of the seller (`/v1/rating/summary`, `/v1/rating/index/fbs/info`).

said! {
    /// `v1RatingSummaryV1Response`.
    RatingSummary {
        groups: list RatingGroup,
        localization_index: rows,
    }

    /// `RatingSummaryV1ResponseGroup`.
    RatingGroup {
        items: rows,
    }

    /// `v1RatingItem`.
    RatingItem {
        rating: text,
        name: text,
        current_value: amount,
        value_type: text,
        status: maybe_text,
    }

    /// `RatingSummaryV1ResponseLocalIndex`.
    LocalIndex {
        calculation_date: moment,
        localization_percentage: amount,
    }

    /// `v1GetFBSRatingIndexInfoV1Response`.
    ErrorIndex {
        index: amount,
        period_to: text,
    }
}
