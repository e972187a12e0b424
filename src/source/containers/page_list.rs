//! The lists of pages in a WACZ (1.1.1, section 5.5.1): a page a line, with the text that a browser showed of it.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde::Deserialize;

use super::member::Each;
use super::rendered::{Rendered, Shown};
use crate::Error;
use crate::model::Declared;
use crate::source::limits::{Limits, of_read};

/// A line of a list.
#[derive(Deserialize)]
struct Line {
    url: Option<String>,
    title: Option<String>,
    text: Option<String>,
    ts: Option<String>,
}

/// Calls for the text of each page in the list that has one and that the crawl itself does not show.
pub(super) fn members(
    list: impl Read,
    name: &str,
    shown: &Shown,
    limits: &Limits,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let mut list = BufReader::new(list);
    let mut number = 0_u64;
    loop {
        let mut line = Vec::new();
        match (&mut list).take(limits.max_document).read_until(b'\n', &mut line) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) => number += 1,
            Err(cause) => return each(Err(of_read(cause).in_member(name))),
        }
        let place = format!("{name} line {number}");
        let Ok(page) = serde_json::from_slice::<Line>(&line) else {
            if !line.trim_ascii().is_empty() {
                each(Err(Error::malformed("the line is no valid JSON").in_member(place)))?;
            }
            continue;
        };
        let (Some(url), Some(text)) = (page.url, page.text.filter(|text| !text.trim().is_empty())) else { continue };
        let captured = page.ts.and_then(|moment| moment.parse().ok());
        let declared = Declared { title: page.title, captured, ..Declared::default() };
        let mut bytes = text.as_bytes();
        each(shown.member(Rendered { url, name: place, declared }, &mut bytes))?;
    }
}
