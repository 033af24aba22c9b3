//! Single pieces with their marks (`/v6/fbs/posting/product/exemplar/…`). What goes back as it came
//! stays JSON.

said! {
    /// `v6FbsPostingProductExemplarCreateOrGetV6Response`.
    Pieces {
        products: list PieceProduct,
        multi_box_qty: whole,
    }

    /// Its `Product`; `product_id` is the SKU.
    PieceProduct {
        product_id: whole,
        exemplars: rows,
    }

    /// `v5FbsPostingProductExemplarStatusV5Response`.
    PieceStatus {
        status: text,
        products: list PieceProduct,
    }

    /// A piece as it was checked.
    Piece {
        marks: list PieceMark,
        gtd: text,
        gtd_error_codes: list String,
        rnpt: text,
        rnpt_error_codes: list String,
        weight_error_codes: list String,
    }

    /// A mark as it was checked.
    PieceMark {
        mark: text,
        error_codes: list String,
    }
}
