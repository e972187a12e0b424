//! RSS 2.0, RSS 1.0 (RDF), Atom (RFC 4287), and WordPress's export, which is RSS with fields of its own: one article an
//! item.
//!
//! The XML is read by quick-xml, forwards, one item at a time, as forgivingly as feeds are written: an end tag too many
//! or a reference that nobody knows does not end the feed.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::feed_item::{Channel, FeedItem};
use crate::model::{Capture, Origin};
use crate::source::compression::allowance::{Allowance, Allowed};
use crate::source::compression::decoded::{Decoded, Decoding};
use crate::source::forgiving::{forgive, of_xml};
use crate::source::limits::Limits;
use crate::{Error, Result};

/// How deep elements may stand in each other.
const DEEPEST: usize = 256;

/// The articles of a feed.
pub(crate) struct Items<R: Read> {
    xml: Reader<BufReader<Decoded<Allowed<R>>>>,
    decoding: Decoding,
    allowance: Allowance,
    buffer: Vec<u8>,
    origin: Origin,
    channel: Channel,
    /// The item that is being read.
    item: Option<FeedItem>,
    /// The names of the elements that are open, from the item or the channel on.
    open: Vec<String>,
    /// The text of the field that is being read.
    text: String,
    /// The account of the author that the channel is telling of.
    account: String,
    number: u64,
    /// The item nests deeper than is followed, and is passed over to its end.
    is_too_deep: bool,
    /// What is reported behind the last item.
    behind: Option<Error>,
    ended: bool,
}

impl<R: Read> Items<R> {
    /// The articles in this feed, which declares this charset.
    pub(crate) fn new(origin: Origin, bytes: R, charset: Option<&str>, limits: &Limits) -> Items<R> {
        let allowance = Allowance::new(limits);
        let text = Decoded::new(allowance.on(bytes), charset);
        let decoding = text.decoding();
        let mut xml = Reader::from_reader(BufReader::new(text));
        forgive(xml.config_mut());
        Items {
            xml,
            decoding,
            is_too_deep: false,
            behind: None,
            allowance,
            buffer: Vec::new(),
            origin,
            channel: Channel::default(),
            item: None,
            open: Vec::new(),
            text: String::new(),
            account: String::new(),
            number: 0,
            ended: false,
        }
    }

    /// What will be known of how the text was decoded.
    pub(crate) fn decoding(&self) -> Decoding {
        self.decoding.clone()
    }

    /// Reads on; a capture when an item is complete.
    fn step(&mut self) -> Result<Option<Capture>> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let event = self.xml.read_event_into(&mut buffer).map_err(of_xml)?;
        let mut done = None;
        match event {
            Event::Start(tag) => self.start(&tag)?,
            Event::Empty(tag) if self.is_in_markup() => self.text.push_str(&format!("<{}/>", &*tag)),
            Event::Empty(tag) => {
                self.start(&tag)?;
                done = self.end(tag.name().into_inner());
            }
            Event::End(tag) => done = self.end(tag.name().into_inner()),
            Event::Text(text) => self.text.push_str(&text.xml10_content()),
            Event::CData(text) => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => self.reference(&name),
            Event::Eof => {
                self.ended = true;
                done = self.cut_off();
            }
            _ => {}
        }
        self.buffer = buffer;
        done.transpose()
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<()> {
        let name = tag.name().into_inner().to_ascii_lowercase();
        let attribute = |wanted: &str| {
            let found = tag.html_attributes().flatten().find(|found| found.key.into_inner() == wanted)?;
            Some(found.value.to_string().replace("&amp;", "&"))
        };
        if self.item.is_none() && matches!(name.as_str(), "item" | "entry") {
            self.item = Some(FeedItem::default());
            self.is_too_deep = false;
            self.open.clear();
            return Ok(());
        }
        if self.open.len() >= DEEPEST {
            self.is_too_deep = true;
            self.text.clear();
            return Ok(());
        }
        if self.is_in_markup() {
            self.text.push_str(&format!("<{}>", &**tag));
        } else {
            self.text.clear();
        }
        if let (Some(item), true) = (&mut self.item, self.open.is_empty()) {
            let is_page = attribute("rel").is_none_or(|rel| rel == "alternate");
            let told = match name.as_str() {
                "link" if is_page => attribute("href"),
                "category" => attribute("term"),
                _ => None,
            };
            item.fields.extend(told.map(|told| (name.clone(), told)));
        }
        self.open.push(name);
        Ok(())
    }

