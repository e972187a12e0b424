//! A date as it was written: as much of it as was there, and the zone if one was given.

use jiff::civil::{Date, DateTime};

use crate::model::Precision;

/// The years that a written date may name.
const YEARS: std::ops::RangeInclusive<i64> = 1400..=2200;

/// A moment as wide as its writing leaves it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// The first moment, in the civil time of its own zone.
    pub(super) start: DateTime,
    /// How much of `start` was written.
    pub(super) precision: Precision,
    /// The zone in minutes east of UTC, where one was written.
    pub(super) offset: Option<i16>,
}

impl Moment {
    /// A day, where the calendar has it.
    pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Moment> {
        Moment::new(year, month, day, Precision::Day)
    }

    /// A month.
    pub(super) fn month(year: i64, month: i64) -> Option<Moment> {
        Moment::new(year, month, 1, Precision::Month)
    }

    /// The same day at a time of day; unchanged where the clock has no such time.
    pub(super) fn at(self, hour: i64, minute: i64, offset: Option<i16>) -> Moment {
        let (Ok(hour), Ok(minute)) = (i8::try_from(hour), i8::try_from(minute)) else { return self };
        if self.precision < Precision::Day || !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return self;
        }
        let start = self.start.date().at(hour, minute, 0, 0);
        Moment { start, precision: Precision::Minute, offset }
    }

    /// The day, where one is known.
    pub(super) fn date(&self) -> Option<Date> {
        (self.precision >= Precision::Day).then(|| self.start.date())
    }

    fn new(year: i64, month: i64, day: i64, precision: Precision) -> Option<Moment> {
        if !YEARS.contains(&year) {
            return None;
        }
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Moment { start: date.at(0, 0, 0, 0), precision, offset: None })
    }
}
