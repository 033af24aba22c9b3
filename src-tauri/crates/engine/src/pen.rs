//! Who writes: Claude when there is a key, else templates. The choice can
//! change while the engine runs.

use std::sync::{Arc, PoisonError, RwLock};

use ai::{AiError, BaseUrl, Claude, ClaudeSettings, Kind, ModelPrice, PriceTable, Provider, Usage};
use secrets::Sensitive;

use crate::guardrails::Source;
use crate::writing::{Brief, Written, from_template, read_reply, request};

/// The keychain's name of the AI key.
pub const AI_SECRET: &str = "ai/claude";

/// Most bytes of everything that varies in a request: facts and the buyer's words.
pub(crate) const MOST_TEXT: usize = 16 * 1024;

/// Who writes at present: nobody until the keys can be read, then a provider or the templates.
/// While nobody does, nothing is drafted: a template in place of the owner's model would be a
/// surprise.
#[derive(Default)]
pub struct Pen(RwLock<Option<Option<Arc<dyn Provider>>>>);

/// A text with what its writing used.
pub struct Penned {
    /// The text.
    pub written: Written,
    /// Tokens and cost, when a model was asked.
    pub used: Option<Used>,
}

/// What a model used.
#[derive(Debug, Clone)]
pub struct Used {
    /// Provider and model.
    pub provider: &'static str,
    /// The model that answered.
    pub model: String,
    /// Tokens.
    pub usage: Usage,
    /// Cost in millionths of a US dollar.
    pub cost_micros: i64,
}

impl Pen {
    /// Writes with Claude from now on. Prices are (model, input, output) in US dollars per
    /// million tokens; cached tokens are charged as plain ones.
    ///
    /// # Errors
    /// When the key or the address cannot be used.
    pub fn take_claude(
        &self,
        key: Sensitive<String>,
        base: &str,
        model: &str,
        prices: &[(String, String, String)],
    ) -> crate::error::Result<()> {
        let base = BaseUrl::parse(base)
            .map_err(|why| AiError::lasting(Kind::BadRequest, "open claude", why.to_string()))?;
        let settings = ClaudeSettings::new(base, model, table(prices));
        self.set(Some(Arc::new(Claude::open(key, settings)?)));
        Ok(())
    }

    /// Writes with templates from now on.
    pub fn take_templates(&self) {
        self.set(None);
    }

    /// Somebody writes.
    pub fn is_taken(&self) -> bool {
        let hand = self.0.read().unwrap_or_else(PoisonError::into_inner);
        hand.is_some()
    }

    /// The model in use, `None` for templates.
    pub fn model(&self) -> Option<String> {
        self.provider()
            .map(|provider| provider.profile().model.clone())
    }

    /// The most that one text can cost, to be reserved before it is written:
    /// millionths of a US dollar. Buyers' texts are cut to fit ([`MOST_TEXT`]).
    pub fn most(&self) -> i64 {
        let longest = Brief::longest(MOST_TEXT);
        self.provider()
            .and_then(|provider| provider.estimate(&request(&longest)).ok())
            .map_or(0, |estimate| estimate.reserve.micro_usd())
    }

    /// Writes a text within `cap_micros`.
    ///
    /// # Errors
    /// The provider's; a model that refuses or answers nonsense is replaced by a
    /// template that a person is asked about.
    pub async fn write(&self, brief: &Brief, cap_micros: i64) -> Result<Penned, AiError> {
        let Some(provider) = self.provider() else {
            return template(brief);
        };
        let cap = ai::Cost::from_micro_usd(cap_micros);
        match provider.complete(request(brief).capped(cap)).await {
            Ok(reply) => {
                let used = Used {
                    provider: provider.profile().name,
                    model: reply.model.clone(),
                    usage: reply.usage,
                    cost_micros: reply.cost.micro_usd(),
                };
                match read_reply(brief, &reply) {
                    Ok(written) => Ok(Penned {
                        written,
                        used: Some(used),
                    }),
                    Err(_) => Ok(Penned {
                        used: Some(used),
                        ..asking_template(brief)?
                    }),
                }
            }
            Err(error) if gave_no_text(&error) => Ok(Penned {
                used: self.used_by(&error),
                ..asking_template(brief)?
            }),
            Err(error) => Err(error),
        }
    }

    /// What a failed call used all the same; `None` when it cost nothing.
    pub(crate) fn used_by(&self, error: &AiError) -> Option<Used> {
        let (provider, spent) = (self.provider()?, error.spent.as_ref()?);
        Some(Used {
            provider: provider.profile().name,
            model: provider.profile().model.clone(),
            usage: spent.usage,
            cost_micros: spent.cost.micro_usd(),
        })
    }

    fn provider(&self) -> Option<Arc<dyn Provider>> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .flatten()
    }

    fn set(&self, provider: Option<Arc<dyn Provider>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(provider);
    }
}

/// Whether an address can be the AI provider's: https, or http on this machine.
pub fn usable_ai_address(text: &str) -> bool {
    BaseUrl::parse(text).is_ok()
}

/// The owner's prices; a text that is no number leaves the model without a price, and a
/// model without a price is never asked.
fn table(prices: &[(String, String, String)]) -> PriceTable {
    let rows = prices.iter().filter_map(|(model, input, output)| {
        let price = ModelPrice::flat(input.trim().parse().ok()?, output.trim().parse().ok()?);
        Some((model.clone(), price))
    });
    PriceTable::new(rows)
}

fn gave_no_text(error: &AiError) -> bool {
    matches!(
        error.kind,
        Kind::Refused | Kind::InvalidAnswer | Kind::Truncated
    )
}

fn template(brief: &Brief) -> Result<Penned, AiError> {
    let missing = || {
        AiError::lasting(
            Kind::Unexpected,
            "template",
            "no template for this language",
        )
    };
    let written = from_template(brief).ok_or_else(missing)?;
    Ok(Penned {
        written,
        used: None,
    })
}

/// A template in place of a model's text: a person must look.
fn asking_template(brief: &Brief) -> Result<Penned, AiError> {
    let mut penned = template(brief)?;
    penned.written.needs_person = true;
    Ok(penned)
}

impl From<Source> for store::draft::Source {
    fn from(source: Source) -> Self {
        match source {
            Source::Ai => Self::Claude,
            Source::Template => Self::Template,
            Source::Person => Self::Person,
        }
    }
}

impl From<store::draft::Source> for Source {
    fn from(source: store::draft::Source) -> Self {
        match source {
            store::draft::Source::Claude => Self::Ai,
            store::draft::Source::Template => Self::Template,
            store::draft::Source::Person => Self::Person,
        }
    }
}
