//! Shared parts of the journeys.
