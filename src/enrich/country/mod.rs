//! Which countries an article is about, and which it merely mentions.
//!
//! [`tokens`] cuts the text, [`gazetteer`] knows the names ([`table`], [`sense`]), [`places()`] finds them and drops what only looks like one
//! ([`context`]), [`settle()`] tells places of one name apart, and [`label`] makes the labels by the model of [`weigh`];
//! [`find`] is the recipe. Names of countries come from [`crate::lang`], cities and regions from `data/`.
//!
//! [`places()`]: places::places
//! [`settle()`]: settle::settle

mod context;
mod find;
mod gazetteer;
mod home;
mod label;
mod places;
mod resolve;
mod sense;
mod settle;
mod table;
mod tokens;
mod weigh;

#[cfg(test)]
mod tests;

pub(super) use self::find::find_countries;
pub use self::resolve::resolve_country;
