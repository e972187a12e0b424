//! What can be asked besides a search: none of it changes what is found.
//!
//! [`explain`] says what each part of a query finds and adds to a score, [`suggest`] names words near to one that the index
//! does not know, [`similar`] makes a query of an article, and [`ids`] finds articles by the beginning of a name.

pub(super) mod explain;
pub(super) mod ids;
pub(super) mod similar;
pub(super) mod suggest;
