//! Campaigns.

use serde::{Deserialize, Serialize};

use crate::ad::{Bid, PayFor};
use crate::ids::{AccountId, ExternalId};
use crate::money::Money;

/// A step of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignStep {
    /// Whose shop.
    pub account: AccountId,
    /// The campaign; `None` makes one.
    pub campaign: Option<ExternalId>,
    /// The name of a new one.
    pub name: String,
    /// What is done.
    pub act: CampaignAct,
}

/// What is done with a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum CampaignAct {
    /// It is made, and does not run yet where the marketplace allows that.
    Create {
        /// What it advertises.
        listings: Vec<ExternalId>,
        /// What is paid for.
        pays: PayFor,
        /// Bid for each listing, when the seller sets it.
        bid: Option<Bid>,
        /// What it may spend in a week or a day, as the marketplace counts.
        budget: Option<Money>,
    },
    /// It runs.
    Start,
    /// It stops for a while.
    Pause,
    /// It ends.
    End,
    /// What it may spend.
    Budget {
        /// Spending is limited a `day` or a `week`, or money is put `in`.
        per: String,
        /// How much.
        amount: Money,
        /// What was seen when this was wanted.
        expected: Option<Money>,
    },
    /// What is offered for a listing.
    Bid {
        /// The listing.
        listing: ExternalId,
        /// Where it is shown; empty where that makes no difference.
        placement: String,
        /// The offer; `None` takes the listing out.
        bid: Option<Bid>,
        /// What was seen when this was wanted.
        expected: Option<Bid>,
    },
}

impl CampaignAct {
    /// What takes it back.
    pub(super) fn before(&self) -> Option<Self> {
        match self {
            Self::Start => Some(Self::Pause),
            Self::Pause => Some(Self::Start),
            // What was put in is not taken out again.
            Self::Budget { per, .. } if per == "in" => None,
            Self::Budget {
                per,
                amount,
                expected,
            } => Some(Self::Budget {
                per: per.clone(),
                amount: (*expected)?,
                expected: Some(*amount),
            }),
            Self::Bid {
                listing,
                placement,
                bid,
                expected,
            } => Some(Self::Bid {
                listing: listing.clone(),
                placement: placement.clone(),
                bid: Some((*expected)?),
                expected: *bid,
            }),
            Self::Create { .. } | Self::End => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Currency;

    fn budget(per: &str) -> CampaignAct {
        CampaignAct::Budget {
            per: per.to_owned(),
            amount: Money::new(200_000, Currency::RUB),
            expected: Some(Money::new(100_000, Currency::RUB)),
        }
    }

    #[test]
    fn money_that_was_put_in_is_never_taken_back() {
        assert_eq!(budget("in").before(), None, "no marketplace pays it out");
        let back = budget("day").before().expect("a limit is set back");
        assert_eq!(back.before(), Some(budget("day")), "and forth again");
    }
}
