//! Single facts about an article, each weighed from all that speaks for it: its [`title`], [`authors`], [`site`], [`url`],
//! [`kind`] and [`language`].

pub(super) mod authors;
pub(super) mod kind;
pub(super) mod language;
pub(super) mod site;
pub(super) mod title;
pub(super) mod url;
