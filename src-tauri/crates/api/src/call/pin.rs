//! Reviews that buyers see first.

use domain::{ReviewPin, SubjectKind};

use super::change;
use crate::context::Own;
use crate::error::ApiError;
use crate::view::change::ProposedChange;
use crate::view::pin::{PinPlace, ProposePin};

/// A review that the owner wants to pin or to let go, as the rules see it; it waits for the
/// owner's yes.
pub(crate) async fn propose(own: &Own, args: ProposePin) -> Result<ProposedChange, ApiError> {
    let partner = own.view().partner().await?;
    let mut conn = own.view().read().await?;
    let review = store::answer::get(&mut conn, SubjectKind::Review, args.review).await?;
    drop(conn);
    // Another partner's review is as if it were not there.
    if review.partner != partner {
        return Err(ApiError::not_found("text"));
    }
    let wanted = ReviewPin {
        account: review.account,
        review: review.external_id,
        listing: review.listing_key,
        place: match args.place {
            PinPlace::Card => domain::PinPlace::Card,
            PinPlace::Group => domain::PinPlace::Group,
        },
        pinned: args.pinned,
    };
    let proposed = change::propose(own, &wanted).await?;
    Ok(change::proposed(proposed, None))
}
