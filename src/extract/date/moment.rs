//! A date as it was written: as much of it as was there, and the zone if one was given.

use jiff::civil::{Date, DateTime};

use super::order::{Order, Reading};
use super::zones::Zone;
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
    /// The letters of the zone, where they mean several.
    pub(super) letters: Option<&'static str>,
    /// Whether day and month may be the other way round.
    pub(super) reading: Reading,
}

impl Moment {
    /// A day, where the calendar has it.
    pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Moment> {
        Moment::new(year, month, day, Precision::Day)
    }

    /// A day; of one that the calendar does not have, such as the 31st of February, the month.
    pub(super) fn day_or_month(year: i64, month: i64, day: i64) -> Option<Moment> {
        let is_slip = (29..=31).contains(&day);
        Moment::day(year, month, day).or_else(|| Moment::month(year, month).filter(|_| is_slip))
    }

    /// A month.
    pub(super) fn month(year: i64, month: i64) -> Option<Moment> {
        Moment::new(year, month, 1, Precision::Month)
    }

    /// A year.
    pub(super) fn year(year: i64) -> Option<Moment> {
        Moment::new(year, 1, 1, Precision::Year)
    }

    /// A day of two numbers, of which either may be the month. Where both can be, it is read in the order given.
    pub(super) fn of_numbers(year: i64, first: i64, second: i64, order: Order) -> Option<Moment> {
        let read = |order| match order {
            Order::DayFirst => Moment::day_or_month(year, second, first),
            Order::MonthFirst => Moment::day_or_month(year, first, second),
        };
        let both = read(Order::DayFirst).zip(read(Order::MonthFirst));
        let reading = match both {
            Some((one, other)) if one == other => Reading::Only,
            Some(_) => Reading::Open(order),
            None if second > 12 => Reading::Proves(Order::MonthFirst),
            None => Reading::Proves(Order::DayFirst),
        };
        let order = if let Reading::Proves(order) = reading { order } else { order };
        read(order).map(|moment| Moment { reading, ..moment })
    }

    /// The same, with day and month read in this order where both are possible.
    pub(super) fn read_in(self, order: Order) -> Moment {
        let Reading::Open(read) = self.reading else { return self };
        let date = self.start.date();
        let swapped = Date::new(date.year(), date.day(), date.month()).map(|date| date.to_datetime(self.start.time()));
        let start = if read == order { self.start } else { swapped.unwrap_or(self.start) };
        Moment { start, reading: Reading::Open(order), ..self }
    }

    /// The month alone; of a day whose month is not known the year.
    pub(super) fn month_alone(self) -> Moment {
        let month = Moment::month(self.start.year().into(), self.start.month().into());
        let is_open = matches!(self.reading, Reading::Open(_));
        month.filter(|_| !is_open).unwrap_or_else(|| self.year_alone())
    }

    /// The year alone.
    pub(super) fn year_alone(self) -> Moment {
        Moment { letters: None, offset: None, ..Moment::year(self.start.year().into()).unwrap_or(self) }
    }

    /// The same day at a time of day; unchanged where the clock has no such time.
    pub(super) fn at(self, hour: i64, minute: i64, zone: Option<Zone>) -> Moment {
        let (Ok(hour), Ok(minute)) = (i8::try_from(hour), i8::try_from(minute)) else { return self };
        if self.precision < Precision::Day || !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return self;
        }
        let start = self.start.date().at(hour, minute, 0, 0);
        let offset = zone.and_then(|zone| zone.offset(start));
        Moment { start, precision: Precision::Minute, offset, letters: zone.and_then(Zone::letters), ..self }
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
        let start = date.at(0, 0, 0, 0);
        Some(Moment { start, precision, offset: None, letters: None, reading: Reading::Only })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_prove_an_order_or_leave_it_open() {
        let read =
            |first, second| Moment::of_numbers(2025, first, second, Order::DayFirst).map(|moment| moment.reading);
        assert_eq!(read(25, 6), Some(Reading::Proves(Order::DayFirst)));
        assert_eq!(read(6, 25), Some(Reading::Proves(Order::MonthFirst)));
        assert_eq!(read(6, 5), Some(Reading::Open(Order::DayFirst)));
        assert_eq!(read(6, 6), Some(Reading::Only));
        assert_eq!(read(25, 25), None);
        let slip = Moment::of_numbers(2025, 31, 2, Order::MonthFirst).unwrap();
        assert_eq!((slip.precision, slip.start.month()), (Precision::Month, 2), "the calendar has no such day");
        let open = Moment::of_numbers(2025, 6, 5, Order::DayFirst).unwrap();
        assert_eq!(open.start.date().to_string(), "2025-05-06");
        assert_eq!(open.read_in(Order::MonthFirst).start.date().to_string(), "2025-06-05");
        assert_eq!(open.read_in(Order::DayFirst), open);
    }
}
