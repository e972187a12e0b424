//! One order of day and month for the dates of all records of a file.
//!
//! `05/06/2025` may be read in two ways; `25/06/2025` in the row beside it shows in which its writer means it. Records are
//! read ahead until that is known, as far as a fixed number of them. What the records of the same site show counts first, since
//! a crawl holds dates as many sites write them; where the records of a file contradict each other, they show nothing.

use std::collections::{HashMap, VecDeque};

use crate::Result;
use crate::model::Capture;
use crate::text::date_order::{DateOrder, Numbers, numbers};

/// How many records, and how many bytes of records, are read ahead at most.
const AHEAD: (usize, usize) = (1_000, 8 << 20);

/// For how many sites it is remembered how they write their dates.
const SITES: usize = 1_000;

/// The records of a file, each with the order of day and month that others of the file show.
pub(crate) struct SharedOrder<I> {
    records: I,
    /// What was read ahead, and its size.
    ahead: VecDeque<Result<Capture>>,
    bytes: usize,
    file: Shown,
    sites: HashMap<String, Shown>,
}

/// The orders that dates were shown to be written in.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    day_first: bool,
    month_first: bool,
}

impl Shown {
    fn add(&mut self, order: DateOrder) {
        match order {
            DateOrder::DayFirst => self.day_first = true,
            DateOrder::MonthFirst => self.month_first = true,
        }
    }

    /// The order, if only one was shown.
    fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }
}

impl<I: Iterator<Item = Result<Capture>>> SharedOrder<I> {
    /// The same records.
    pub(crate) fn new(records: I) -> SharedOrder<I> {
        SharedOrder { records, ahead: VecDeque::new(), bytes: 0, file: Shown::default(), sites: HashMap::new() }
    }

    /// Reads a record, and remembers what its date shows.
    fn read(&mut self) -> Option<Result<Capture>> {
        let record = self.records.next()?;
        if let Ok(capture) = &record
            && let Some(Numbers::Proves(order)) = tells(capture)
        {
            self.file.add(order);
            if let Some(host) = host(capture).filter(|host| self.sites.len() < SITES || self.sites.contains_key(*host))
            {
                self.sites.entry(host.to_owned()).or_default().add(order);
            }
        }
        Some(record)
    }

    /// Reads ahead as far as may be.
    fn fill(&mut self) {
        while self.ahead.len() < AHEAD.0 && self.bytes < AHEAD.1 {
            let Some(record) = self.read() else { return };
            self.bytes += size(&record);
            self.ahead.push_back(record);
        }
    }
}

impl<I: Iterator<Item = Result<Capture>>> Iterator for SharedOrder<I> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        let mut record = match self.ahead.pop_front() {
            Some(record) => {
                self.bytes -= size(&record);
                record
            }
            None => self.read()?,
        };
        if let Ok(capture) = &mut record
            && tells(capture) == Some(Numbers::Open)
        {
            self.fill();
            let site = host(capture).and_then(|host| self.sites.get(host)).copied();
            capture.declared.date_order = site.and_then(Shown::order).or(self.file.order());
        }
        Some(record)
    }
}

fn size(record: &Result<Capture>) -> usize {
    record.as_ref().map_or(0, |capture| capture.bytes.len())
}

/// Whether a record's date tells of the order that the records of its file share, or asks for it.
pub(crate) fn tells_of_order(capture: &Capture) -> bool {
    tells(capture).is_some()
}

/// What the date that a record declares tells of its order.
fn tells(capture: &Capture) -> Option<Numbers> {
    numbers(capture.declared.published.as_deref()?)
}

/// The host of a record's address.
fn host(capture: &Capture) -> Option<&str> {
    capture.declared.url.as_deref()?.split_once("://")?.1.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::model::{Declared, MediaType, Origin};

    fn record(published: &str, url: &str) -> Result<Capture> {
        let declared =
            Declared { published: Some(published.to_owned()), url: Some(url.to_owned()), ..Declared::default() };
        Ok(Capture { origin: Origin::default(), media_type: MediaType::Text, bytes: vec![b'x'; 10], declared })
    }

    fn orders(records: Vec<Result<Capture>>) -> Vec<Option<DateOrder>> {
        let count = records.len();
        let read: Vec<_> = SharedOrder::new(records.into_iter()).collect();
        assert_eq!(read.len(), count);
        read.into_iter().flatten().map(|capture| capture.declared.date_order).collect()
    }

    #[test]
    fn a_row_shows_how_the_rows_beside_it_are_read() {
        let (day_first, month_first) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
        let page = |name: &str| format!("https://{name}.example/p");
        let at = |published: &str| record(published, &page("a"));
        assert_eq!(orders(vec![at("05/06/2025"), at("25/06/2025")]), [day_first, None]);
        assert_eq!(orders(vec![at("6/25/2025"), Err(Error::skipped("x")), at("5/6/2025")]), [None, month_first]);
        assert_eq!(orders(vec![at("05/06/2025"), at("04/06/2025")]), [None, None]);
        assert_eq!(orders(vec![at("05/06/2025"), at("25/06/2025"), at("06/25/2025")]), [None, None, None]);
        let of_two_sites = vec![
            record("05/06/2025", &page("a")),
            record("25/06/2025", &page("a")),
            record("06/25/2025", &page("b")),
            record("05/06/2025", &page("b")),
            record("05/06/2025", &page("c")),
        ];
        assert_eq!(orders(of_two_sites), [day_first, None, None, month_first, None]);
    }

    #[test]
    fn records_are_read_ahead_only_so_far_and_in_their_order() {
        let mut records: Vec<_> = (0..3_000).map(|n| record("05/06/2025", &format!("https://a.example/{n}"))).collect();
        records.push(record("25/06/2025", "https://a.example/last"));
        let read: Vec<_> = SharedOrder::new(records.into_iter()).flatten().collect();
        assert!(
            read.iter()
                .zip(0..3_000)
                .all(|(capture, n)| { capture.declared.url.as_deref() == Some(&*format!("https://a.example/{n}")) })
        );
        assert_eq!((read[0].declared.date_order, read[2_999].declared.date_order), (None, Some(DateOrder::DayFirst)));
    }
}
