//! Groups of cards (WB API 02-items, `moveNm`): cards of one subject that share an `imtID` are
//! variants on one page. A card that is taken out gets a new number of its own.

use domain::{ExternalId, Group};
use http::Method;
use serde_json::{Value, json};

use super::{CARDS, CardChanges, SEEN, WRITE, gone, write};
use crate::Result;
use crate::contract::Seen;
use crate::http::Call;
use crate::wildberries::profile::CONTENT;
use crate::wildberries::wire::CardsPage;

const MOVE: &str = "/content/v2/cards/moveNm";

impl CardChanges {
    /// The request that puts a card there.
    pub(super) async fn regrouped(&self, nm_id: i64, group: &Group) -> Result<Call> {
        let body = match group {
            Group::Alone => json!({"nmIDs": [nm_id]}),
            Group::With(other) => {
                json!({"targetIMT": self.group_of(other).await?, "nmIDs": [nm_id]})
            }
        };
        Ok(write(MOVE, "content").json(body))
    }

    /// The number of the group that a card is in.
    pub(super) async fn group_of(&self, other: &ExternalId) -> Result<i64> {
        let card = self.card(WRITE, other.as_str(), Some(other)).await?;
        card.as_ref().and_then(number).ok_or_else(gone)
    }

    /// Whether a card stands there, by all cards of its group.
    pub(super) async fn grouped(&self, card: &Value, group: &Group) -> Result<Seen> {
        let Some(own) = number(card) else {
            return Ok(Seen::Pending);
        };
        let call = Call::read(SEEN, CONTENT, Method::POST, CARDS)
            .bucket("content")
            .query("locale", "ru")
            .json(json!({"settings": {"cursor": {"limit": 100},
                "filter": {"imtID": own, "withPhoto": -1}}}));
        let found: CardsPage = self.api.read(&call).await?;
        let all = found.cards.iter().filter(|one| number(one) == Some(own));
        let others: Vec<ExternalId> = all
            .filter_map(nm)
            .filter(|one| Some(one) != nm(card).as_ref())
            .collect();
        Ok(seen(group, &others))
    }
}

fn seen(group: &Group, others: &[ExternalId]) -> Seen {
    let there = match group {
        Group::With(other) => others.contains(other),
        Group::Alone => others.is_empty(),
    };
    let names = || others.iter().map(ExternalId::as_str).collect::<Vec<_>>();
    match (there, others.is_empty()) {
        (true, _) => Seen::There,
        (false, true) => Seen::Different("alone".to_owned()),
        (false, false) => Seen::Different(format!("with {}", names().join(", "))),
    }
}

fn number(card: &Value) -> Option<i64> {
    card.get("imtID").and_then(Value::as_i64)
}

fn nm(card: &Value) -> Option<ExternalId> {
    card.get("nmID").and_then(Value::as_i64).map(Into::into)
}
