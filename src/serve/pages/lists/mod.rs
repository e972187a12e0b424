//! Lists that articles are collected into, and notes on articles; both are kept beside the index (`ask::Notebook`).
//!
//! `overview` shows all of them, `list` the articles of one, `export` takes one along with its texts. `keep` is the part of an
//! article's page that collects it and notes something on it, and `change` takes the forms of all of them.

pub(in crate::serve) mod change;
pub(in crate::serve) mod export;
pub(in crate::serve) mod list;
pub(in crate::serve) mod overview;

pub(super) mod keep;

mod kept;
