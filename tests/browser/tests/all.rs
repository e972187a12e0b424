//! What a reader does with the page, in Debian's Chromium.

mod accessible;
mod original;
mod walks;
