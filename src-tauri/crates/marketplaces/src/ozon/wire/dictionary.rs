//! Categories, what their cards have, and which values that may have
//! (`/v1/description-category/…`).

said! {
    /// `v1GetTreeResponse`.
    Tree {
        result: rows,
    }

    /// `v1GetTreeResponseItem`: a category, or a type of goods within one.
    Node {
        description_category_id: whole,
        category_name: text,
        type_id: whole,
        type_name: text,
        disabled: truth,
        children: rows,
    }

    /// `v1GetAttributesResponse`.
    Dictionary {
        result: rows,
    }

    /// `v1GetAttributesResponseAttribute`. Parts of complex ones stand beside the others.
    Entry {
        id: whole,
        name: text,
        r#type: text,
        is_required: truth,
        is_collection: truth,
        max_value_count: whole,
        dictionary_id: whole,
        attribute_complex_id: whole,
    }

    /// `v1GetAttributeValuesResponse`, `v1SearchAttributeValuesResponse`.
    ValueList {
        result: rows,
        has_next: flag,
    }

    /// Their items.
    ValueItem {
        id: whole,
        value: text,
    }
}
