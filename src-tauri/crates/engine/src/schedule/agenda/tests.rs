use domain::Feed::{Catalogue, Orders, Questions, Reviews, Stock, Tariffs};
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

/// Nothing was read but what a shop can do without at first.
fn new_shop() -> Agenda {
    let mut agenda = Agenda::default();
    let first = [Catalogue, Stock, Orders, Reviews, Questions];
    for feed in Feed::ALL.into_iter().filter(|feed| !first.contains(feed)) {
        agenda.ended(feed, &ended(End::Whole), now());
    }
    agenda
}

#[test]
fn what_is_worth_most_is_read_first_and_nothing_waits_for_ever() {
    let mut agenda = Agenda::default();
    assert_eq!(
        agenda.begin(now()),
        [Catalogue, Stock, Orders],
        "of all that was never read"
    );
    // Reviews are due again and again; tariffs have waited for an hour beyond their time.
    let mut agenda = fresh();
    let late = now() + cadence(Tariffs) + TimeDelta::hours(1);
    let begun = agenda.begin(late);
    assert_eq!(begun.len(), AT_ONCE, "as many as may be read: {begun:?}");
    for _ in 0..Feed::ALL.len() {
        let running: Vec<Feed> = agenda.running.iter().copied().collect();
        for feed in running {
            agenda.ended(feed, &ended(End::Whole), late);
        }
        if agenda.begin(late).contains(&Tariffs) {
            return;
        }
    }
    panic!("what is worth little has its turn, too");
}

#[test]
fn a_long_feed_starves_no_other() {
    let mut agenda = new_shop();
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
    let mut agenda = new_shop();
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
    let mut agenda = new_shop();
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

#[test]
fn a_limit_that_we_know_of_is_waited_out_and_counts_as_no_failure() {
    let mut agenda = Agenda::default();
    let hour = std::time::Duration::from_secs(3600);
    let limited = |status: Option<u16>| -> Result<Option<RoundReport>> {
        let error = MarketplaceError::new(ErrorKind::RateLimited, "orders.page", "used up");
        let error = error.after(Some(hour));
        Err(status
            .map_or(error.clone(), |status| error.status(status))
            .into())
    };
    agenda.ended(Orders, &limited(None), now());
    assert_eq!(
        agenda.due_at(Orders),
        now() + TimeDelta::hours(1),
        "due when the limit lets it go, not in its own rhythm"
    );
    assert_eq!(agenda.failures[&Orders], 0, "nobody was asked");
    agenda.ended(Orders, &limited(Some(429)), now());
    assert_eq!(
        agenda.failures[&Orders], 1,
        "a marketplace that refused is another matter"
    );
}
