//! What a seller changes on a marketplace, apart from answers: absolute values, each with the
//! value that was seen when it was wanted.

mod campaign;
mod card;
mod goods;
mod parcels;
mod picture;
mod review;

use serde::{Deserialize, Serialize};

use crate::approved::Content;
use crate::ids::{AccountId, ExternalId};

pub use campaign::{CampaignAct, CampaignStep};
pub use card::{CardAttribute, CardChange, Group, Packed};
pub use goods::{PriceChange, PromotionStep, StockChange};
pub use parcels::{ChatReply, ParcelStep, ReturnDecision, StepLine, SupplyAct, SupplyStep};
pub use picture::{Picture, PictureFile, PictureFormat};
pub use review::{PinPlace, ReviewPin};

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A price is set.
    Price,
    /// A quantity is set.
    Stock,
    /// A parcel goes a step on.
    Parcel,
    /// A supply is made, closed or given up.
    Supply,
    /// A return or claim is decided.
    Return,
    /// A message is written into a chat.
    Chat,
    /// A campaign is made, started, stopped, or its bids and budgets set.
    Campaign,
    /// A card is made or rewritten.
    Card,
    /// A listing joins or leaves a promotion.
    Promotion,
    /// A review is pinned or let go.
    Pin,
}

impl ChangeKind {
    /// All.
    pub const ALL: [Self; 10] = [
        Self::Price,
        Self::Stock,
        Self::Parcel,
        Self::Supply,
        Self::Return,
        Self::Chat,
        Self::Campaign,
        Self::Card,
        Self::Promotion,
        Self::Pin,
    ];

    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Stock => "stock",
            Self::Parcel => "parcel",
            Self::Supply => "supply",
            Self::Return => "return",
            Self::Chat => "chat",
            Self::Campaign => "campaign",
            Self::Card => "card",
            Self::Promotion => "promotion",
            Self::Pin => "pin",
        }
    }
}

/// Content of a change.
pub trait Change: Content + Clone + Send + Sync + Serialize + for<'de> Deserialize<'de> {
    /// Its kind.
    const KIND: ChangeKind;

    /// Whose shop.
    fn account(&self) -> AccountId;

    /// What it is about, in the marketplace's identities: two changes of one target at one moment
    /// would overwrite each other.
    fn target(&self) -> String;

    /// The change that says what stood there when this one was wanted: it must still stand before
    /// this one leaves, and it takes this one back. `None` where nothing was said of that, or where
    /// it cannot be taken back.
    fn before(&self) -> Option<Self>;
}

/// Kind and every field, in the order of their declaration.
fn canonical<C: Change>(change: &C) -> String {
    let fields = serde_json::to_string(change).unwrap_or_default();
    format!("{}\u{1f}{fields}", C::KIND.as_str())
}

macro_rules! changes {
    ($($name:ident is $kind:ident, about |$it:ident| $target:expr, before $before:expr;)+) => {$(
        impl Content for $name {
            fn canonical(&self) -> String {
                canonical(self)
            }
        }

        impl Change for $name {
            const KIND: ChangeKind = ChangeKind::$kind;

            fn account(&self) -> AccountId {
                self.account
            }

            fn target(&self) -> String {
                let $it = self;
                $target
            }

            fn before(&self) -> Option<Self> {
                let $it = self;
                let _ = $it;
                $before
            }
        }
    )+};
}

changes! {
    PriceChange is Price, about |it| pair(&it.listing, &it.variant),
        before it.known_before();
    StockChange is Stock, about |it| pair(&it.listing, it.warehouse.as_str()),
        before it.expected.map(|available| Self { available, expected: Some(it.available), ..it.clone() });
    ParcelStep is Parcel, about |it| it.parcel.to_string(),
        before None;
    SupplyStep is Supply, about |it| it.supply.as_ref().map_or_else(|| it.name.clone(), ToString::to_string),
        before None;
    ReturnDecision is Return, about |it| it.returned.to_string(),
        before None;
    ChatReply is Chat, about |it| it.chat.to_string(),
        before None;
    CampaignStep is Campaign, about |it| it.campaign.as_ref().map_or_else(|| it.name.clone(), ToString::to_string),
        before it.act.before().map(|act| Self { act, ..it.clone() });
    CardChange is Card, about |it| pair(&ExternalId::from(it.article.as_str()), &it.language),
        before it.known_before();
    PromotionStep is Promotion, about |it| pair(&it.promotion, it.listing.as_str()),
        before it.price.map(|_| Self { price: None, ..it.clone() });
    ReviewPin is Pin, about |it| pair(it.listing.as_ref().unwrap_or(&it.review), &it.spot()),
        before Some(Self { pinned: !it.pinned, ..it.clone() });
}

fn pair(one: &ExternalId, other: &str) -> String {
    format!("{one}\u{1f}{other}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Currency;
    use crate::money::Money;

    fn price(minor: i64) -> PriceChange {
        PriceChange {
            account: AccountId(1),
            listing: "100".into(),
            article: "A-1".to_owned(),
            variant: String::new(),
            price: Money::new(minor, Currency::RUB),
            before: None,
            least: None,
            expected: None,
            expected_before: None,
        }
    }

    #[test]
    fn another_price_is_another_content() {
        assert_ne!(
            price(100).digest(),
            price(101).digest(),
            "it would be published otherwise"
        );
        assert_eq!(
            price(100).digest(),
            price(100).digest(),
            "the same is the same"
        );
        assert!(
            price(1).canonical().starts_with("price\u{1f}"),
            "the kind is judged, too"
        );
    }

    #[test]
    fn a_size_is_a_target_of_its_own() {
        let sized = PriceChange {
            variant: "42".to_owned(),
            ..price(100)
        };
        assert_ne!(
            sized.target(),
            price(100).target(),
            "sizes do not overwrite each other"
        );
    }

    #[test]
    fn what_stood_there_takes_a_change_back() {
        let change = PriceChange {
            expected: Some(Money::new(120, Currency::RUB)),
            ..price(100)
        };
        let back = change.before().expect("the old price is known");
        assert_eq!(back.price.minor, 120, "the old price");
        assert_eq!(back.before(), Some(change), "and back again");
        assert_eq!(
            price(100).before(),
            None,
            "an old price that nobody knows is not invented"
        );
    }

    #[test]
    fn a_pin_is_let_go_and_a_review_has_one_in_each_place() {
        let pin = |place| ReviewPin {
            account: AccountId(1),
            review: "r".into(),
            listing: Some("100".into()),
            place,
            pinned: true,
        };
        let back = pin(PinPlace::Card).before().expect("it was not pinned");
        assert!(!back.pinned, "letting it go takes it back");
        assert_eq!(
            back.target(),
            pin(PinPlace::Card).target(),
            "one of them at a time"
        );
        assert_ne!(
            pin(PinPlace::Group).target(),
            pin(PinPlace::Card).target(),
            "a card and its group are places of their own"
        );
    }

    #[test]
    fn every_kind_is_read_back_from_its_word() {
        for kind in ChangeKind::ALL {
            let read = serde_json::from_value::<ChangeKind>(kind.as_str().into());
            assert_eq!(read.ok(), Some(kind), "{kind:?} is kept by its word");
        }
    }
}
