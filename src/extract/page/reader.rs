//! For whom a page is laid out.

/// For whom a page is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Somebody whose browser runs the page's programs: `noscript` is not shown.
    #[default]
    WithPrograms,
    /// Somebody whose browser runs no programs.
    WithoutPrograms,
}
