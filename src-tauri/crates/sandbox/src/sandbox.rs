//! The sandbox as the rest of the house sees it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::account::{DemoAccount, DemoAi};
use crate::bazaar::Bazaar;
use crate::book::Book;
use crate::clock::WorldClock;
use crate::condition::Condition;
use crate::desk::Desk;
use crate::earlier;
use crate::error::Error;
use crate::faults::Faults;
use crate::lanes::Lanes;
use crate::ledger::Ledger;
use crate::limits::{Limit, Limits};
use crate::options::Options;
use crate::serve::{self, Server, Stand};
use crate::tape::Tape;
use crate::told::{Told, told};
use crate::venue::{self, Venue};
use crate::wire::{Cord, Cuttable};
use crate::world::{Stall, World};

/// How long a stop waits for requests that are being answered.
const PATIENCE: Duration = Duration::from_secs(3);

/// A running sandbox. Dropping it stops the server at once; [`Sandbox::stop`] does it gently.
pub struct Sandbox {
    server: Arc<Server>,
    address: SocketAddr,
    root: Url,
    closing: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts on loopback with a running clock.
    ///
    /// # Errors
    /// When the port is taken, the ledger file cannot be opened, or the shipped data are broken.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let clock = WorldClock::running(options.now, options.speed);
        Self::start_with(options, clock).await
    }

    /// Starts on loopback with the given clock, whose start takes the place of `options.now`.
    ///
    /// # Errors
    /// As [`Sandbox::start`].
    pub async fn start_with(options: Options, clock: WorldClock) -> Result<Self, Error> {
        let server = Arc::new(server(&options, clock)?);
        let listen = |source| Error::Listen {
            port: options.port,
            source,
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let root = Url::parse(&format!("http://{address}/"))?;
        let closing = CancellationToken::new();
        let routes = Router::new()
            .fallback(serve::answer)
            .with_state(Arc::clone(&server));
        let service = routes.into_make_service_with_connect_info::<Cord>();
        let serving = axum::serve(Cuttable(listener), service)
            .with_graceful_shutdown(closing.clone().cancelled_owned());
        let task = tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "the sandbox stopped serving");
            }
        });
        Ok(Self {
            server,
            address,
            root,
            closing,
            task: Some(task),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// One account per marketplace.
    #[must_use]
    pub fn accounts(&self) -> Vec<DemoAccount> {
        self.server
            .stands
            .iter()
            .filter(|stand| stand.venue.stall().is_some())
            .map(|stand| {
                let (name, fields) = stand.venue.account(&self.server.bazaar);
                let marketplace = stand.venue.id().to_owned();
                DemoAccount {
                    name,
                    fields,
                    base: self.base(&marketplace),
                    marketplace,
                }
            })
            .collect()
    }

    /// The scripted AI: its address and key (empty where no AI is served).
    #[must_use]
    pub fn ai(&self) -> DemoAi {
        let stand = self
            .server
            .stands
            .iter()
            .find(|stand| stand.venue.stall().is_none());
        let fields = stand.map(|stand| stand.venue.account(&self.server.bazaar).1);
        let key = fields
            .and_then(|mut fields| fields.remove("key"))
            .unwrap_or_default();
        DemoAi {
            base: self.base(stand.map_or("anthropic", |stand| stand.venue.id())),
            key,
        }
    }

    /// The world's clock; clones tell the same time.
    #[must_use]
    pub fn clock(&self) -> WorldClock {
        self.server.bazaar.clock.clone()
    }

    /// The world behind the venues.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.server.bazaar.world
    }

    /// What buyers wrote so far at all marketplaces, with what is behind it.
    #[must_use]
    pub fn told(&self) -> Vec<Told> {
        let stands = self.server.stands.iter();
        stands
            .flat_map(|stand| told(&self.server.bazaar, stand.venue.as_ref()))
            .collect()
    }

    /// Faults on demand.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.server.faults
    }

    /// Every write so far.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.server.bazaar.ledger
    }

    /// Puts the account of a marketplace in that state: the account with the key that goes with
    /// it, or `None` where the marketplace has no such state.
    #[must_use]
    pub fn put(&self, marketplace: &str, condition: Condition) -> Option<DemoAccount> {
        let mut stands = self.server.stands.iter();
        let stand = stands.find(|stand| stand.venue.id() == marketplace)?;
        let played = stand.venue.condition(&self.server.bazaar, condition)?;
        let mut accounts = self.accounts().into_iter();
        let mut account = accounts.find(|account| account.marketplace == marketplace)?;
        account.fields.extend(played.fields);
        played
            .rules
            .into_iter()
            .for_each(|rule| self.faults().set(rule));
        Some(account)
    }

    /// Recorded exchanges.
    #[must_use]
    pub fn tape(&self) -> &Tape {
        &self.server.tape
    }

    /// The documented limit that a method and path template of a marketplace count against.
    #[must_use]
    pub fn limit_of(&self, marketplace: &str, method: &str, template: &str) -> Option<Limit> {
        let mut stands = self.server.stands.iter();
        let stand = stands.find(|stand| stand.venue.id() == marketplace)?;
        let mut routes = stand.routes.iter();
        let route = routes.find(|route| route.method == method && route.template == template)?;
        Some(*route.limit)
    }

    /// A buyer changes a review; false when there is none of this identifier.
    pub fn rewrite_review(&self, marketplace: &str, id: &str, rating: u8, text: &str) -> bool {
        let (world, now) = (self.world(), self.clock().now());
        let Some((venue, stall)) = self.stall(marketplace) else {
            return false;
        };
        let mut reviews = world.reviews(stall, now).into_iter();
        let found = reviews.find(|review| venue.review_id(review.number) == id);
        found
            .map(|review| world.rewrite(stall, review.number, rating, text))
            .is_some()
    }

    /// Somebody else in the shop answers in the marketplace's cabinet.
    pub fn answer_in_cabinet(&self, marketplace: &str, target: &str, text: &str) -> bool {
        let desk = &self.server.bazaar.desk;
        let stall = self.stall(marketplace);
        stall
            .map(|(_, stall)| desk.post(stall.id, target, text, self.clock().now()))
            .is_some()
    }

    /// The marketplace's moderators refuse the seller's newest answer to that text.
    pub fn refuse_answer(&self, marketplace: &str, target: &str) -> bool {
        let desk = &self.server.bazaar.desk;
        self.stall(marketplace)
            .is_some_and(|(_, stall)| desk.refuse(stall.id, target))
    }

    fn stall(&self, marketplace: &str) -> Option<(&dyn Venue, &'static Stall)> {
        let mut stands = self.server.stands.iter();
        let stand = stands.find(|stand| stand.venue.id() == marketplace)?;
        Some((stand.venue.as_ref(), stand.venue.stall()?))
    }

    /// Answers what is being asked, takes no new connections, and ends.
    pub async fn stop(mut self) {
        self.closing.cancel();
        if let Some(mut task) = self.task.take()
            && tokio::time::timeout(PATIENCE, &mut task).await.is_err()
        {
            task.abort();
        }
    }

    /// The seller's answer under a review or question.
    #[cfg(test)]
    pub(crate) fn answer_of(&self, venue: &'static str, id: &str) -> Option<crate::desk::Comment> {
        self.server.bazaar.desk.answer(venue, id)
    }

    /// Methods and paths of a venue, names in them filled with 1.
    #[cfg(test)]
    pub(crate) fn routes(&self, id: &str) -> Vec<(http::Method, String)> {
        let stands = self
            .server
            .stands
            .iter()
            .filter(|stand| stand.venue.id() == id);
        let one = |route: &venue::Route| {
            let segments = route.template.split('/');
            let filled = segments.map(|part| if part.starts_with('{') { "1" } else { part });
            let path = filled.collect::<Vec<_>>().join("/");
            (route.method.clone(), format!("{id}/{}{path}", route.host))
        };
        stands
            .flat_map(|stand| stand.routes.iter().map(one))
            .collect()
    }

    fn base(&self, venue: &str) -> Url {
        let mut base = self.root.clone();
        base.set_path(venue);
        base
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.closing.cancel();
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

/// Starts a sandbox, hands it to `ready` (which prints or passes on where it listens), and serves
/// until Ctrl+C or until `stopped` is cancelled.
///
/// # Errors
/// As [`Sandbox::start`].
pub async fn serve_until_stopped(
    options: Options,
    stopped: CancellationToken,
    ready: impl FnOnce(&Sandbox),
) -> Result<(), Error> {
    let sandbox = Sandbox::start(options).await?;
    ready(&sandbox);
    tokio::select! {
        () = stopped.cancelled() => {}
        signal = tokio::signal::ctrl_c() => if let Err(error) = signal {
            tracing::error!(%error, "no Ctrl+C on this system: stopping at once");
        },
    }
    sandbox.stop().await;
    Ok(())
}

fn server(options: &Options, clock: WorldClock) -> Result<Server, Error> {
    let start = match options.ledger_file.as_deref() {
        Some(file) => {
            earlier::beginning(file, options.seed, clock.start()).map_err(Error::Ledger)?
        }
        None => clock.start(),
    };
    let bazaar = Bazaar {
        seed: options.seed,
        world: World::new(options.seed, start, options.history_days)?.times(options.volume),
        desk: Desk::at(clock.clone()),
        book: Book::default(),
        clock,
        ledger: Ledger::open(options.ledger_file.as_deref()).map_err(Error::Ledger)?,
    };
    let tape = Tape::default();
    tape.record(options.record);
    let stands: Vec<Stand> = venue::all()
        .into_iter()
        .map(|venue| Stand {
            routes: venue.routes(),
            venue,
        })
        .collect();
    stands
        .iter()
        .for_each(|stand| lay_out(&bazaar, stand.venue.as_ref()));
    let known: Vec<&'static str> = stands.iter().map(|stand| stand.venue.id()).collect();
    let kept = (&bazaar.desk, &bazaar.book);
    earlier::put_back(kept, &bazaar.ledger.writes(), &known);
    let (faults, limits) = (
        Faults::new(options.seed),
        Limits::new(options.scale(), bazaar.clock.speed()),
    );
    Ok(Server {
        bazaar,
        faults,
        limits,
        lanes: Lanes::default(),
        tape,
        stands,
    })
}

/// Puts the answers that the seller gave before the world started on the desk.
fn lay_out(bazaar: &Bazaar, venue: &dyn Venue) {
    let Some(stall) = venue.stall() else { return };
    let start = bazaar.world.start();
    for review in bazaar.world.reviews(stall, start) {
        if let Some(answer) = review.answer {
            bazaar.desk.post(
                stall.id,
                &venue.review_id(review.number),
                &answer.text,
                answer.at,
            );
        }
    }
    for question in bazaar.world.questions(stall, start) {
        if let Some(answer) = question.answer {
            let target = venue.question_id(question.number);
            bazaar.desk.post(stall.id, &target, &answer.text, answer.at);
        }
    }
}

#[cfg(test)]
mod tests;
