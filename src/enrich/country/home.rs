//! The publisher's home, as its address tells it: the country of the host's top-level domain.
//!
//! Weak evidence: it speaks only for a country that the text names as well, and for which of several towns of a name is
//! meant. Domains that are sold to everyone (`.tv`, `.io`) tell nothing.

use crate::model::COUNTRIES;

/// Country-code domains that are used as if they were general ones.
const GENERAL: &str = "ai am bz cc cd co dj fm gg im io is la ly me ms nu pw sc sh so st tk to tv vc vu ws";

/// Where a publisher is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home<'a> {
    /// The country's place in `COUNTRIES`.
    pub country: u16,
    /// The host.
    pub words: &'a str,
}

/// The home of the publisher of the page at this address.
pub(super) fn home(url: &str) -> Option<Home<'_>> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let domain = host.rsplit_once('.')?.1.to_ascii_lowercase();
    if GENERAL.split(' ').any(|general| general == domain) {
        return None;
    }
    let code = if domain == "uk" { "GB".to_owned() } else { domain.to_ascii_uppercase() };
    let at = COUNTRIES.iter().position(|row| row.code == code)?;
    Some(Home { country: u16::try_from(at).ok()?, words: host })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_of_hosts() {
        for (url, code) in [
            ("https://news.example.co.uk/a", Some("GB")),
            ("http://example.ng:80/a.html", Some("NG")),
            ("example.com.au/x", Some("AU")),
            ("https://example.com/uk", None),
            ("https://example.tv/", None),
            ("", None),
        ] {
            assert_eq!(home(url).map(|home| COUNTRIES[usize::from(home.country)].code), code, "{url}");
        }
    }
}
