//! Single facts about an article, each weighed from all that speaks for it: its [`title`], [`authors`] and their [`names`], [`site`], [`url`],
//! [`kind`] and [`language`].

pub(super) mod authors;
mod heading;
pub(super) mod kind;
pub(super) mod language;
mod masthead;
pub(super) mod names;
pub(super) mod site;
pub(super) mod title;
pub(super) mod url;
