//! What differs between kinds of changes: where a shop takes them, how they are told, what the
//! rules look at.

use domain::{
    Bid, CampaignAct, CampaignStep, CardChange, Change, ChatReply, Group, Money, ParcelStep,
    Picture, PriceChange, PromotionStep, ReturnDecision, ReviewPin, StockChange, SupplyAct,
    SupplyStep,
};
use marketplaces::{Changes, Shop};

use super::judge::Sheet;

/// A kind of change on the rails.
pub(super) trait Verb: Change + 'static {
    /// The act that the journal tells.
    const ACT: &'static str;

    /// Whether it is a value that may stand there already; a step or a message never does.
    const ABSOLUTE: bool = false;

    /// Where a shop takes it.
    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>>;

    /// What stood there and what is to stand there, for people.
    fn told(&self) -> (Option<String>, Option<String>);

    /// What the rules look at.
    fn judged(&self, sheet: &mut Sheet<'_>);
}

impl Verb for PriceChange {
    const ACT: &'static str = "set_price";
    const ABSOLUTE: bool = true;

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.price_changes()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        (self.expected.map(money), Some(money(self.price)))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        sheet.must("price_positive", self.price.minor > 0, &money(self.price));
        let crossed = self
            .before
            .is_none_or(|before| before.minor > self.price.minor);
        sheet.must(
            "price_below_crossed",
            crossed,
            &self.before.map(money).unwrap_or_default(),
        );
        let floor = self
            .least
            .is_none_or(|least| least.minor <= self.price.minor);
        sheet.must(
            "price_above_least",
            floor,
            &self.least.map(money).unwrap_or_default(),
        );
        let same = |old: Money| old.currency == self.price.currency;
        sheet.must(
            "same_currency",
            self.expected.is_none_or(same),
            self.price.currency.code(),
        );
        if let Some(old) = self.expected.filter(|old| old.minor > 0) {
            let percent = (self.price.minor - old.minor).saturating_mul(100) / old.minor;
            sheet.should(
                "price_jump",
                (-30..=50).contains(&percent),
                &format!("{percent} %"),
            );
        }
    }
}

impl Verb for StockChange {
    const ACT: &'static str = "set_stock";
    const ABSOLUTE: bool = true;

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.stock_changes()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        let before = self.expected.map(|pieces| pieces.to_string());
        (before, Some(self.available.to_string()))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let fits = (0..=100_000).contains(&self.available);
        sheet.must("stock_in_range", fits, &self.available.to_string());
    }
}

impl Verb for ParcelStep {
    const ACT: &'static str = "handled_parcel";

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.parcel_steps()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        (
            Some(self.expected.clone()),
            Some(self.act.as_str().to_owned()),
        )
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let pieces: i64 = self.lines.iter().map(|line| line.quantity).sum();
        sheet.must("parcel_has_lines", pieces > 0, &pieces.to_string());
    }
}

impl Verb for SupplyStep {
    const ACT: &'static str = "handled_supply";

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.supply_steps()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        let act = match self.act {
            SupplyAct::Open => "open",
            SupplyAct::HandOver => "hand_over",
            SupplyAct::Cancel => "cancel",
        };
        (None, Some(act.to_owned()))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let named = self.supply.is_some() || self.act == SupplyAct::Open;
        sheet.must("supply_named", named, &self.name);
    }
}

impl Verb for ReturnDecision {
    const ACT: &'static str = "decided_return";

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.return_decisions()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        let choice = self.choice_name.as_ref().unwrap_or(&self.choice);
        let amount = self.amount.map(money);
        let parts = [Some(choice), amount.as_ref(), self.text.as_ref()];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (None, Some(parts.join("\n")))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        sheet.must("return_choice", !self.choice.is_empty(), &self.choice);
        sheet.text(self.text.as_deref().unwrap_or_default());
    }
}

impl Verb for ChatReply {
    const ACT: &'static str = "wrote_to_buyer";

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.chat_replies()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        (None, Some(self.text.clone()))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let length = self.text.chars().count();
        sheet.must(
            "chat_length",
            (1..=1000).contains(&length),
            &length.to_string(),
        );
        sheet.text(&self.text);
    }
}

