//! The text of a story that is only in the scripts of a page.
//!
//! Frameworks send an article as data for a program that shows it: `__NEXT_DATA__`, `self.__next_f`, `Fusion.globalContent`,
//! `window.__NUXT__`, `__APOLLO_STATE__` and many more; a page saved without being run has no other text. [`scripts`] finds the
//! data, [`literals`] reads it whatever its form (JSON, an object of JavaScript, the arguments of a call), [`flight`] and
//! [`devalue`] undo two ways of packing it, and [`story`] finds the part that is the article. Nothing is run.

mod devalue;
mod flight;
mod literals;
mod scripts;
pub(super) mod story;
