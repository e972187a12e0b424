//! The lists of pages in a WACZ (1.1.1, section 5.5.1): a page a line, with the text that a browser showed of it.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use serde::Deserialize;

use super::member::Each;
use super::rendered::{Rendered, Shown};
use crate::Error;
use crate::model::Declared;
use crate::source::bounded_lines::BoundedLines;
use crate::source::limits::{Limits, megabytes, of_read, over};

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
    let mut lines = BoundedLines::new(BufReader::new(list), limits.max_document);
    let mut line = Vec::new();
    for number in 1_u64.. {
        let place = format!("{name} line {number}");
        match lines.read(&mut line) {
            Ok(None) => break,
            Ok(Some(read)) if read.is_cut => {
                let what = format!("the line is larger than {}", megabytes(limits.max_document));
                each(Err(over("max-document", what).in_member(place)))?;
                continue;
            }
            Ok(Some(_)) => {}
            Err(cause) => return each(Err(of_read(cause).in_member(name))),
        }
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
    ControlFlow::Continue(())
}
