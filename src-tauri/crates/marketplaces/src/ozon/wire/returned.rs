//! Goods that come back (`/v1/returns/list`) and claims of orders that the seller delivers
//! (`/v2/returns/rfbs/list`, `/v2/returns/rfbs/get`). The buyer's name is not read.

said! {
    /// `v1GetReturnsListResponse`.
    ReturnList {
        returns: rows,
        has_next: flag,
    }

    /// `GetReturnsListResponseReturnsItem`.
    ReturnItem {
        id: whole,
        return_reason_name: maybe_text,
        r#type: text,
        schema: text,
        posting_number: maybe_text,
        product: part Goods,
        logistic: part Logistic,
        visual: part Visual,
    }

    /// `GetReturnsListResponseProduct`.
    Goods {
        sku: whole,
        name: text,
        price: part Price,
        quantity: whole,
    }

    /// `seller_returnsv1Money_product`.
    Price {
        currency_code: text,
        price: amount,
    }

    /// `GetReturnsListResponseLogistic`.
    Logistic {
        technical_return_moment: moment,
        final_moment: moment,
        return_date: moment,
    }

    /// `GetReturnsListResponseVisual`.
    Visual {
        status: part Status,
        change_moment: moment,
    }

    /// `GetReturnsListResponseVisualStatus`.
    Status {
        sys_name: text,
    }

    /// `v2ReturnsRfbsListResponse`.
    ClaimList {
        returns: rows,
    }

    /// A claim in the list.
    ClaimItem {
        return_id: whole,
        posting_number: maybe_text,
        created_at: moment,
        product: part ClaimGoods,
        state: part ClaimState,
    }

    /// `v2Product`.
    ClaimGoods {
        name: text,
        sku: whole,
        price: amount,
        currency_code: text,
    }

    /// `v2ReturnsRfbsListV2ResponseState`.
    ClaimState {
        group_state: text,
        state: text,
    }

    /// `v2ReturnsRfbsGetResponse`.
    OneClaim {
        returns: part Claim,
    }

    /// What a claim's own page says on top.
    Claim {
        available_actions: list ClaimAct,
        client_photo: list String,
        comment: maybe_text,
        rejection_reason: list Grounds,
        return_reason: part Named,
    }

    /// The description shows an action as it is, its example wraps it.
    ClaimAct {
        id: whole,
        name: maybe_text,
        action: part Named,
    }

    /// A number with its words.
    Named {
        id: whole,
        name: maybe_text,
    }

    /// `ReturnsRfbsGetV2ResponseRejectionReason`.
    Grounds {
        id: whole,
        name: maybe_text,
        is_comment_required: truth,
    }
}
