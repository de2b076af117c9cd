//! Nothing: only what the crate depends on is wanted.
