//! What a marketplace is, as data: names, form, hosts, limits, rules.

use std::time::Duration;

use domain::{Capability, MarketplaceId, RulePack};

/// Everything that a screen or the engine needs to know without a request.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The marketplace's id, e.g. `wildberries`.
    pub id: MarketplaceId,
    /// As written on screens.
    pub name: &'static str,
    /// Letter of the 16 px mark.
    pub letter: &'static str,
    /// Colour of the mark and of the letter on it, as CSS hex.
    pub colour: (&'static str, &'static str),
    /// Where the seller finds the key.
    pub key_url: &'static str,
    /// The credential form.
    pub fields: &'static [FieldSpec],
    /// Hosts that get the key; nothing else ever does.
    pub hosts: &'static [HostSpec],
    /// What the official API offers.
    pub capabilities: &'static [CapabilitySpec],
    /// How parcels are handled.
    pub handling: HandlingSpec,
    /// Documented limits, by bucket name.
    pub limits: &'static [LimitSpec],
    /// Dated rules for texts.
    pub rules: RulePack,
}

impl Profile {
    /// Whether a capability is offered: (read, write).
    pub fn offers(&self, capability: Capability) -> (bool, bool) {
        self.capabilities
            .iter()
            .find(|spec| spec.capability == capability)
            .map_or((false, false), |spec| (spec.read, spec.write))
    }
}

/// One field of the credential form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Name of the field.
    pub name: &'static str,
    /// Whether it is hidden while typed.
    pub kind: FieldKind,
    /// Whether the form can be sent without it.
    pub required: bool,
}

impl FieldSpec {
    /// Whether it is hidden while typed.
    pub fn is_secret(&self) -> bool {
        self.kind == FieldKind::Secret
    }
}

/// Whether a field is secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Goes to the keychain and is never shown again.
    Secret,
    /// An identity such as a client id; kept in the keychain all the same.
    Text,
}

/// A host by its short name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostSpec {
    /// Short name used by the connector.
    pub name: &'static str,
    /// Real address without a trailing slash.
    pub url: &'static str,
}

/// What the API offers of one capability. A line that a profile lacks is one that this version
/// does not know yet; one that is neither read nor written is not offered by the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapabilitySpec {
    /// Which.
    pub capability: Capability,
    /// Can be read.
    pub read: bool,
    /// Can be written.
    pub write: bool,
}

/// What a person must name when a parcel is handled, and how its label comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandlingSpec {
    /// A parcel is confirmed by putting it into a supply.
    pub into_supply: bool,
    /// Reasons for giving one up, in the marketplace's codes; none where it asks for none, or where
    /// they are another list for every parcel.
    pub reasons: &'static [&'static str],
    /// Labels that come in one file, at most; none where there are no labels.
    pub labels: usize,
    /// A supply is handed over by a word of the seller's, not at the counter.
    pub hands_over: bool,
    /// Papers that a supply has: `label`, `act`, `list`.
    pub papers: &'static [&'static str],
    /// There is a list of documents, each of which can be had.
    pub documents: bool,
}

/// A documented limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitSpec {
    /// Stable name of the bucket; requests name those that they draw from, screens have words
    /// for it.
    pub bucket: &'static str,
    /// Requests per `period` as the documents say; `None` where they name no number, so that there
    /// is nothing to show until the limit is hit.
    pub documented: Option<u32>,
    /// Requests per `period` that flow back into the bucket.
    pub count: u32,
    /// The period.
    pub period: Duration,
    /// Requests that may be sent at once.
    pub burst: u32,
}
