//! One address of a page, however it is written (RFC 3986, section 6), and whatever way the reader came.
//!
//! Scheme, `www.`, the port, a final slash and the fragment do not count; nor do the case of the host and its writing in
//! punycode, segments of dots, escapes of what needs none, and an empty query. Parameters that say where a reader came from,
//! or which visit this is, name no page: they are left out by a table.

use std::fmt::Write;

use url::Url;

/// Parameters of a query that name no page: those of the tools of analytics, advertising and newsletters, as they document them,
/// and the ids of sessions of common servers. A star stands for any ending.
const TRACKING: &[&str] = &[
    // Google, Microsoft, Meta, X, TikTok, LinkedIn, Yandex, Pinterest, Reddit, Snapchat
    "utm_*",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "gad_source",
    "gad_campaignid",
    "_ga",
    "_gl",
    "srsltid",
    "msclkid",
    "fbclid",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "fb_ref",
    "igshid",
    "igsh",
    "twclid",
    "__twitter_impression",
    "ttclid",
    "li_fat_id",
    "yclid",
    "ysclid",
    "_openstat",
    "epik",
    "rdt_cid",
    "sccid",
    // Mailchimp, HubSpot, Marketo, Vero, Omeda, Adobe, Matomo, Webtrekk, AT Internet, Piano
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "mkt_tok",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "s_cid",
    "s_kwcid",
    "ef_id",
    "pk_*",
    "piwik_*",
    "mtm_*",
    "matomo_*",
    "wt_mc",
    "wt.mc_id",
    "wt_zmc",
    "xtor",
    "at_campaign",
    "at_medium",
    "at_custom*",
    "at_link*",
    "at_format",
    "at_ptr*",
    "at_bbc_team",
    // of publishers
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "ns_linkname",
    "ns_fee",
    "ocid",
    "smid",
    "smtyp",
    "cmpid",
    "cmp",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "soc_src",
    "soc_trk",
    "ftag",
    "ito",
    "icid",
    "spm",
    "ref_src",
    "ref_url",
    "wickedid",
    "wickedsource",
    // sessions
    "phpsessid",
    "jsessionid",
    "aspsessionid*",
    "asp.net_sessionid",
    "cfid",
    "cftoken",
    "sessionid",
    "session_id",
];

/// The address by which a page is known: host, path and what is left of the query. An address that cannot be read is taken
/// as it stands.
pub fn normal(url: &str) -> String {
    let trimmed = url.trim();
    let whole = if trimmed.contains("://") { trimmed.to_owned() } else { format!("http://{trimmed}") };
    match Url::parse(&whole) {
        Ok(parsed) if parsed.has_host() => of_parts(&parsed),
        _ => trimmed.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned(),
    }
}

fn of_parts(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let mut out = host.strip_prefix("www.").unwrap_or(host).to_owned();
    // The usual port of one scheme under the other is the usual port of the server all the same.
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        let _ = write!(out, ":{port}");
    }
    let path = url.path();
    let path = path.split_once(';').filter(|(_, rest)| is_session(rest)).map_or(path, |(path, _)| path);
    escapes(path.trim_end_matches('/'), &mut out);
    let kept = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair));
    for (number, pair) in kept.enumerate() {
        out.push(if number == 0 { '?' } else { '&' });
        escapes(pair, &mut out);
    }
    out
}

/// Whether a parameter of a path, as some servers write them, is the id of a session.
fn is_session(parameter: &str) -> bool {
    !parameter.contains('/') && is_tracking(parameter)
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *known,
    })
}

/// Appends a text with its escapes in one form: none of what needs none, the others in capitals.
fn escapes(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') => {
                out.push(char::from(byte));
                rest = &rest[2..];
            }
            Some(byte) => {
                let _ = write!(out, "%{byte:02X}");
                rest = &rest[2..];
            }
            None => out.push('%'),
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        let page = normal("https://example.org/a/b?id=7");
        for other in [
            "http://www.example.org/a/b?id=7",
            "HTTPS://Example.ORG:443/a/b?id=7#part",
            "https://example.org:80/a/./x/../b?id=7",
            "example.org/%61/b?id=7",
            "https://example.org/a/b/?id=7&",
            "https://example.org/a/b?utm_source=x&id=7&fbclid=1&UTM_Medium=y",
            "https://example.org/a/b;jsessionid=0A1?id=7",
            " https://example.org./a/b?PHPSESSID=9&id=7 ",
        ] {
            assert_eq!(normal(other), page, "{other}");
        }
        assert_eq!(normal("https://bücher.example/%c3%bc?"), normal("http://xn--bcher-kva.example/ü"));
    }

    #[test]
    fn other_pages_have_other_addresses() {
        let page = normal("https://example.org/a?id=7&page=2");
        for other in [
            "https://example.org/A?id=7&page=2",
            "https://example.org/a?id=7",
            "https://example.org:8080/a?id=7&page=2",
            "https://m.example.org/a?id=7&page=2",
            "https://example.org/a%2F?id=7&page=2",
            "https://example.org/a?sid=7&page=2",
        ] {
            assert_ne!(normal(other), page, "{other}");
        }
    }

    #[test]
    fn what_is_no_address_loses_no_more_than_its_final_slashes() {
        let texts = ["", "://", "http://", "a b", "%", "https://[x/", "urn:uuid:1"];
        assert_eq!(texts.map(normal), ["", ":", "http:", "a b", "%", "https://[x", "urn:uuid:1"]);
        assert_ne!(normal("urn:uuid:1"), normal("urn:uuid:2"));
        assert_eq!(normal("https://example.org/%zz%"), "example.org/%zz%");
    }
}
