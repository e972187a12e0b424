//! Days and years of other calendars, turned into Gregorian ones.
//!
//! Jalali days follow the cycle of eight leap years in 33, whose days are the astronomical ones in the years of the
//! press (compare K. M. Borkowski, "The Persian calendar for 3000 years", 1996). Hijri days follow the Umm al-Qura
//! calendar, by which the Saudi state and the Arabic press date; the table says where it is from. Where a month begins
//! by sight of the moon, a day may be one off. Ethiopian days follow the Julian leap years.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::moment::Moment;

/// The calendars that the press dates by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    /// The Solar Hijri calendar of Iran and Afghanistan.
    Jalali,
    /// The Islamic calendar, as Umm al-Qura.
    Hijri,
    Ethiopian,
}

/// A day of a calendar; of one that the Gregorian calendar does not have, the month. Years of the Gregorian calendar beyond 2400 are those of the Buddhist era.
pub(super) fn day(calendar: Calendar, year: i64, month: i64, day: i64) -> Option<Moment> {
    let date = match calendar {
        Calendar::Gregorian => return Moment::day_or_month(gregorian(year), month, day),
        Calendar::Jalali => jalali(year, month, day)?,
        Calendar::Hijri => hijri(year, month, day)?,
        Calendar::Ethiopian => ethiopian(year, month, day)?,
    };
    Moment::day(date.year().into(), date.month().into(), date.day().into())
}

/// The Gregorian year of a year of four digits: Buddhist years of Thai dates are the only ones beyond 2400.
pub(super) fn gregorian(year: i64) -> i64 {
    if (2400..2700).contains(&year) { year - 543 } else { year }
}

/// The Gregorian year of a year that an era's name stands before, alone or at the end of a word.
pub(super) fn era_year(era: &str, year: i64) -> Option<i64> {
    /// Names of eras, their first year less one, and how many years they count at most.
    const ERAS: [(&str, i64, i64); 10] = [
        ("令和", 2018, 99),
        ("平成", 1988, 31),
        ("昭和", 1925, 64),
        ("大正", 1911, 15),
        ("明治", 1867, 45),
        ("民國", 1911, 299),
        ("民国", 1911, 299),
        ("주체", 1911, 299),
        ("西暦", 0, 2199),
        ("公元", 0, 2199),
    ];
    let (_, before, last) = ERAS.iter().find(|(name, ..)| era.ends_with(name))?;
    (1..=*last).contains(&year).then_some(before + year)
}

/// The Gregorian year of a year of a Japanese era that a letter stands for: R7.
pub(super) fn era_letter(letter: &str, year: i64) -> Option<i64> {
    let era = match letter {
        "R" | "Ｒ" => "令和",
        "H" | "Ｈ" => "平成",
        "S" | "Ｓ" => "昭和",
        _ => return None,
    };
    era_year(era, year)
}

fn jalali(year: i64, month: i64, day: i64) -> Option<Date> {
    let last = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_jalali_leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !(1304..=1472).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    let past = |year: i64| (year - 1304) * 365 + leaps(year) - leaps(1304);
    let in_year = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    // 1 Farvardin 1304 was 21 March 1925.
    date(1925, 3, 21).checked_add((past(year) + in_year + day - 1).days()).ok()
}

fn is_jalali_leap(year: i64) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// Leap years before `year` in the cycle of 33 that holds for these centuries.
fn leaps(year: i64) -> i64 {
    (1..year).filter(|year| is_jalali_leap(*year)).count() as i64
}

/// The years of the Umm al-Qura calendar from the first on: their first day, and which months have 30 days.
static UMM_AL_QURA: LazyLock<Vec<(Date, Vec<bool>)>> = LazyLock::new(|| {
    let rows = include_str!("umm_al_qura.tsv").lines().filter(|line| !line.starts_with('#'));
    let year = |row: &str| {
        let mut cells = row.split('\t').skip(1);
        let first = cells.next()?.parse().ok()?;
        Some((first, cells.next()?.bytes().map(|length| length == b'+').collect()))
    };
    rows.filter_map(year).collect()
});

/// The first year of the table.
const FIRST_HIJRI: i64 = 1400;

fn hijri(year: i64, month: i64, day: i64) -> Option<Date> {
    let place = usize::try_from(year.checked_sub(FIRST_HIJRI)?).ok()?;
    let (first, lengths) = UMM_AL_QURA.get(place)?;
    let month = usize::try_from(month - 1).ok()?;
    let days = |is_long: &bool| 29 + i64::from(*is_long);
    let length = lengths.get(month).map(days)?;
    let before: i64 = lengths[..month].iter().map(days).sum();
    (1..=length).contains(&day).then(|| first.checked_add((before + day - 1).days()).ok()).flatten()
}

fn ethiopian(year: i64, month: i64, day: i64) -> Option<Date> {
    let last = if month == 13 { 5 + i64::from(year % 4 == 3) } else { 30 };
    if !(1900..2200).contains(&year) || !(1..=13).contains(&month) || !(1..=last).contains(&day) {
        return None;
    }
    // 1 Meskerem 1900 was 12 September 1907; the year after one that is 3 modulo 4 begins a day later.
    let days = (year - 1900) * 365 + (year / 4 - 1900 / 4) + 30 * (month - 1) + day - 1;
    date(1907, 9, 12).checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(jalali(1400, 1, 1), Some(date(2021, 3, 21)));
        assert_eq!(jalali(1403, 12, 30), Some(date(2025, 3, 20)));
        assert_eq!(jalali(1404, 12, 30), None);
        assert_eq!(era_year("令和", 3), Some(2021));
        assert_eq!(era_year("中華民國", 114), Some(2025));
    }

    #[test]
    fn hijri_days_are_those_of_the_printed_calendar() {
        for (hijri_day, gregorian) in [
            ((1442, 9, 1), date(2021, 4, 13)),
            ((1447, 1, 1), date(2025, 6, 26)),
            ((1447, 4, 22), date(2025, 10, 14)),
            ((1444, 10, 1), date(2023, 4, 21)),
            ((1400, 1, 1), date(1979, 11, 20)),
        ] {
            let (year, month, day) = hijri_day;
            assert_eq!(hijri(year, month, day), Some(gregorian), "{hijri_day:?}");
        }
        assert_eq!(hijri(1447, 13, 1), None);
        assert_eq!(hijri(1399, 1, 1), None);
        assert_eq!(hijri(1501, 1, 1), None);
    }

    #[test]
    fn the_years_of_the_table_join() {
        for pair in UMM_AL_QURA.windows(2) {
            let days: i64 = pair[0].1.iter().map(|is_long| 29 + i64::from(*is_long)).sum();
            assert_eq!(pair[0].0.checked_add(days.days()).ok(), Some(pair[1].0));
        }
        assert_eq!(UMM_AL_QURA.len(), 101);
    }

    #[test]
    fn ethiopian_days() {
        assert_eq!(ethiopian(2000, 1, 1), Some(date(2007, 9, 12)));
        assert_eq!(ethiopian(2018, 1, 1), Some(date(2025, 9, 11)));
        assert_eq!(ethiopian(2019, 3, 20), Some(date(2026, 11, 29)));
        assert_eq!(ethiopian(2016, 1, 1), Some(date(2023, 9, 12)));
    }
}
