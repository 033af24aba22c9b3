//! Faults on demand: what goes wrong between a seller's machine and a marketplace.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The answer comes later.
    Latency(Duration),
    /// The marketplace's own refusal: 401, 403, 420, 429, 500, …; the handler does not run.
    Status(StatusCode),
    /// The connection is closed with no answer before the handler runs.
    Reset,
    /// The body is cut in half, shorter than its length header says; a write is applied.
    Truncate,
    /// A write is applied and the connection closed with no answer. Reads are not hit.
    LoseAnswer,
    /// A write is applied and its answer is this status. Reads are not hit.
    FailAfter(StatusCode),
    /// The connection is closed with no answer and the write applied after so much world time:
    /// its client has given up by then. Reads are not hit.
    CommitLate(Duration),
    /// A write is applied and answered, and shown only after so much world time: moderators,
    /// caches, replicas. Reads are not hit.
    ShowLate(Duration),
    /// The first row of the answer's list has values that no document knows; the rest is whole.
    SpoilRow,
    /// A page of HTML comes with status 200 in place of the answer; the handler does not run.
    Garble,
    /// The venue plays a part that it knows by this name, and its answer has the right shape.
    /// Uzum: `no_right`, `blocked`. Wildberries: `no_subscription`. Ozon: `no_subscription`,
    /// `key_expires`, `no_role`, `key_over`, `blocked`. Yandex: `market_yandex_go`, `read_only`,
    /// `banned`, `no_communication`, `revoked`, `closed`, `moving`.
    /// The AI: `refusal`, `max_tokens`, `invalid_json`, `wrong_shape`, `spend_limit`.
    Script(String),
}

impl Fault {
    /// Whether it strikes nothing but writes.
    fn is_of_writes(&self) -> bool {
        matches!(
            self,
            Self::LoseAnswer | Self::FailAfter(_) | Self::CommitLate(_) | Self::ShowLate(_)
        )
    }

    /// Whether a write is applied and its client is not told.
    pub(crate) fn loses_the_answer(&self) -> bool {
        matches!(
            self,
            Self::LoseAnswer | Self::FailAfter(_) | Self::CommitLate(_)
        )
    }
}

/// How often a rule strikes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Times {
    /// The next so many matching requests.
    Next(u32),
    /// Every matching request.
    Always,
    /// Each matching request with this probability, drawn from the sandbox's seed.
    Chance(f64),
}

/// A fault and where it strikes.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRule {
    /// Venue identifier; `None` means all.
    pub marketplace: Option<String>,
    /// Path template (`/api/v1/feedbacks/answer`); `None` means all.
    pub path: Option<String>,
    /// HTTP method; `None` means all.
    pub method: Option<String>,
    /// Host name of the venue; `None` means all.
    pub host: Option<String>,
    /// What goes wrong.
    pub fault: Fault,
    /// How often.
    pub times: Times,
}

impl FaultRule {
    /// A rule for every request of every venue.
    #[must_use]
    pub fn new(fault: Fault, times: Times) -> Self {
        Self {
            marketplace: None,
            path: None,
            method: None,
            host: None,
            fault,
            times,
        }
    }

    /// The rule, only for one venue.
    #[must_use]
    pub fn at(mut self, marketplace: &str) -> Self {
        self.marketplace = Some(marketplace.to_owned());
        self
    }

