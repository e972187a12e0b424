//! PDF documents: their text, and what the document information says of them (ISO 32000-1, sections 9.4, 9.10 and 14.3.3).
//!
//! lopdf reads objects, streams and encodings; here the shown strings are put together to lines and paragraphs
//! (`text`). What is read is bounded: the number of objects, of pages and of fonts, and the bytes of each
//! stream. lopdf reads all objects before it hands any out, so a document made for it can still take far more time and
//! memory than its size tells: that is why the program reads it in a process of its own (`apart`).
//!
//! Left out: text whose font maps its glyphs to no characters.

use std::cell::Cell;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, decode_text_string};

use super::page::{Pages, STREAM};
use super::told::Told;
use crate::source::limits::over;
use crate::{Error, Result};

/// How many objects a document may have.
const OBJECTS: u32 = 250_000;
/// How many pages are read.
const PAGES: usize = 2_000;

/// The text of a document of at most `max_text` bytes, and what is said of it. Pages that cannot be read are left out as long as
/// there are others.
pub(super) fn read(bytes: &[u8], max_text: u64) -> Result<Told> {
    let document = load(bytes)?;
    let (text, left_out) = text_of(&document, max_text, PAGES)?;
    if text.trim().is_empty() {
        return Err(Error::skipped("a PDF document without text"));
    }
    Ok(Told { text, left_out, ..about(&document) })
}

