//! What is shown of a hit: its words marked ([`marks`]), the passages that say most of the query ([`snippets`]), and
//! keyword-in-context lines ([`kwic`]); [`shown`] makes a hit of them.

pub(crate) mod kwic;
pub(crate) mod marks;
pub(crate) mod shown;
pub(crate) mod snippets;
