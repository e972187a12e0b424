//! What the browser tests are made of: a server over an archive, and a reader who sits before a browser.
//!
//! [`Served`] is the program itself, `dateline serve`, over an index in a folder of its own. A [`Reader`] has a Chromium of
//! his own, which Debian's chromedriver moves (WebDriver, by the crate fantoccini). [`views`] names the pages that are
//! checked by axe-core and drawn for the docs.

mod reader;
mod served;
mod views;

pub use reader::{Colours, Gesture, Reader, Scripts};
pub use served::{Served, corpus};
pub use views::{View, views};
