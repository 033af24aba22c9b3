//! What the seller has to hand over (`/v4/posting/fbs/unfulfilled/list`, `/v3/posting/fbs/get`).
//! Nothing about the buyer is read.

said! {
    /// `v3GetFbsPostingResponseV3`.
    OneParcel {
        result: part Parcel,
    }

    /// A posting as it is handled.
    Parcel {
        posting_number: text,
        status: text,
        substatus: text,
        in_process_at: moment,
        shipment_date: moment,
        integration_type_flow: text,
        delivery_method: part Method,
        products: list Product,
        requirements: part Requirements,
        available_actions: list String,
    }

    /// `Postings.DeliveryMethod`.
    Method {
        warehouse_id: whole,
    }

    /// `Postings.Products`.
    Product {
        name: text,
        sku: whole,
        quantity: whole,
    }

    /// SKUs whose pieces want something more before they are packed.
    Requirements {
        products_requiring_mandatory_mark: rows,
        products_requiring_imei: rows,
        products_requiring_jw_uin: rows,
        products_requiring_gtd: rows,
        products_requiring_rnpt: rows,
        products_requiring_country: rows,
        products_requiring_weight: rows,
    }

    /// `postingCancelReasonResponse`.
    ReasonList {
        result: list Reasons,
    }

    /// `relatedPostingCancelReason`.
    Reasons {
        reasons: list Reason,
    }

    /// `relatedPostingCancelReasons`.
    Reason {
        id: whole,
        title: text,
        type_id: text,
    }

    /// `postingFbsPostingMoveStatusResponse`.
    Moves {
        result: list Move,
    }

    /// `FbsPostingMoveStatusResponseMoveStatus`; `error` is a text or a list.
    Move {
        result: truth,
        error: part serde_json::Value,
    }

    /// `posting.v3.PostingFbsPackageLabelCreateResponse`.
    LabelTasks {
        tasks: list LabelTask,
    }

    /// Its `Tasks`.
    LabelTask {
        task_id: text,
        task_type: text,
    }

    /// `posting.v2.PostingFbsPackageLabelGetResponse`.
    Labels {
        file_url: text,
        status: part LabelStatus,
        error: part LabelError,
    }

    /// Its `Status`.
    LabelStatus {
        code: text,
        unprinted_postings: list LabelError,
    }

    /// Its `Error`, and what is said of a posting that was not printed.
    LabelError {
        code: text,
        message: text,
    }
}
