//! Which countries an article is about, and which it merely mentions.
//!
//! [`tokens`] cuts the text, [`gazetteer`] knows the names ([`table`] by language, [`world`] for all, [`sense`]), [`places()`] finds them and drops what only looks like one
//! ([`context`]), [`settle()`] tells places of one name apart, [`dateline`] finds where a wire story was written, [`doubt`] drops words and names of persons for which nothing speaks, and [`label`] makes the labels by the model of [`weigh`];
//! [`find`] is the recipe. What an article leaves open it tells in clues ([`site`]), for its site's other articles to settle. Names of countries come from [`crate::lang`], cities and regions from `data/`.
//!
//! [`places()`]: places::places
//! [`settle()`]: settle::settle

mod context;
mod dateline;
mod doubt;
mod find;
mod gazetteer;
mod home;
mod label;
mod path;
mod places;
mod resolve;
mod sense;
mod settle;
mod site;
mod table;
mod tokens;
mod weigh;
mod world;

#[cfg(test)]
mod pack;
#[cfg(test)]
mod tests;

pub(super) use self::find::{Countries, find_countries};
pub use self::resolve::resolve_country;
