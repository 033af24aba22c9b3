//! Four marketplaces and a scripted AI on loopback, for the demo, for tests and for load.
//!
//! The sandbox speaks each marketplace's own words over real HTTP. It depends on no other crate of
//! the workspace and shares no wire types with the clients, so that it cannot share a mistake with
//! them. One seeded [`World`] stands behind all of it: the same seed and the same world time give
//! the same goods, orders, reviews and questions, however fast the clock runs.
//!
//! # How a venue plugs in
//!
//! A *venue* is whoever answers HTTP: a marketplace, or the AI. A venue is one folder with a type
//! that implements [`venue::Venue`]:
//!
//! * `id`, `hosts`: the first and second path segment, `http://127.0.0.1:PORT/{id}/{host}/…`
//!   (no hosts: the path follows the id directly, as `/anthropic/v1/messages` does);
//! * `account`: name and credential fields of the demo account;
//! * `routes`: method, host, path template, limit, whether it writes, and the handler, a plain
//!   `fn(&Bazaar, &Call) -> Reply`;
//! * `admit`: looks at the key and names the account, or refuses in the marketplace's own shape;
//! * `refuse`: the marketplace's body for 400, 401, 403, 404, 420, 429 and 500;
//! * `gauge`: the headers that tell how much of a limit is left.
//!
//! * `review_id`, `question_id`: how it writes the world's numbers. At the start the answers from
//!   before the demo are laid on the desk under these, so a handler finds old and new answers in
//!   one place.
//!
//! * `lane`: how many requests may be under way at the same moment.
//!
//! and one line in [`venue::all`]. What only one venue can do wrong or otherwise (a subscription
//! that is missing, a model that refuses) is a part that it plays under [`Fault::Script`];
//! `call.plays("…")` asks for it. `condition` says by which part, key or fault a venue shows a state
//! of an account. A marketplace also has a [`world::Stall`] constant: its currency,
//! its share of the demand and its warehouses. Handlers read the world through it
//! (`bazaar.world.orders(&STALL, call.now)`, `reviews`, `questions`, `stock`), keep what the seller
//! wrote in [`desk::Desk`] and what else the seller changed in [`book::Book`], and record every write in [`ledger::Ledger`] through `bazaar.record`
//! *before* they return, so that the ledger knows a write even when its answer is lost.
//! What else happens in the world is told by pure functions of seed and time: `returns` (goods that
//! came back and claims), `chats`, `charges` of an order and `day_charges`, `funnel`, `terms` and
//! `term`, `campaigns` and `ad_day`. They agree with the orders; days are the seller's calendar days
//! (`world.date(at)`), and figures of a day mean the whole of it, so a venue shows days that are
//! over. None of them knows what the seller changed: a decision on a claim, an answer in a chat, a
//! new bid stand in the book, and a venue lays them over the world's part.
//! Faults, limits, authorisation order, recording and closing of connections are done once, in
//! `serve`; a venue never sees them.
//!
//! # Limits and time
//!
//! Limits are the documented ones in the world's time, so that a demo at speed 60 is not starved:
//! one request a minute becomes one a second. [`Options::limit_scale`] is a factor on top, 1 by
//! default. Waiting times in headers are *world* seconds, rounded up, and dates in
//! headers are world dates: a client that lives by the world's clock (as the engine does in the
//! demo) then waits exactly as long as the documents say.

mod account;
mod anthropic;
mod ask;
mod bazaar;
pub mod book;
mod call;
pub mod clock;
mod condition;
pub mod desk;
mod earlier;
mod error;
pub mod faults;
mod form;
pub mod lanes;
pub mod ledger;
pub mod limits;
mod member;
mod options;
mod ozon;
mod page;
mod sandbox;
mod serve;
mod spoil;
pub mod tape;
#[cfg(test)]
mod testing;
mod told;
mod uzum;
pub mod venue;
mod wildberries;
mod wire;
pub mod world;
mod yandex;
mod zipped;

pub use account::{DemoAccount, DemoAi};
pub use bazaar::Bazaar;
pub use book::Book;
pub use call::{Call, Reply};
pub use clock::WorldClock;
pub use condition::{Condition, Played};
pub use error::Error;
pub use faults::{Fault, FaultRule, Faults, Times};
pub use ledger::{Act, Ledger, Outcome, Write};
pub use options::{Options, Volume};
pub use sandbox::{Sandbox, serve_until_stopped};
pub use tape::{Exchange, Tape};
pub use told::Told;
pub use world::{Tone, World};