impl Verb for CampaignStep {
    const ACT: &'static str = "handled_campaign";

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.campaign_steps()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        match &self.act {
            CampaignAct::Create { .. } => (None, Some("create".to_owned())),
            CampaignAct::Start => (None, Some("start".to_owned())),
            CampaignAct::Pause => (None, Some("pause".to_owned())),
            CampaignAct::End => (None, Some("end".to_owned())),
            CampaignAct::Budget {
                amount, expected, ..
            } => (expected.map(money), Some(money(*amount))),
            CampaignAct::Bid { bid, expected, .. } => (expected.map(offer), bid.map(offer)),
        }
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let named = self.campaign.is_some() || matches!(self.act, CampaignAct::Create { .. });
        sheet.must("campaign_named", named, &self.name);
        match &self.act {
            CampaignAct::Budget {
                amount, expected, ..
            } => {
                sheet.must("budget_positive", amount.minor > 0, &money(*amount));
                let twice = |old: &Money| amount.minor <= old.minor.saturating_mul(2);
                sheet.should(
                    "budget_jump",
                    expected.as_ref().is_none_or(twice),
                    &money(*amount),
                );
            }
            CampaignAct::Bid {
                bid: Some(bid),
                expected: Some(old),
                ..
            } => {
                let fits = size(*bid) <= size(*old).saturating_mul(2);
                sheet.should("bid_jump", fits, &offer(*bid));
            }
            _ => {}
        }
    }
}

impl Verb for CardChange {
    const ACT: &'static str = "rewrote_card";
    const ABSOLUTE: bool = true;

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.card_changes()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        let before = self.expected.clone().unzip();
        let now = (self.title.clone(), self.description.clone());
        let lines = |(title, description): (Option<String>, Option<String>),
                     group: Option<&Group>| {
            let all = [title, description, group.map(grouped)];
            all.into_iter().flatten().collect::<Vec<String>>()
        };
        let before = lines(before, self.expected_group.as_ref()).join("\n");
        let mut now = lines(now, self.group.as_ref());
        now.extend(self.pictures.iter().flatten().map(Picture::to_string));
        let before = Some(before).filter(|before| !before.is_empty());
        (before, Some(now.join("\n")))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        sheet.card(self);
    }
}

impl Verb for PromotionStep {
    const ACT: &'static str = "handled_promotion";
    const ABSOLUTE: bool = true;

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.promotion_steps()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        (
            None,
            Some(self.price.map_or_else(|| "leave".to_owned(), money)),
        )
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let priced = self.price.is_none_or(|price| price.minor > 0);
        sheet.must(
            "price_positive",
            priced,
            &self.price.map(money).unwrap_or_default(),
        );
    }
}

impl Verb for ReviewPin {
    const ACT: &'static str = "pinned_review";
    const ABSOLUTE: bool = true;

    fn changes(shop: &dyn Shop) -> Option<&dyn Changes<Self>> {
        shop.review_pins()
    }

    fn told(&self) -> (Option<String>, Option<String>) {
        let word = |pinned| if pinned { "pinned" } else { "unpinned" };
        let told = |pinned| Some(format!("{} {}", word(pinned), self.place.as_str()));
        (told(!self.pinned), told(self.pinned))
    }

    fn judged(&self, sheet: &mut Sheet<'_>) {
        let named = !self.review.as_str().is_empty();
        sheet.must("review_named", named, self.review.as_str());
    }
}

/// An amount for people and for the journal: digits and code, in no language.
fn money(money: Money) -> String {
    format!("{} {}", money.major().normalize(), money.currency.code())
}

/// A group for people and for the journal.
fn grouped(group: &Group) -> String {
    match group {
        Group::With(listing) => format!("with {listing}"),
        Group::Alone => "alone".to_owned(),
    }
}

fn offer(bid: Bid) -> String {
    match bid {
        Bid::Money(amount) => money(amount),
        Bid::Share(share) => format!("{}.{:02} %", share / 100, share % 100),
    }
}

fn size(bid: Bid) -> i64 {
    match bid {
        Bid::Money(amount) => amount.minor,
        Bid::Share(share) => share,
    }
}

/// Runs `$body` with `$verb` as the type of a kind's content.
macro_rules! with_verb {
    ($kind:expr, $verb:ident => $body:expr) => {
        match $kind {
            ::domain::ChangeKind::Price => {
                type $verb = ::domain::PriceChange;
                $body
            }
            ::domain::ChangeKind::Stock => {
                type $verb = ::domain::StockChange;
                $body
            }
            ::domain::ChangeKind::Parcel => {
                type $verb = ::domain::ParcelStep;
                $body
            }
            ::domain::ChangeKind::Supply => {
                type $verb = ::domain::SupplyStep;
                $body
            }
            ::domain::ChangeKind::Return => {
                type $verb = ::domain::ReturnDecision;
                $body
            }
            ::domain::ChangeKind::Chat => {
                type $verb = ::domain::ChatReply;
                $body
            }
            ::domain::ChangeKind::Campaign => {
                type $verb = ::domain::CampaignStep;
                $body
            }
            ::domain::ChangeKind::Card => {
                type $verb = ::domain::CardChange;
                $body
            }
            ::domain::ChangeKind::Promotion => {
                type $verb = ::domain::PromotionStep;
                $body
            }
            ::domain::ChangeKind::Pin => {
                type $verb = ::domain::ReviewPin;
                $body
            }
        }
    };
}
pub(super) use with_verb;
