//! When an article was published: an interval with a source, never an invented instant.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// The interval in which an article was published, as wide as the evidence leaves it.
///
/// Times are civil times of the page's own zone: the page decides which day it is. Where nothing is known an article
/// has no `Published` at all; there is no default day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The first moment of the interval.
    pub start: DateTime,
    /// How wide the interval is.
    pub precision: Precision,
    /// The zone of `start` in minutes east of UTC, where the page gives it.
    pub offset_minutes: Option<i16>,
    /// What kind of evidence the date has.
    pub source: DateSource,
    /// The evidence itself, as it stands in the page (`article:published_time 2025-10-15T21:04:00+03:00`).
    pub evidence: String,
    /// How sure the reading is, from 0 to 1.
    pub confidence: f32,
}

/// How wide the interval of a [`Published`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year is known.
    Year,
    /// Year and month are known.
    Month,
    /// The day is known.
    Day,
    /// Hour and minute are known.
    Minute,
}

/// What a publication date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// A field of the record or export that the article came in.
    Record,
    /// Front matter of a Markdown file.
    FrontMatter,
    /// JSON-LD `datePublished` and its like.
    JsonLd,
    /// A `meta` element of the page's head.
    Meta,
    /// A `time` element, microdata or a class that marks the publication date.
    TimeElement,
    /// The page's own URL.
    Url,
    /// The dateline that opens the text.
    Dateline,
    /// A date written near the headline or the byline.
    Text,
    /// The modification date of the saved file.
    File,
    /// The capture time of a WARC record.
    Warc,
    /// The creation date in a document's information, which may be the day it was printed.
    DocumentInfo,
    /// A day that the first paragraph names: that of what happened, so the story is of it or of a day soon after.
    Lead,
}

impl Published {
    /// A date of day precision.
    pub fn day(day: Date, source: DateSource, evidence: impl Into<String>, confidence: f32) -> Published {
        Published {
            start: day.to_datetime(Time::midnight()),
            precision: Precision::Day,
            offset_minutes: None,
            source,
            evidence: evidence.into(),
            confidence,
        }
    }

    /// The first moment after the interval.
    pub fn end(&self) -> DateTime {
        let width: Span = match self.precision {
            Precision::Year => 1.year(),
            Precision::Month => 1.month(),
            Precision::Day => 1.day(),
            Precision::Minute => 1.minute(),
        };
        self.start.checked_add(width).unwrap_or(DateTime::MAX)
    }

    /// The first moment of the interval by one clock for all zones, that of UTC; where the zone is not known, by the page's own.
    /// Moments of different zones can be compared: 01:00 in Tokyo is before 20:00 in New York on the day before.
    pub fn instant(&self) -> DateTime {
        let offset = self.offset_minutes.filter(|_| self.precision == Precision::Minute).unwrap_or(0);
        self.start.saturating_sub(Span::new().minutes(i64::from(offset)))
    }

    /// The first moment with seconds and zone, as RFC 3339 has it: `Z` where the page gives no zone, as RFC 9557 has it
    /// for a local time that is not known.
    pub fn start_instant(&self) -> String {
        self.with_zone(self.start)
    }

    /// The first moment after the interval, likewise.
    pub fn end_instant(&self) -> String {
        self.with_zone(self.end())
    }

