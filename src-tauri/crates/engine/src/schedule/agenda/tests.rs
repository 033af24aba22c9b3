use domain::Feed::{Catalogue, Orders, Questions, Reviews, Stock};
use marketplaces::{ErrorKind, MarketplaceError};

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn ended(end: End) -> Result<Option<RoundReport>> {
    Ok(Some(RoundReport {
        end,
        ..RoundReport::default()
    }))
}

/// Everything was read just now.
fn fresh() -> Agenda {
    let mut agenda = Agenda::default();
    for feed in Feed::ALL {
        agenda.ended(feed, &ended(End::Whole), now());
    }
    agenda
}

#[test]
fn a_long_feed_starves_no_other() {
    let mut agenda = Agenda::default();
    assert_eq!(
        agenda.begin(now()),
        [Catalogue, Stock, Orders],
        "three at once, in their order"
    );
    assert_eq!(
        agenda.next(now()),
        None,
        "the others wait for one that ends"
    );
    agenda.ended(Orders, &ended(End::Whole), now());
    assert_eq!(
        agenda.begin(now()),
        [Reviews],
        "while the catalogue goes on"
    );
    agenda.ended(Stock, &ended(End::Later(TimeDelta::zero())), now());
    assert_eq!(
        agenda.begin(now()),
        [Questions],
        "one whose turn is over comes after those that wait longer"
    );
    agenda.ended(Reviews, &ended(End::Whole), now());
    assert_eq!(agenda.begin(now()), [Stock], "and goes on then");
}

#[test]
fn buyers_texts_wait_for_the_first_cards_but_not_for_ever() {
    let mut agenda = Agenda::default();
    agenda.cards_first(now());
    agenda.begin(now());
    for feed in [Stock, Orders] {
        agenda.ended(feed, &ended(End::Whole), now());
    }
    assert_eq!(agenda.begin(now()), [], "an answer draws on the card");
    agenda.ended(Catalogue, &ended(End::Later(TimeDelta::seconds(5))), now());
    assert_eq!(agenda.begin(now()), [], "the cards are still under way");
    agenda.begin(now() + TimeDelta::seconds(5));
    agenda.ended(Catalogue, &ended(End::Whole), now());
    assert_eq!(
        agenda.begin(now()),
        [Reviews, Questions],
        "now they can be answered"
    );
    let mut agenda = Agenda::default();
    agenda.cards_first(now());
    agenda.begin(now());
    let later = now() + CARDS_FIRST;
    agenda.ended(Stock, &ended(End::Whole), later);
    agenda.ended(Orders, &ended(End::Whole), later);
    assert!(
        agenda.begin(later).contains(&Reviews),
        "a huge catalogue does not silence the shop"
    );
}

#[test]
fn a_clock_that_jumped_makes_everything_due() {
    let mut agenda = fresh();
    assert_eq!(agenda.begin(now()), [], "all is fresh");
    assert_eq!(
        agenda.next(now()),
        Some(TimeDelta::seconds(45)),
        "texts come first"
    );
    let woken = now() + TimeDelta::hours(8);
    assert_eq!(
        agenda.next(woken),
        Some(TimeDelta::zero()),
        "the machine slept: at once"
    );
    assert_eq!(agenda.begin(woken).len(), AT_ONCE, "as many as may be read");
    let back = now() - TimeDelta::hours(8);
    let wait = fresh().next(back);
    assert!(
        wait > Some(TimeDelta::zero()),
        "a clock that went back breaks nothing"
    );
}

#[test]
fn what_fails_is_tried_later_and_later() {
    let mut agenda = Agenda::default();
    let failed = || -> Result<Option<RoundReport>> {
        let error = MarketplaceError::new(ErrorKind::Unavailable, "orders.page", "away");
        Err(error.into())
    };
    agenda.ended(Orders, &failed(), now());
    assert_eq!(
        agenda.due[&Orders],
        now() + TimeDelta::minutes(3),
        "twice its rhythm"
    );
    for _ in 0..8 {
        agenda.ended(Orders, &failed(), now());
    }
    assert_eq!(
        agenda.due[&Orders],
        now() + LONGEST,
        "at most a quarter of an hour"
    );
    agenda.all_due();
    assert!(
        agenda.begin(now()).contains(&Orders),
        "unless a person asks"
    );
}
