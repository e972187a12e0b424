//! What can be counted over the articles that match, and how the counts are shown.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Bucket, FacetCounts, FacetField, country, topic};
use crate::{Error, ErrorKind, Result};

/// Everything that can be counted.
const FACETS: &[Facet] = &[
    Facet { by: "country", field: FacetField::Country, level: Level::Country },
    Facet { by: "mentions", field: FacetField::Mentions, level: Level::Country },
    Facet { by: "topic", field: FacetField::Topic, level: Level::Depth(1) },
    Facet { by: "topic2", field: FacetField::Topic, level: Level::Depth(2) },
    Facet { by: "site", field: FacetField::Site, level: Level::Depth(1) },
    Facet { by: "lang", field: FacetField::Lang, level: Level::Depth(1) },
    Facet { by: "kind", field: FacetField::Kind, level: Level::Depth(1) },
    Facet { by: "author", field: FacetField::Authors, level: Level::Depth(1) },
    Facet { by: "section", field: FacetField::Sections, level: Level::Depth(1) },
    Facet { by: "tag", field: FacetField::Tags, level: Level::Depth(1) },
    Facet { by: "year", field: FacetField::Date, level: Level::Date(1) },
    Facet { by: "month", field: FacetField::Date, level: Level::Date(2) },
    Facet { by: "week", field: FacetField::Date, level: Level::Week },
    Facet { by: "day", field: FacetField::Date, level: Level::Date(3) },
];

/// The names of everything that can be counted, as one types them.
pub fn facet_names() -> impl Iterator<Item = &'static str> {
    FACETS.iter().map(|facet| facet.by)
}

/// Something that can be counted: the nodes of a facet field at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facet {
    /// Its name.
    pub(crate) by: &'static str,
    /// The field that it is read from.
    pub(crate) field: FacetField,
    /// The level of the tree.
    level: Level,
}

/// A level of a facet's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// The nodes at this depth: 1 for those at the root.
    Depth(usize),
    /// Dates cut to this number of parts (1 year, 2 month, 3 day), which is the depth of their nodes.
    Date(usize),
    /// Weeks (ISO 8601), in which the days lie.
    Week,
    /// Countries, which lie below regions, and former ones below their successors.
    Country,
}

/// The facet of this name, or the first one of the field of this name.
///
/// # Errors
///
/// [`ErrorKind::Unknown`] where there is none.
pub(crate) fn facet(by: &str) -> Result<Facet> {
    let named = |is_it: fn(&Facet) -> &'static str| FACETS.iter().find(|facet| is_it(facet).eq_ignore_ascii_case(by));
    named(|facet| facet.by).or_else(|| named(|facet| facet.field.name())).copied().ok_or_else(|| {
        let known: Vec<&str> = FACETS.iter().map(|facet| facet.by).collect();
        Error::new(ErrorKind::Unknown(format!("cannot count by `{by}`; choose among {}", known.join(", "))))
    })
}

/// How many articles carry each value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// By value.
    pub(crate) values: BTreeMap<String, u64>,
    /// Those without a value.
    pub(crate) unknown: u64,
}

impl Counts {
    /// Adds the counts of another segment.
    pub(crate) fn add(&mut self, other: Counts) {
        self.unknown += other.unknown;
        for (value, count) in other.values {
            *self.values.entry(value).or_default() += count;
        }
    }

    /// The counts as they are shown: in time order for dates, else largest first.
    pub(crate) fn finish(self, facet: Facet, limit: usize) -> FacetCounts {
        let values = self.values.into_iter().filter(|(_, count)| *count > 0);
        let mut buckets: Vec<Bucket> =
            values.map(|(value, count)| Bucket { label: facet.label(&value), value, count }).collect();
        let mut more = 0;
        if !matches!(facet.level, Level::Date(_) | Level::Week) {
            buckets.sort_by_key(|bucket| std::cmp::Reverse(bucket.count));
            more = buckets.len().saturating_sub(limit);
            buckets.truncate(limit);
        }
        FacetCounts { by: facet.by.to_owned(), buckets, unknown: self.unknown, more }
    }
}

impl Facet {
    /// The value that a node of this level stands for; none for the node of no value, and for nodes of other levels.
    pub(crate) fn value(self, path: &[&str]) -> Option<String> {
        let last = path.last().filter(|last| **last != "unknown")?;
        match self.level {
            Level::Depth(_) => Some((*last).to_owned()),
            Level::Date(_) => Some(path.join("-")),
            Level::Week => week(&path.join("-")),
            Level::Country => country(last).map(|_| (*last).to_owned()),
        }
    }

    /// How deep the nodes lie of which values are.
    pub(crate) fn depths(self) -> RangeInclusive<usize> {
        match self.level {
            Level::Depth(depth) | Level::Date(depth) => depth..=depth,
            Level::Week => 3..=3,
            Level::Country => 1..=usize::MAX,
        }
    }

    fn label(self, value: &str) -> String {
        if self.level == Level::Week {
            return name_of_week(value);
        }
        let name = match self.field {
            FacetField::Country | FacetField::Mentions => country(value).map(|row| row.name),
            FacetField::Topic => topic(value).map(|row| row.name),
            FacetField::Date | FacetField::Site | FacetField::Lang | FacetField::Kind => None,
            FacetField::Authors | FacetField::Sections | FacetField::Tags => None,
        };
        name.unwrap_or(value).to_owned()
    }
}

/// The week of a day as a range of days, which a query takes: `2025-10-13..2025-10-19`.
fn week(day: &str) -> Option<String> {
    let day: Date = day.parse().ok()?;
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some(format!("{monday}..{}", monday.checked_add(6.days()).ok()?))
}

/// The name of such a week: `2025-W42`.
fn name_of_week(value: &str) -> String {
    let monday = value.split("..").next().and_then(|day| day.parse::<Date>().ok());
    let week = monday.map(Date::iso_week_date);
    week.map_or_else(|| value.to_owned(), |week| format!("{:04}-W{:02}", week.year(), week.week()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FIELDS, FieldKind};

    #[test]
    fn a_day_lies_in_the_week_of_its_monday() {
        assert_eq!(week("2025-10-19").as_deref(), Some("2025-10-13..2025-10-19"));
        assert_eq!(week("2025-10-13").as_deref(), Some("2025-10-13..2025-10-19"));
        assert_eq!(week("2025"), None);
        assert_eq!(name_of_week("2024-12-30..2025-01-05"), "2025-W01");
    }

    #[test]
    fn every_facet_can_be_counted() {
        for field in FIELDS {
            if let FieldKind::Facet(facet) = field.kind {
                assert!(FACETS.iter().any(|counted| counted.field == facet), "{}", field.name);
            }
        }
    }
}