fn load(bytes: &[u8]) -> Result<Document> {
    OBJECTS_LEFT.set(OBJECTS);
    let options = LoadOptions { filter: Some(admit), max_decompressed_size: Some(STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|cause| match cause {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::Unimplemented(_) => {
            Error::malformed("it is encrypted")
        }
        cause => Error::malformed(format!("the PDF document is damaged ({cause})")),
    })?;
    if OBJECTS_LEFT.get() == 0 {
        return Err(over("max-document", format!("the PDF document has more than {OBJECTS} objects")));
    }
    Ok(document)
}

thread_local! {
    /// How many more objects may be kept of the document that this thread loads.
    static OBJECTS_LEFT: Cell<u32> = const { Cell::new(0) };
}

/// Whether an object is kept while a document is loaded; asked by lopdf, which takes no closure.
fn admit(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let left = OBJECTS_LEFT.get().checked_sub(1)?;
    OBJECTS_LEFT.set(left);
    match object {
        // Streams stand in no stream: lopdf keeps the one it has and not what is given here.
        Object::Stream(stream) if stream.dict.has_type(b"ObjStm") && !is_in_order(stream) => None,
        Object::Stream(_) => Some((id, Object::Null)),
        object => Some((id, object.clone())),
    }
}

/// Whether the objects of a stream stand one behind the other. Where many have the same place, each is read anew, in time
/// quadratic in the size.
fn is_in_order(stream: &Stream) -> bool {
    let Ok(content) = stream.get_plain_content_with_limit(STREAM) else { return false };
    let first = stream.dict.get(b"First").and_then(Object::as_i64).ok().and_then(|first| usize::try_from(first).ok());
    let Some(head) = first.and_then(|first| content.get(..first)) else { return false };
    let numbers = head.split(u8::is_ascii_whitespace).filter(|number| !number.is_empty());
    let places: Option<Vec<usize>> =
        numbers.skip(1).step_by(2).map(|place| std::str::from_utf8(place).ok()?.parse().ok()).collect();
    places.is_some_and(|places| places.is_sorted_by(|one, next| one < next))
}

/// The text of the first so many pages, and how many there are beyond them.
fn text_of(document: &Document, max_text: u64, most: usize) -> Result<(String, usize)> {
    let mut pages = Pages::new(document, usize::try_from(max_text).unwrap_or(usize::MAX));
    let mut all = document.page_iter();
    for page in all.by_ref().take(most) {
        pages.read(page);
        if pages.are_too_long() {
            return Err(over("max-document", "the PDF document's text is larger than the limit"));
        }
    }
    Ok((pages.finish(), all.count()))
}

/// What the document information says.
fn about(document: &Document) -> Told {
    let information = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok();
    let entry = |key: &[u8]| {
        let object = information?.get_deref(key, document).ok()?;
        let text = decode_text_string(object).ok()?;
        let text = text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned();
        Some(text).filter(|text| !text.is_empty())
    };
    let made = entry(b"CreationDate").and_then(|date| iso(&date));
    let is_printed = [entry(b"Creator"), entry(b"Producer")].iter().flatten().any(|program| is_browser(program));
    Told {
        title: entry(b"Title").filter(|title| is_headline(title)),
        author: entry(b"Author"),
        created: made.clone().filter(|_| !is_printed),
        printed: made.filter(|_| is_printed),
        lang: language(document),
        ..Told::default()
    }
}

/// Whether a program makes PDF of pages: the moment at which it did so is that of saving, and says nothing of publication.
fn is_browser(program: &str) -> bool {
    const BROWSERS: &[&str] =
        &["skia/pdf", "mozilla", "firefox", "chrom", "safari", "wkhtmltopdf", "webkit", "weasyprint", "prince"];
    let program = program.to_lowercase();
    BROWSERS.iter().any(|browser| program.contains(browser))
}

fn language(document: &Document) -> Option<String> {
    let catalog: &Dictionary = document.catalog().ok()?;
    decode_text_string(catalog.get_deref(b"Lang", document).ok()?).ok().filter(|lang| !lang.trim().is_empty())
}

/// Whether a title is one that a person gave, and not the name of the file that the document was made from.
fn is_headline(title: &str) -> bool {
    let lower = title.to_lowercase();
    let endings = [".doc", ".docx", ".odt", ".rtf", ".indd", ".qxd", ".qxp", ".pdf", ".html", ".htm", ".pages", ".txt"];
    !endings.iter().any(|ending| lower.ends_with(ending))
        && !lower.starts_with("microsoft word - ")
        && !["untitled", "document1", "print", "about:blank"].contains(&lower.as_str())
}

/// A date of the document information (`D:20251015210400+03'00'`) as ISO 8601, as far as it goes.
fn iso(date: &str) -> Option<String> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| (digits >= to).then(|| &date[from..to]);
    let mut text = part(0, 4)?.to_owned();
    for month_or_day in [part(4, 6), part(6, 8)].into_iter().map_while(|part| part) {
        text.push_str(&format!("-{month_or_day}"));
    }
    let (Some(hour), Some(minute)) = (part(8, 10), part(10, 12)) else { return Some(text) };
    text.push_str(&format!("T{hour}:{minute}:{}", part(12, 14).unwrap_or("00")));
    let zone: String = date[digits..].chars().filter(|c| c.is_ascii_digit()).take(4).collect();
    match date[digits..].chars().next() {
        Some('Z') => text.push('Z'),
        Some(sign @ ('+' | '-')) if zone.len() >= 2 => {
            text.push_str(&format!("{sign}{}:{}", &zone[..2], zone.get(2..4).unwrap_or("00")));
        }
        _ => {}
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Capture, Declared, Origin};

    /// A document of one page with this content and information, in Helvetica as Western encoding.
    fn document(content: &str, information: &str) -> Vec<u8> {
        document_with(content, information, &[])
    }

    /// The same with further objects, from the seventh on; the page knows that one by the name `X1`.
    fn document_with(content: &str, information: &str, more: &[String]) -> Vec<u8> {
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> \
             /XObject << /X1 7 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
            format!("<< {information} >>"),
        ];
        objects.extend_from_slice(more);
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").into_bytes());
        }
        let (table, size) = (bytes.len(), objects.len() + 1);
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
        places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
        bytes.extend(
            format!("trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n").into_bytes(),
        );
        bytes
    }

    const STORY: &str = "BT /F1 20 Tf 60 780 Td (The ferry sails again) Tj ET\n\
        BT /F1 11 Tf 60 740 Td 14 TL (The harbour office opened the eastern pier on Wednesday after a week of) Tj T* \
        (storms, and the first ferry left at dawn with eighty pas-) Tj T* (sengers aboard.) Tj ET\n\
        BT /F1 11 Tf 60 690 Td [(Nobody) -300 (was) -300 (hurt, it sa) 20 (id.)] TJ ET";

    fn read(bytes: &[u8]) -> Result<Capture> {
        Ok(super::read(bytes, 16 << 20)?.document(Origin::default(), Declared::default()).capture)
    }

    #[test]
    fn lines_are_joined_to_paragraphs_and_the_information_is_declared() {
        let information = "/Title (Ferry sails) /Author (Harbour Desk) /CreationDate (D:20251015210400+03'00')";
        let capture = read(&document(STORY, information)).unwrap();
        let expected = "The ferry sails again\n\nThe harbour office opened the eastern pier on Wednesday after a week of \
                        storms, and the first ferry left at dawn with eighty passengers aboard.\n\nNobody was hurt, it said.";
        assert_eq!(String::from_utf8(capture.bytes).unwrap(), expected);
        assert_eq!(capture.declared.title.as_deref(), Some("Ferry sails"));
        assert_eq!(capture.declared.authors, ["Harbour Desk"]);
        assert_eq!(capture.declared.published.as_deref(), Some("2025-10-15T21:04:00+03:00"));
        assert_eq!(capture.declared.lang.as_deref(), Some("en-GB"));
    }

    #[test]
    fn of_what_a_browser_printed_the_moment_is_that_of_saving() {
        let information =
            "/Creator (Mozilla/5.0 HeadlessChrome/1) /Producer (Skia/PDF m1) /CreationDate (D:20251015210400+03'00')";
        let declared = read(&document(STORY, information)).unwrap().declared;
        assert_eq!((declared.published, declared.captured), (None, "2025-10-15T18:04:00Z".parse().ok()));
    }

    #[test]
    fn forms_are_read_where_they_are_shown() {
        let form = |content: &str, resources: &str| {
            let length = content.len();
            format!(
                "<< /Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -20] {resources} /Length {length} >>\nstream\n{content}\nendstream"
            )
        };
        let line = |text: &str| format!("BT /F1 11 Tf 60 700 Td ({text}) Tj ET");
        let own = "/Resources << /Font << /F1 5 0 R >> /XObject << /Again 7 0 R /Inner 8 0 R >> >>";
        let forms =
            [form(&format!("{} /Inner Do /Again Do", line("in a form")), own), form(&line("and in one in it."), "")];
        let page = format!("{} q /X1 Do Q /X1 Do", line("It sails"));
        let bytes = document_with(&page, "", &forms);
        let text = String::from_utf8(read(&bytes).unwrap().bytes).unwrap();
        assert!(text.starts_with("It sails\n\nin a form\n\nand in one in it."), "{text}");
        assert_eq!(
            text.matches("in a form").count(),
            2 * crate::source::documents::pdf::page::DEPTH,
            "a form in itself: {text}"
        );
        let error = super::read(&bytes, 2_000).unwrap_err();
        assert!(error.to_string().contains("max-document"), "{error}");
    }

    #[test]
    fn names_of_files_are_no_headlines() {
        for title in ["Microsoft Word - ferry", "ferry_final.indd", "untitled", "Ferry.PDF"] {
            assert!(!is_headline(title), "{title}");
        }
        assert!(is_headline("Ferry resumes"));
    }

    #[test]
    fn dates_go_as_far_as_they_are_given() {
        let cases = [
            ("D:2025", Some("2025")),
            ("D:202510", Some("2025-10")),
            ("20251015", Some("2025-10-15")),
            ("D:20251015210400Z", Some("2025-10-15T21:04:00Z")),
            ("D:20251015210400-05'30'", Some("2025-10-15T21:04:00-05:30")),
            ("D:20251015210400+02", Some("2025-10-15T21:04:00+02:00")),
            ("yesterday", None),
        ];
        for (date, expected) in cases {
            assert_eq!(iso(date).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn what_holds_no_text_is_skipped_and_what_is_cut_is_told() {
        assert!(read(&document("0 0 100 100 re f", "")).unwrap_err().to_string().contains("without text"));
        let whole = document(STORY, "");
        assert!(read(&whole[..40]).is_err());
        // Without its table a document is read by looking for its objects.
        let without_table = String::from_utf8(whole).unwrap().replace("startxref", "nothing");
        assert!(read(without_table.as_bytes()).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_damaged_document_never_panics(place in 0usize..1_400, byte: u8, cut in 0usize..1_400) {
            let mut bytes = document(STORY, "/Title (Ferry sails)");
            let length = bytes.len();
            bytes[place % length] = byte;
            drop(read(&bytes));
            drop(read(&bytes[..cut % length]));
        }
    }
}