    /// Whether elements here are those of a text: Atom may hold it as XHTML, and many leave the markup of a title as it is.
    fn is_in_markup(&self) -> bool {
        const TEXTS: [&str; 5] = ["content", "content:encoded", "description", "summary", "title"];
        self.item.is_some() && self.open.first().is_some_and(|field| TEXTS.contains(&&**field))
    }

    fn end(&mut self, name: &str) -> Option<Result<Capture>> {
        let name = name.to_ascii_lowercase();
        if matches!(name.as_str(), "item" | "entry") && (self.is_too_deep || !self.open.contains(&name)) {
            let item = self.item.take()?;
            self.open.clear();
            self.allowance.renew();
            return Some(self.capture(&item));
        }
        // An end tag that nothing began with is passed over; one that was forgotten is made up for.
        let depth = self.open.iter().rposition(|open| *open == name)?;
        self.open.truncate(depth);
        let in_markup = self.is_in_markup();
        match (&mut self.item, self.open.as_slice()) {
            (Some(item), []) => item.fields.push((name, std::mem::take(&mut self.text))),
            (Some(item), [author]) if author == "author" && name == "name" => {
                item.fields.push(("author/name".to_owned(), std::mem::take(&mut self.text)));
            }
            (Some(item), [control]) if control == "app:control" && name == "app:draft" => {
                item.fields.push((name, std::mem::take(&mut self.text)));
            }
            (Some(_), _) if in_markup => self.text.push_str(&format!("</{name}>")),
            (Some(_), _) => {}
            (None, _) => self.end_in_channel(&name),
        }
        None
    }

    /// The item in which the feed ends before it does, as far as it goes.
    fn cut_off(&mut self) -> Option<Result<Capture>> {
        let mut item = self.item.take()?;
        if let [field] = self.open.as_slice() {
            item.fields.push((field.clone(), std::mem::take(&mut self.text)));
        }
        let cut = Error::malformed("the feed is cut off in this item; what came before the cut was read");
        self.behind = Some(cut.in_member(format!("item {}", self.number + 1)));
        Some(self.capture(&item)).filter(Result::is_ok)
    }

    fn end_in_channel(&mut self, name: &str) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        self.allowance.renew();
        match name {
            "title" if self.open.last().is_none_or(|parent| parent != "image") => {
                self.channel.title.get_or_insert_with(|| text.to_owned());
            }
            "language" | "dc:language" => {
                self.channel.language.get_or_insert_with(|| text.to_owned());
            }
            "wp:author_login" => text.clone_into(&mut self.account),
            "wp:author_display_name" if !text.is_empty() && self.channel.authors.len() < 10_000 => {
                self.channel.authors.push((self.account.clone(), text.to_owned()));
            }
            _ => {}
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let letter = match &**name {
            _ if self.is_in_markup() && self.open.len() > 1 => None,
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.resolve_char_ref().ok().flatten(),
        };
        match letter {
            Some(letter) => self.text.push(letter),
            None => self.text.push_str(&format!("&{};", &**name)),
        }
    }

    fn capture(&mut self, item: &FeedItem) -> Result<Capture> {
        self.number += 1;
        let member = format!("item {}", self.number);
        if self.is_too_deep {
            let what = format!("more than {DEEPEST} elements stand in each other; the item is left out");
            return Err(Error::malformed(what).in_member(member));
        }
        let origin = Origin { member: Some(member.clone()), ..self.origin.clone() };
        item.capture(origin, &self.channel).map_err(|error| error.in_member(member))
    }
}

