//! Where an export separates its stories.

/// Where a piece of an export separates its stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    None,
    /// A story starts with it.
    Before,
    /// A story ends with it.
    Behind,
}
