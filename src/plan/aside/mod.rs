//! What can be asked besides a search: [`suggest`] names words near to one that the archive does not know, and [`similar`] makes a
//! query of an article. Neither changes what is found.

pub(crate) mod similar;
pub(crate) mod suggest;
