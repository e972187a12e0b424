//! What is shown of a hit: its words marked ([`marks`]), the passages that say most of the query ([`snippets`]), and
//! keyword-in-context lines ([`kwic`]).

pub(super) mod kwic;
pub(super) mod marks;
pub(super) mod snippets;
