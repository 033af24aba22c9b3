//! How much work a guess of the passphrase costs.

/// Parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Parallel lanes.
    pub lanes: u32,
}

impl Default for KdfCost {
    /// 64 MiB and three passes: RFC 9106's second recommended option, with one lane.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

impl KdfCost {
    /// The least that Argon2 knows: for tests alone.
    pub const WEAKEST: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    pub(super) fn is_sane(self) -> bool {
        let memory = (8..=1024 * 1024).contains(&self.memory_kib);
        memory && (1..=64).contains(&self.passes) && (1..=16).contains(&self.lanes)
    }
}
