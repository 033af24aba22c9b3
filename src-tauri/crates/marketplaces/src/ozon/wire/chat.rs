//! Conversations (`/v3/chat/list`, `/v3/chat/history`). Identities are larger than any number of
//! ours and stay text.

said! {
    /// `v3ChatListResponse`.
    ChatList {
        chats: rows,
        cursor: maybe_text,
        has_next: flag,
    }

    /// `v3ChatInfo`.
    ChatItem {
        chat: part ChatDetails,
        last_message_id: text,
    }

    /// `v3ChatDetailsInfo`.
    ChatDetails {
        chat_id: text,
        chat_status: text,
        chat_type: text,
        created_at: moment,
    }

    /// `v3ChatHistoryResponse`.
    History {
        messages: rows,
    }

    /// `v3ChatMessage`.
    Message {
        message_id: text,
        created_at: moment,
        data: list String,
        is_image: truth,
        user: part Person,
        context: part Context,
    }

    /// `v3User`; the name is not told.
    Person {
        r#type: text,
    }

    /// `ChatMessageContext`.
    Context {
        sku: whole,
    }
}
