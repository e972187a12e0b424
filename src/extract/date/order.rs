//! The order of day and month in dates of numbers alone.

/// How a date of numbers alone is read where both orders are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 3/4 is the third of April.
    DayFirst,
    /// 3/4 is March the fourth.
    MonthFirst,
}

impl Order {
    /// The order of a language tag: month first in American English.
    pub(super) fn of(lang: Option<&str>) -> Order {
        match lang.map(str::to_lowercase).as_deref() {
            None | Some("en" | "en-us" | "en_us" | "fil" | "en-ph") => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }
}
