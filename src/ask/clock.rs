//! The clock by which a question is read where it names days by today.

use jiff::civil::Date;

/// The day at the place where the program runs, which is where whoever asks is.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}
