//! For which kind of reader a page is read: one whose browser runs scripts, or not.

/// For which kind of reader a page is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Somebody whose browser runs the page's programs: `noscript` is not shown.
    #[default]
    WithPrograms,
    /// Somebody whose browser runs no programs.
    WithoutPrograms,
}
