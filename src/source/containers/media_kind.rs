//! Which answers of a server may be pages, by their media type and address.

use crate::{Error, Result};

/// The ending that a file of this media type would have; an error that names the kind where it can be no page.
pub(super) fn page_kind(essence: &str, url: &str) -> Result<&'static str> {
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    match (kind, subtype) {
        ("text", "html") | ("application", "xhtml+xml" | "vnd.wap.xhtml+xml") => Ok("html"),
        ("text", "plain") if is_for_robots(url) => Err(Error::skipped("a file for robots")),
        ("text", "plain") => Ok("txt"),
        ("text", "markdown" | "x-markdown") => Ok("md"),
        ("application", "pdf") => Ok("pdf"),
        ("multipart", "related") | ("message", "rfc822") | ("application", "x-mimearchive") => Ok("mhtml"),
        ("", _) | ("unknown" | "unk", _) | ("application", "octet-stream") => Ok(""),
        ("image", _) => Err(Error::skipped("an image")),
        ("video", _) => Err(Error::skipped("a video")),
        ("audio", _) => Err(Error::skipped("a sound recording")),
        ("font", _) => Err(Error::skipped("a font")),
        ("text", "css") => Err(Error::skipped("a style sheet")),
        (_, subtype) if subtype.contains("javascript") || subtype.contains("ecmascript") => {
            Err(Error::skipped("a script"))
        }
        (_, subtype) if subtype.ends_with("json") => Err(Error::skipped("JSON")),
        // Feeds are; for other XML the report says what it is.
        (_, subtype) if subtype.ends_with("xml") => Ok("xml"),
        (_, subtype) if subtype.contains("font") => Err(Error::skipped("a font")),
        _ => Err(Error::skipped("content of another type than pages")),
    }
}

/// Whether the URL is one of the well-known texts that speak to programs.
fn is_for_robots(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    let names = ["robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt", "sellers.txt"];
    path.contains("/.well-known/") || path.rsplit('/').next().is_some_and(|name| names.contains(&name))
}