impl<R: Read> Iterator for Items<R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        let mut steps = std::iter::from_fn(|| (!self.ended).then(|| self.step().transpose()));
        let Some(read) = steps.find_map(|step| step) else {
            if let Some(behind) = self.behind.take() {
                return Some(Err(behind));
            }
            let nothing = std::mem::replace(&mut self.number, 1) == 0;
            return nothing.then(|| Err(Error::skipped("a feed without items")));
        };
        Some(read.map_err(|error| {
            // What is wrong with an item names it already.
            self.ended |= error.member.is_none();
            let number = self.number + u64::from(self.item.is_some());
            // What was told is something: the feed is not told to be empty.
            self.number = self.number.max(1);
            error.in_member(format!("item {number}"))
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::MediaType;
    use crate::source::charset::declared_in_xml;

    fn read(text: &[u8]) -> Vec<Result<Capture>> {
        Items::new(Origin::default(), text, declared_in_xml(text), &Limits::default()).collect()
    }

    fn only(text: &str) -> Capture {
        let mut items = read(text.as_bytes());
        assert_eq!(items.len(), 1, "{items:?}");
        items.remove(0).unwrap()
    }

    #[test]
    fn rss_is_read() {
        let capture = only(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title><language>en</language>\
             <image><title>Logo</title></image><item><title>Ferry &amp; rain</title><link>https://example.org/f?a=1&amp;b=2</link>\
             <description><![CDATA[<p>It sails.</p>]]></description><dc:creator>A. Writer</dc:creator>\
             <category>Ports</category><category>Sea</category><pubDate>Wed, 15 Oct 2025 10:00:00 +0300</pubDate>\
             </item></channel></rss>",
        );
        let declared = capture.declared;
        assert_eq!((capture.media_type, capture.bytes.as_slice()), (MediaType::Html, b"<p>It sails.</p>".as_slice()));
        assert_eq!(declared.title.as_deref(), Some("Ferry & rain"));
        assert_eq!(declared.url.as_deref(), Some("https://example.org/f?a=1&b=2"));
        assert_eq!(declared.published.as_deref(), Some("2025-10-15T10:00:00+03:00"));
        assert_eq!(
            (declared.authors, declared.tags),
            (vec!["A. Writer".to_owned()], vec!["Ports".to_owned(), "Sea".to_owned()])
        );
        assert_eq!((declared.site.as_deref(), declared.lang.as_deref()), (Some("Harbour Post"), Some("en")));
    }

    #[test]
    fn atom_is_read_with_xhtml_in_it() {
        let capture = only(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour</title><entry><title>Ferry</title>\
             <link rel='edit' href='https://example.org/e'/><link href='https://example.org/f'/><id>urn:x</id>\
             <published>2025-10-15T10:00:00Z</published><author><name>A. Writer</name><email>a@example.org</email></author>\
             <category term='ports'/><content type='xhtml'><div><p class='x'>It &amp; sails.</p></div></content></entry></feed>",
        );
        assert_eq!(String::from_utf8(capture.bytes).unwrap(), "<div><p class='x'>It &amp; sails.</p></div>");
        assert_eq!(capture.declared.url.as_deref(), Some("https://example.org/f"));
        assert_eq!(
            (capture.declared.authors, capture.declared.tags),
            (vec!["A. Writer".to_owned()], vec!["ports".to_owned()])
        );
    }

    #[test]
    fn markup_that_was_not_escaped_loses_no_word() {
        let capture = only(
            "<rss><channel><item><title>The <i>Dawn</i> sails</title><description>The ferry <b>Dawn</b> sails<br/>again.</description>             <atom:published>2025-10-15T08:00:00Z</atom:published></item></channel></rss>",
        );
        assert_eq!(capture.declared.title.as_deref(), Some("The Dawn sails"));
        assert_eq!(String::from_utf8(capture.bytes).unwrap(), "The ferry <b>Dawn</b> sails<br/>again.");
        assert!(capture.declared.published.unwrap().starts_with("2025-10-15"));
    }

    #[test]
    fn of_a_wordpress_export_posts_and_pages_are_read() {
        let post = |kind: &str, status: &str| {
            format!(
                "<item><title>Ferry</title><link>https://example.org/{kind}</link><dc:creator><![CDATA[desk]]></dc:creator>\
                 <content:encoded><![CDATA[It sails.\n\nAgain.]]></content:encoded><wp:post_date><![CDATA[2024-05-06 07:08:09]]></wp:post_date>\
                 <wp:post_type><![CDATA[{kind}]]></wp:post_type><wp:status><![CDATA[{status}]]></wp:status>\
                 <category domain='category'><![CDATA[Ports]]></category>\
                 <wp:comment><wp:comment_content>Nice</wp:comment_content></wp:comment></item>"
            )
        };
        let posts = [
            ("post", "publish"),
            ("attachment", "inherit"),
            ("post", "draft"),
            ("nav_menu_item", "publish"),
            ("page", "publish"),
        ];
        let posts: String = posts.iter().map(|(kind, status)| post(kind, status)).collect();
        let text = format!(
            "<rss><channel><title>H</title><wp:author><wp:author_login>desk</wp:author_login>\
             <wp:author_display_name>The Desk</wp:author_display_name></wp:author>{posts}</channel></rss>"
        );
        let items = read(text.as_bytes());
        assert_eq!(items.len(), 5);
        let first = items[0].as_ref().unwrap();
        assert_eq!(first.bytes, b"<p>It sails.</p>\n<p>Again.</p>");
        assert_eq!(first.declared.authors, ["The Desk"]);
        assert_eq!(first.declared.published.as_deref(), Some("2024-05-06 07:08:09"));
        assert_eq!(first.declared.tags, ["Ports"]);
        assert!(items[1..4].iter().all(|item| item.as_ref().unwrap_err().is_skip()));
        assert!(items[4].is_ok());
    }

    #[test]
    fn of_a_blogger_export_posts_and_pages_are_read() {
        let entry = |kind: &str, more: &str| {
            format!(
                "<entry><id>1</id><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>\
                 <category term='ports'/>{more}<title>Ferry</title><content type='html'>&lt;p>It sails.&lt;/p></content></entry>"
            )
        };
        let new = |kind: &str, status: &str| {
            format!(
                "<entry><id>1</id><blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status><title>Ferry</title>\
                 <content type='html'>&lt;p>It sails.&lt;/p></content></entry>"
            )
        };
        let entries = [
            entry("post", ""),
            entry("post", "<app:control><app:draft>yes</app:draft></app:control>"),
            entry("comment", ""),
            entry("settings", ""),
            new("POST", "LIVE"),
            new("POST", "DRAFT"),
            new("COMMENT", "LIVE"),
        ]
        .concat();
        let items = read(format!("<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>").as_bytes());
        let is_read: Vec<bool> = items.iter().map(Result::is_ok).collect();
        assert_eq!(is_read, [true, false, false, false, true, false, false]);
        assert_eq!(items[0].as_ref().unwrap().declared.tags, ["ports"]);
    }

    #[test]
    fn charsets_and_loose_ends_are_taken_as_they_come() {
        let text = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>\xCF\xE0\xF0\xEE\xEC & more &nbsp;</b></title></item>";
        let items = read(text);
        assert_eq!(items[0].as_ref().unwrap().declared.title.as_deref(), Some("Паром & more"));
    }

    #[test]
    fn an_item_that_is_left_out_or_cut_off_takes_no_other_with_it() {
        let item = |title: &str| format!("<item><title>{title}</title></item>");
        let deep = |end: &str| format!("<item><title>B</title>{}{end}</item>", "<a>".repeat(10_000));
        for end in [String::new(), "</a>".repeat(10_000), format!("x{}<b/>", "</a>".repeat(9_000))] {
            let feed =
                format!("<rss>{}{}{}<item><title>D</title><description>It sails", item("A"), deep(&end), item("C"));
            let told: Vec<String> = read(feed.as_bytes())
                .into_iter()
                .map(|item| item.map_or_else(|error| error.to_string(), |item| item.declared.title.unwrap_or_default()))
                .collect();
            assert_eq!(told.len(), 5, "{told:?}");
            assert_eq!([&told[0], &told[2], &told[3]], ["A", "C", "D"]);
            assert!(told[1].contains("the item is left out") && told[4].contains("cut off"), "{told:?}");
        }
    }

    #[test]
    fn a_feed_that_never_ends_an_element_is_stopped() {
        let deep = format!("<rss><item>{}", "<a>".repeat(10_000));
        assert!(read(deep.as_bytes())[0].is_err());
        let limits = Limits { max_document: 1000, ..Limits::default() };
        let long = format!("<rss><item><title>{}", "x".repeat(300_000));
        let items: Vec<_> = Items::new(Origin::default(), long.as_bytes(), None, &limits).collect();
        assert!(items[0].as_ref().unwrap_err().to_string().contains("max-document"));
    }

    proptest! {
        #[test]
        fn any_xml_is_read(text in "<rss>(</?(item|title|entry|content|a)/?>|&[a-z#0-9]{0,4};?|[x<!\\[\\]-]{0,4}){0,60}") {
            read(text.as_bytes());
        }
    }
}