    /// The rule, only for one path template.
    #[must_use]
    pub fn on(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// The rule, only for one HTTP method.
    #[must_use]
    pub fn by(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// The rule, only for one host of the venue.
    #[must_use]
    pub fn from_host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    fn matches(&self, (venue, host): Door<'_>, method: &str, template: &str, writes: bool) -> bool {
        self.marketplace.as_ref().is_none_or(|one| one == venue)
            && self.host.as_ref().is_none_or(|one| one == host)
            && self.path.as_ref().is_none_or(|one| one == template)
            && self.method.as_ref().is_none_or(|one| one == method)
            && (writes || !self.fault.is_of_writes())
    }
}

/// A venue and one of its hosts.
type Door<'a> = (&'a str, &'a str);

/// The rules in force.
#[derive(Debug)]
pub struct Faults {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    rules: Vec<FaultRule>,
    dice: StdRng,
    struck: u64,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        let dice = StdRng::seed_from_u64(seed ^ 0x00fa_0175);
        Self {
            state: Mutex::new(State {
                rules: Vec::new(),
                dice,
                struck: 0,
            }),
        }
    }

    /// Adds a rule; several may strike the same request.
    pub fn set(&self, rule: FaultRule) {
        self.state().rules.push(rule);
    }

    /// Takes all rules away.
    pub fn clear(&self) {
        self.state().rules.clear();
    }

    /// How many faults have struck so far.
    #[must_use]
    pub fn struck(&self) -> u64 {
        self.state().struck
    }

    /// What goes wrong with this request.
    pub(crate) fn draw(
        &self,
        door: Door<'_>,
        method: &str,
        template: &str,
        writes: bool,
    ) -> Vec<Fault> {
        let mut state = self.state();
        let State {
            rules,
            dice,
            struck,
        } = &mut *state;
        let mut drawn = Vec::new();
        for rule in rules
            .iter_mut()
            .filter(|rule| rule.matches(door, method, template, writes))
        {
            let strikes = match &mut rule.times {
                Times::Always => true,
                Times::Next(left) => {
                    let strikes = *left > 0;
                    *left = left.saturating_sub(1);
                    strikes
                }
                Times::Chance(chance) => dice.random_bool(chance.clamp(0.0, 1.0)),
            };
            if strikes {
                drawn.push(rule.fault.clone());
                *struck += 1;
            }
        }
        rules.retain(|rule| rule.times != Times::Next(0));
        drawn
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counted_rule_strikes_so_often_and_only_where_it_says() {
        let faults = Faults::new(1);
        faults.set(
            FaultRule::new(Fault::Reset, Times::Next(2))
                .at("uzum")
                .on("/v1/shops"),
        );
        assert!(
            faults
                .draw(("ozon", ""), "GET", "/v1/shops", false)
                .is_empty(),
            "another venue"
        );
        assert!(
            faults.draw(("uzum", ""), "GET", "/other", false).is_empty(),
            "another path"
        );
        for turn in 0..2 {
            assert_eq!(
                faults.draw(("uzum", ""), "GET", "/v1/shops", false),
                [Fault::Reset],
                "turn {turn}"
            );
        }
        assert!(
            faults
                .draw(("uzum", ""), "GET", "/v1/shops", false)
                .is_empty(),
            "the count is used up"
        );
        assert_eq!(faults.struck(), 2, "both strikes are counted");
        faults.set(FaultRule::new(Fault::Reset, Times::Always).from_host("uz"));
        let drawn = |host| faults.draw(("yandex", host), "GET", "/x", false).len();
        assert_eq!((drawn("uz"), drawn("ru")), (1, 0), "one host of two");
    }

    #[test]
    fn only_answers_to_writes_can_be_lost() {
        let faults = Faults::new(1);
        faults.set(FaultRule::new(Fault::LoseAnswer, Times::Always));
        assert!(
            faults.draw(("any", ""), "GET", "/x", false).is_empty(),
            "a read has no effect to keep"
        );
        assert_eq!(
            faults.draw(("any", ""), "POST", "/x", true),
            [Fault::LoseAnswer],
            "a write does"
        );
        faults.clear();
        faults.set(FaultRule::new(
            Fault::ShowLate(Duration::ZERO),
            Times::Always,
        ));
        assert!(
            faults.draw(("any", ""), "GET", "/x", false).is_empty(),
            "what is read is not written"
        );
    }

    #[test]
    fn chances_repeat_with_the_seed() {
        let strikes = |seed| {
            let faults = Faults::new(seed);
            faults.set(FaultRule::new(Fault::Reset, Times::Chance(0.5)));
            (0..64)
                .map(|_| faults.draw(("any", ""), "GET", "/x", false).len())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            strikes(5),
            strikes(5),
            "the same seed strikes the same requests"
        );
        assert_ne!(strikes(5), strikes(6), "another seed strikes others");
    }
}
