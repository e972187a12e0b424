//! Marks of HTML in the texts of records: whether a text is a piece of a page, and names and headlines without marks.

/// A title or name without the references to characters that feeds write twice over.
pub(super) fn plain(text: &str) -> String {
    const TWICE: &[(&str, &str)] = &[
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&#8230;", "…"),
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#038;", "&"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_owned();
    }
    TWICE.iter().fold(text.to_owned(), |text, (reference, letter)| text.replace(reference, letter))
}

/// A headline as plain text.
pub(super) fn title(text: &str) -> String {
    without_tags(&plain(text)).trim().to_owned()
}

/// A title without the elements that set words apart in it.
fn without_tags(title: &str) -> String {
    const INLINE: &[&str] =
        &["abbr", "b", "br", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "u"];
    let mut kept = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let name = tag[1..].trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let is_inline = INLINE.iter().any(|known| name.is_some_and(|name| name.eq_ignore_ascii_case(known)));
        match is_inline.then(|| tag.bytes().take(200).position(|byte| byte == b'>')).flatten() {
            Some(end) => rest = &tag[end + 1..],
            None => {
                kept.push('<');
                rest = &tag[1..];
            }
        }
    }
    kept + rest
}

/// Whether a text is plainly HTML: it starts with a common element, or it has paragraphs or breaks.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: &[&str] = &["!doctype", "html", "body", "p", "div", "article", "section", "figure", "img", "h1", "h2"];
    let start: String = text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    let starts_with_tag = start.strip_prefix('<').is_some_and(|tag| {
        TAGS.iter().any(|name| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '\n', '/'])))
    });
    starts_with_tag || ["</p>", "<br>", "<br/>", "<br />", "</div>"].iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_were_written_twice_are_read() {
        assert_eq!(plain("Minister&#8217;s Q&amp;A"), "Minister’s Q&A");
        assert_eq!(without_tags("The <em class='x'>ferry</em> < 3 <knots>"), "The ferry < 3 <knots>");
    }
}
