//! Promotions (`/v1/actions`) and their products (`/v2/actions/candidates`, `/v2/actions/products`).

said! {
    /// `seller_apiGetSellerActionsV1Response`.
    ActionList {
        result: rows,
    }

    /// `GetSellerActionsV1ResponseAction`.
    Action {
        id: whole,
        title: text,
        action_type: text,
        date_start: moment,
        date_end: moment,
        is_voucher_action: truth,
    }

    /// `actions.v2.ActionsCandidatesResponse`, `actions.v2.ActionsProductsResponse`.
    ActionProducts {
        last_id: maybe_text,
        products: rows,
    }

    /// Their `Product`.
    ActionProduct {
        id: whole,
        action_price: part Sum,
        max_action_price: part Sum,
    }

    /// `money.Money…`: major units as text.
    Sum {
        amount: amount,
        currency: text,
    }

    /// `actions.v1.ActionsProductsUpdateResponse`.
    Joined {
        active_product_ids: rows,
        rejected: list Refusal,
        warnings: list Refusal,
    }

    /// Its `Rejected`, its `Warning`.
    Refusal {
        product_id: whole,
        reason: text,
    }
}
