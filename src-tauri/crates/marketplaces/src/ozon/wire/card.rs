//! What became of cards that were sent (`/v1/product/import/info`, `/v2/product/pictures/info`).

said! {
    /// `productGetImportProductsInfoResponse`.
    ImportInfo {
        result: part ImportResult,
    }

    /// Its `result`.
    ImportResult {
        items: rows,
    }

    /// `GetImportProductsInfoResponseResultItem`.
    ImportItem {
        offer_id: text,
        status: text,
        errors: rows,
    }

    /// `v1ItemError`. Words of `level` are not listed.
    ImportError {
        code: text,
        level: text,
        message: text,
        description: text,
        attribute_name: text,
    }

    /// `v2ProductInfoPicturesResponse`.
    PictureList {
        items: list Pictures,
    }

    /// `v2ProductInfoPicturesResponseItem`.
    Pictures {
        primary_photo: list String,
        photo: list String,
        errors: list PictureError,
    }

    /// What is wrong with one of them.
    PictureError {
        message: text,
    }
}
