//! What can be asked besides a search: [`suggest`] names words near to one that the archive does not know, [`similar`] makes a
//! query of an article, [`explain`] says what each part of a query finds and adds to a score, [`versions`] tells the saves of one
//! address apart, [`ids`] reads the beginning of an id, [`copies`] compares those that carry one story, and [`holdings`] is what an archive holds in all. None of it
//! changes what is found.

pub(crate) mod copies;
pub(crate) mod explain;
pub(crate) mod holdings;
pub(crate) mod ids;
pub(crate) mod similar;
pub(crate) mod suggest;
pub(crate) mod versions;
