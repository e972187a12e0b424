//! The clock of the doors that stay open.

use jiff::civil::Date;

/// The day at the place where the program runs, which is where whoever asks is.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}
