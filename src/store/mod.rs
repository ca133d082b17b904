//! Where tokens rest.

/// Which store a client's accounts use.
pub(crate) enum StoreChoice {
    Memory,
}
