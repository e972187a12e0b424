//! The day at the place of whoever asks, which is where the program runs.

/// The day of today.
pub(super) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