    fn with_zone(&self, moment: DateTime) -> String {
        let zone = self.offset_minutes.filter(|_| self.precision == Precision::Minute);
        let zone = zone.map_or_else(|| "Z".to_owned(), zone_text);
        format!("{}{zone}", moment.strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// The date without time of day, as far as it is known.
    pub fn day_text(&self) -> String {
        let precision = self.precision.min(Precision::Day);
        Published { precision, ..self.clone() }.to_string()
    }

    /// The path of the interval in the date facet: `/2025`, `/2025/10` or `/2025/10/15`.
    pub fn facet_path(&self) -> String {
        let start = self.start;
        match self.precision {
            Precision::Year => format!("/{:04}", start.year()),
            Precision::Month => format!("/{:04}/{:02}", start.year(), start.month()),
            Precision::Day | Precision::Minute => {
                format!("/{:04}/{:02}/{:02}", start.year(), start.month(), start.day())
            }
        }
    }
}

/// Only as much of ISO 8601 as is known: `2025`, `2025-10`, `2025-10-15`, `2025-10-15T21:04+03:00`.
impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_moment(f, self.start, self.precision)?;
        match self.offset_minutes {
            Some(minutes) if self.precision == Precision::Minute => f.write_str(&zone_text(minutes)),
            _ => Ok(()),
        }
    }
}

/// A zone in minutes east of UTC: `+03:00`.
fn zone_text(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
}

/// Writes the part of `moment` that `precision` covers, as ISO 8601.
fn write_moment(f: &mut fmt::Formatter<'_>, moment: DateTime, precision: Precision) -> fmt::Result {
    write!(f, "{:04}", moment.year())?;
    if precision >= Precision::Month {
        write!(f, "-{:02}", moment.month())?;
    }
    if precision >= Precision::Day {
        write!(f, "-{:02}", moment.day())?;
    }
    if precision >= Precision::Minute {
        write!(f, "T{:02}:{:02}", moment.hour(), moment.minute())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn published(precision: Precision) -> Published {
        Published {
            start: date(2025, 10, 15).at(21, 4, 0, 0),
            precision,
            offset_minutes: Some(180),
            source: DateSource::JsonLd,
            evidence: String::new(),
            confidence: 1.0,
        }
    }

    #[test]
    fn moments_of_different_zones_are_compared_by_one_clock() {
        let at = |day: i8, hour: i8, offset: i16| Published {
            start: date(2025, 10, day).at(hour, 0, 0, 0),
            precision: Precision::Minute,
            offset_minutes: Some(offset),
            ..Published::day(date(2025, 10, day), DateSource::Meta, "", 1.0)
        };
        let (tokyo, new_york) = (at(15, 1, 540), at(14, 20, -240));
        assert!(tokyo.start > new_york.start && tokyo.instant() < new_york.instant());
        let day = Published { precision: Precision::Day, ..tokyo };
        assert_eq!(day.instant(), day.start, "a day is one wherever it is");
    }

    #[test]
    fn shows_no_more_than_is_known() {
        let shown = |precision| published(precision).to_string();
        assert_eq!(shown(Precision::Year), "2025");
        assert_eq!(shown(Precision::Month), "2025-10");
        assert_eq!(shown(Precision::Day), "2025-10-15");
        assert_eq!(shown(Precision::Minute), "2025-10-15T21:04+03:00");
    }

    #[test]
    fn both_ends_have_one_zone() {
        let ends = |published: Published| [published.start_instant(), published.end_instant()];
        let minute = published(Precision::Minute);
        assert_eq!(ends(minute), ["2025-10-15T21:04:00+03:00", "2025-10-15T21:05:00+03:00"]);
        let mut day = published(Precision::Day);
        day.start = date(2025, 10, 15).at(0, 0, 0, 0);
        assert_eq!(
            ends(day),
            ["2025-10-15T00:00:00Z", "2025-10-16T00:00:00Z"],
            "a day has no time that a zone could be of"
        );
    }

    #[test]
    fn facet_stops_at_the_precision() {
        assert_eq!(published(Precision::Month).facet_path(), "/2025/10");
        assert_eq!(published(Precision::Minute).facet_path(), "/2025/10/15");
    }

    #[test]
    fn end_is_the_first_moment_after() {
        let mut year = published(Precision::Year);
        year.start = date(2024, 1, 1).at(0, 0, 0, 0);
        assert_eq!(year.end(), date(2025, 1, 1).at(0, 0, 0, 0));
    }
}
