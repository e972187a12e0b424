//! What can be asked besides a search: none of it changes what is found.
//!
//! [`explain`] says what each part of a query finds and adds to a score, and [`ids`] finds articles by the beginning of a name.

pub(super) mod explain;
pub(super) mod ids;
