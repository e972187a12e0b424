//! Hits as a list to hand on: Markdown for notes, HTML for a mail or a page. Text of the archive stays text in both.

use std::io::{self, Write};

use crate::model::{Hit, Marked, Results};

/// Writes a hit as an item of a list in Markdown (CommonMark).
pub(super) fn markdown_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let title = markdown_text(headline(hit));
    match hit.url.as_deref().filter(|url| is_web(url)) {
        Some(url) => {
            write!(out, "- [{title}](<{}>)", url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C"))?
        }
        None => write!(out, "- {title}")?,
    }
    writeln!(out, ", {} (`{}`)", markdown_text(&about(hit)), hit.id)?;
    hit.snippets.iter().try_for_each(|snippet| writeln!(out, "  > {}", marked(snippet, markdown_text, ["**", "**"])))
}

/// Begins an HTML document that is one list of hits.
pub(super) fn html_head(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let query = html_text(&results.query);
    writeln!(
        out,
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{query}</title>\n</head>\n<body>"
    )?;
    writeln!(out, "<h1>{query}</h1>\n<ol start=\"{}\">", results.offset + 1)
}

/// Writes a hit as an item of that list.
pub(super) fn html_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let title = html_text(headline(hit));
    let lang = hit.lang.as_deref().map(|lang| format!(" lang=\"{}\"", html_text(lang))).unwrap_or_default();
    write!(out, "<li{lang} dir=\"auto\">")?;
    match hit.url.as_deref().filter(|url| is_web(url)) {
        Some(url) => write!(out, "<a href=\"{}\">{title}</a>", html_text(url))?,
        None => write!(out, "{title}")?,
    }
    writeln!(out, ", {} <code>{}</code>", html_text(&about(hit)), hit.id)?;
    for snippet in &hit.snippets {
        writeln!(out, "<blockquote>{}</blockquote>", marked(snippet, html_text, ["<mark>", "</mark>"]))?;
    }
    writeln!(out, "</li>")
}

/// Ends the document.
pub(super) fn html_foot(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</ol>\n</body>\n</html>")
}

fn headline(hit: &Hit) -> &str {
    if hit.title.text.is_empty() { "(no headline)" } else { &hit.title.text }
}

/// Publisher and day.
fn about(hit: &Hit) -> String {
    let site = hit.site.as_ref().and_then(|site| site.name.as_deref().or(site.domain.as_deref()));
    let day = hit.published.as_ref().map_or_else(|| "date unknown".to_owned(), |published| published.day_text());
    site.into_iter().map(str::to_owned).chain([day]).collect::<Vec<_>>().join(", ")
}

/// An address that is safe to follow from a list.
fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// A passage in one line, with what matched between two marks.
fn marked(snippet: &Marked, escape: fn(&str) -> String, [open, close]: [&str; 2]) -> String {
    let mut text = if snippet.cut_before { "… ".to_owned() } else { String::new() };
    let mut from = 0;
    for mark in &snippet.marks {
        text += &escape(&snippet.text[from..mark.start]);
        text += open;
        text += &escape(&snippet.text[mark.clone()]);
        text += close;
        from = mark.end;
    }
    text += &escape(&snippet.text[from..]);
    if snippet.cut_after {
        text += " …";
    }
    text
}

/// Text that Markdown takes as it stands: what could be a mark has a backslash, line ends are spaces.
fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            mark if mark.is_ascii_punctuation()
                && !matches!(mark, ',' | '.' | ':' | ';' | '\'' | '"' | '-' | '?' | '/' | '%') =>
            {
                escaped.extend(['\\', mark]);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text in HTML, between tags and within quotes.
fn html_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results() -> Results {
        let hit = serde_json::json!({
            "id": "x0000000000000001", "source_id": null, "score": 1.0, "url": "https://post.example/a>b", "captures": 1,
            "title": { "text": "<b>Quay</b> *shut*", "marks": [], "offset": 0, "cut_before": false, "cut_after": false },
            "origin": serde_json::to_value(crate::model::Origin::default()).unwrap(), "captured": null,
            "site": { "name": null, "domain": "post.example" }, "authors": [], "lang": "en", "kind": "article",
            "published": null, "countries": [], "topics": [], "spread": null, "context": [], "context_more": 0,
            "score_parts": [],
            "snippets": [{ "text": "The quay\nis <shut>.", "marks": [{ "start": 4, "end": 8 }], "offset": 0,
                "cut_before": true, "cut_after": false }],
        });
        Results { query: "\"quay\"".to_owned(), hits: vec![serde_json::from_value(hit).unwrap()], ..Results::default() }
    }

    fn written(write: fn(&Results, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&results(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn html(results: &Results, out: &mut dyn Write) -> io::Result<()> {
        html_head(results, out)?;
        html_hit(&results.hits[0], out)?;
        html_foot(out)
    }

    #[test]
    fn text_of_the_archive_is_no_markdown() {
        assert_eq!(
            written(|results, out| markdown_hit(&results.hits[0], out)),
            "- [\\<b\\>Quay\\</b\\> \\*shut\\*](<https://post.example/a%3Eb>), post.example, date unknown (`x0000000000000001`)\n  \
             > … The **quay** is \\<shut\\>.\n"
        );
    }

    #[test]
    fn text_of_the_archive_is_no_html() {
        let page = written(html);
        assert!(
            page.contains("<a href=\"https://post.example/a&gt;b\">&lt;b&gt;Quay&lt;/b&gt; *shut*</a>, post.example"),
            "{page}"
        );
        assert!(page.contains("<blockquote>… The <mark>quay</mark>\nis &lt;shut&gt;.</blockquote>"), "{page}");
        assert!(page.contains("<title>&quot;quay&quot;</title>"), "{page}");
    }
}
