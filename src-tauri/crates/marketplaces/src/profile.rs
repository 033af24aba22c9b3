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

/// What the API offers of one capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapabilitySpec {
    /// Which.
    pub capability: Capability,
    /// Can be read.
    pub read: bool,
    /// Can be written (by this story: answers).
    pub write: bool,
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
